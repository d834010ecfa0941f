import { effect, signal } from '@preact/signals';
import type { Feature } from 'geojson';
import type { MapMouseEvent } from 'maplibre-gl';
import { polygon, rectangle } from '../area/geometry';
import { change } from '../state/store';
import type { Position } from '../state/View';
import type { Frame } from './Frame';

/** What a click on the map does: nothing special, a corner, or a choice of a point. */
export const tool = signal<'none' | 'polygon' | 'box' | 'point'>('none');
export const corners = signal<readonly Position[]>([]);

export function take(next: typeof tool.value): void {
  corners.value = [];
  tool.value = next;
}

/** Ends the drawing; too few corners leave the area as it was. */
export function finish(): void {
  if (tool.value === 'polygon' && corners.value.length >= 3) change({ area: polygon(corners.value), panel: 'area' });
  take('none');
}

function put(position: Position): void {
  if (tool.value === 'point') {
    change({ point: position, panel: 'area' });
    take('none');
    return;
  }
  corners.value = [...corners.value, position];
  if (tool.value === 'box' && corners.value.length === 2) {
    const [first, second] = corners.value;
    change({ area: rectangle(first!, second!), panel: 'area' });
    take('none');
  }
}

/** Lets the tool work on a map: clicks, and the keys Space, Enter, Backspace and Escape. */
export function attachTool(frame: Frame): () => void {
  const { map } = frame;
  let pointer: Position | null = null;
  const at = (event: MapMouseEvent): Position => [event.lngLat.lng, event.lngLat.lat];
  const click = (event: MapMouseEvent) => {
    if (tool.value === 'none') return;
    const [first] = corners.value;
    const isClosing = tool.value === 'polygon' && first && corners.value.length >= 3 && map.project([...first]).dist(event.point) < 12;
    if (isClosing) finish();
    else put(at(event));
  };
  const move = (event: MapMouseEvent) => { pointer = at(event); sketch(); };
  const key = (event: KeyboardEvent) => {
    if (tool.value === 'none') return;
    const answer = { ' ': () => put(frame.camera.centre), Enter: finish, Backspace: () => (corners.value = corners.value.slice(0, -1)), Escape: () => take('none') }[event.key];
    if (!answer) return;
    event.preventDefault();
    event.stopPropagation();
    answer();
  };
  const double = (event: MapMouseEvent) => {
    if (tool.value === 'none') return;
    event.preventDefault();
    corners.value = corners.value.slice(0, -1);
    finish();
  };
  const sketch = () => {
    const list = corners.value;
    const shown = pointer && tool.value !== 'none' && list.length > 0 ? [...list, pointer] : list;
    const line = tool.value === 'box' && shown.length === 2 ? rectangle(shown[0]!, shown[1]!)[0]![0]! : shown;
    const features: Feature[] = [
      { type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: line as unknown as number[][] } },
      ...list.map((corner): Feature => ({ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [...corner] } })),
    ];
    frame.fill('sketch', { type: 'FeatureCollection', features: tool.value === 'none' ? [] : line.length < 2 ? features.slice(1) : features });
  };
  map.on('click', click);
  map.on('mousemove', move);
  map.on('dblclick', double);
  map.getCanvas().addEventListener('keydown', key, true);
  const stop = effect(() => {
    void corners.value;
    map.getCanvas().style.cursor = tool.value === 'none' ? '' : 'crosshair';
    if (tool.value !== 'none') map.getCanvas().focus({ preventScroll: true });
    sketch();
  });
  return stop;
}
