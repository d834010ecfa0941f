import { effect } from '@preact/signals';
import { Marker } from 'maplibre-gl';
import { view } from '../state/store';
import { say } from '../words/say';
import type { Frame } from './Frame';

/** A pin at the chosen point. */
export function pinAt(frame: Frame): () => void {
  let pin: Marker | null = null;
  const stop = effect(() => {
    const { point } = view.value;
    pin?.remove();
    pin = null;
    if (!point) return;
    const element = document.createElement('div');
    element.className = 'pin';
    element.setAttribute('role', 'img');
    element.setAttribute('aria-label', say('pointMarker'));
    pin = new Marker({ element, anchor: 'center' }).setLngLat([...point]).addTo(frame.map);
    element.removeAttribute('tabindex');
  });
  return () => { stop(); pin?.remove(); };
}
