import { useEffect, useRef } from 'preact/hooks';
import { effect } from '@preact/signals';
import { Icon } from '../app/Icon';
import { boxOf, keyOf, titleOf } from '../catalog/item';
import { itemOf } from '../catalog/known';
import { found, near, searchOnChange } from '../catalog/results';
import { layerKey } from '../layers/choose';
import { loadPlaces, places } from '../places/places';
import { change, language, theme, view } from '../state/store';
import type { Layer, Side } from '../state/View';
import { tilesUrl } from '../tiles/tiles';
import { say } from '../words/say';
import { Frame, type Overlay } from './Frame';
import { attach, mainFrame } from './moves';
import { palettes } from './palette';

/** The pictures of one side of the comparison; without a comparison everything is on the left. */
export function overlaysOf(layers: readonly Layer[], side: Side, isComparing: boolean): Overlay[] {
  return layers.filter((layer) => layer.isVisible && (!isComparing || layer.side === 'both' || layer.side === side)).map((layer) => {
    const item = itemOf(layerKey(layer));
    return { id: `layer ${layerKey(layer)} ${layer.side}`, tiles: tilesUrl(layer), bounds: item && boxOf(item), zoomMax: 18, opacity: layer.opacity, attribution: '' };
  });
}

/** The map that fills the page. */
export function Stage() {
  const container = useRef<HTMLDivElement>(null);
  const stage = useRef<HTMLElement>(null);
  useEffect(() => {
    const frame = new Frame({ container: container.current!, camera: view.value, palette: palettes[theme.value], language: language.value, label: say('map') });
    attach(frame);
    const canvas = frame.map.getCanvas();
    frame.map.on('moveend', () => change(frame.camera));
    // For tests: nothing moves, loads or fades any more.
    frame.map.on('idle', () => (stage.current!.dataset['settled'] = 'true'));
    frame.map.on('dataloading', () => (stage.current!.dataset['settled'] = 'false'));
    const stops = [
      effect(() => { frame.dress(palettes[theme.value], language.value); canvas.setAttribute('aria-label', say('mapLabel')); }),
      effect(() => frame.lay(overlaysOf(view.value.layers, 'left', view.value.swipe !== null))),
      effect(() => { if (places.value.length > 0) frame.fillPlaces(); }),
      effect(() => frame.fill('footprints', {
        type: 'FeatureCollection',
        features: found.value.flatMap((item) => (item.geometry ? [{ type: 'Feature' as const, properties: { key: keyOf(item), title: titleOf(item, language.value) }, geometry: item.geometry }] : [])),
      })),
      effect(() => {
        const drawn = new Set(view.value.layers.map(layerKey));
        for (const item of found.value) frame.mark(keyOf(item), { near: near.value === keyOf(item), chosen: view.value.item === keyOf(item), drawn: drawn.has(keyOf(item)) });
      }),
    ];
    frame.onFootprint('click', ([key]) => { if (key) change({ item: key, panel: 'find' }); });
    frame.onFootprint('mousemove', ([key = '']) => { near.value = key; canvas.style.cursor = 'pointer'; });
    frame.onFootprint('mouseleave', () => { near.value = ''; canvas.style.cursor = ''; });
    searchOnChange();
    void loadPlaces();
    return () => { stops.forEach((stop) => stop()); attach(null); frame.map.remove(); };
  }, []);
  return (
    <main class="stage" ref={stage} aria-label={say('map')}>
      <div class="frame" ref={container} />
      <div class="map-buttons">
        <button type="button" class="round" aria-label={say('zoomIn')} title={say('zoomIn')} onClick={() => mainFrame()?.map.zoomIn()}><Icon name="plus" /></button>
        <button type="button" class="round" aria-label={say('zoomOut')} title={say('zoomOut')} onClick={() => mainFrame()?.map.zoomOut()}><Icon name="minus" /></button>
        {(view.value.bearing !== 0 || view.value.pitch !== 0) && <button type="button" class="round" aria-label={say('north')} title={say('north')} onClick={() => mainFrame()?.map.resetNorthPitch()}><Icon name="north" /></button>}
      </div>
      <p class="attribution">{say('attribution')}</p>
    </main>
  );
}
