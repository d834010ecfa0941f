import 'maplibre-gl/dist/maplibre-gl.css';
import './style/tokens.css';
import './style/page.css';
import { render } from 'preact';
import { App } from './app/App';
import { acceptDrops } from './app/drops';
import { follow } from './state/store';

follow();
acceptDrops();
render(<App />, document.getElementById('page')!);
