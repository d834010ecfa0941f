import { signal } from '@preact/signals';
import { AreaPanel } from '../area/AreaPanel';
import { FindPanel } from '../catalog/FindPanel';
import { LayersPanel } from '../layers/LayersPanel';
import { Stage } from '../map/Stage';
import { PlaceBox } from '../places/PlaceBox';
import { ResultsPanel } from '../results/ResultsPanel';
import { change, view } from '../state/store';
import type { Panel } from '../state/View';
import { say } from '../words/say';
import { WorkPanel } from '../run/WorkPanel';
import { Brand } from './Brand';
import { Icon } from './Icon';
import { Switches } from './Switches';

const panels: readonly Panel[] = ['find', 'layers', 'area', 'work', 'results'];
const contents = { find: FindPanel, layers: LayersPanel, area: AreaPanel, work: WorkPanel, results: ResultsPanel };

/** On a phone: whether the sheet is down to its tabs, half, or up. */
export const sheet = signal<'down' | 'half' | 'up'>('half');

const choose = (panel: Panel) => {
  sheet.value = view.value.panel === panel && sheet.value !== 'down' ? 'down' : sheet.value === 'down' ? 'half' : sheet.value;
  change({ panel });
};

/** Moves between tabs with the arrow keys, as a tab list does. */
const onKey = (event: KeyboardEvent) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const panel = panels[(panels.indexOf(view.value.panel) + step + panels.length) % panels.length]!;
  change({ panel });
  document.getElementById(`tab-${panel}`)?.focus();
};

export function App() {
  const { panel } = view.value;
  const Content = contents[panel];
  return (
    <>
      <a class="skip" href="#panel-content">{say('skip')}</a>
      <Stage />
      <header class="head">
        <Brand />
        <PlaceBox />
      </header>
      <Switches />
      <aside class={`panel ${sheet.value}`} aria-label={say('panel')}>
        <button type="button" class="grip" onClick={() => (sheet.value = sheet.value === 'up' ? 'half' : 'up')} aria-label={say(sheet.value === 'up' ? 'closePanel' : 'openPanel')}><span /></button>
        <div class="tabs" role="tablist" aria-label={say('panels')} onKeyDown={onKey}>
          {panels.map((name) => (
            <button type="button" role="tab" id={`tab-${name}`} key={name} aria-selected={name === panel} aria-controls="panel-content" tabIndex={name === panel ? 0 : -1} onClick={() => choose(name)}>
              <Icon name={name} />
              <span>{say(name)}</span>
              {name === 'layers' && view.value.layers.length > 0 && <b class="count">{view.value.layers.length}</b>}
            </button>
          ))}
        </div>
        <div class="content" role="tabpanel" id="panel-content" aria-labelledby={`tab-${panel}`} tabIndex={-1} key={panel}><Content /></div>
      </aside>
    </>
  );
}
