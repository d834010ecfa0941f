import { effect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { featureOf } from '../area/geometry';
import { Icon } from '../app/Icon';
import { boxOf, keyOf, titleOf } from '../catalog/item';
import { itemOf } from '../catalog/known';
import { found, near, searchOnChange } from '../catalog/results';
import { layerKey } from '../layers/choose';
import { LegendCard } from '../layers/LegendCard';
import { loadPlaces, places } from '../places/places';
import { change, language, theme, view } from '../state/store';
import { tilesUrl } from '../tiles/tiles';
import { followSeries } from '../time/series';
import { TimeBar } from '../time/TimeBar';
import { say } from '../words/say';
import type { Layer } from '../state/View';
import { Frame, type Overlay } from './Frame';
import { attach, mainFrame } from './moves';
import { palettes } from './palette';
import { pinAt } from './pin';
import { Swipe } from './Swipe';
import { attachTool, tool } from './tool';

/** The pictures of one side of the comparison; without a comparison, all. */
export function overlaysOf(layers: readonly Layer[], side: 'left' | 'right', isComparing: boolean): Overlay[] {
  return layers.filter((layer) => layer.isVisible && (!isComparing || layer.side === 'both' || layer.side === side)).map((layer) => {
    const item = itemOf(layerKey(layer));
    return { id: `layer ${layerKey(layer)}`, tiles: tilesUrl(layer), bounds: item && boxOf(item), zoomMax: 18, opacity: layer.opacity };
  });
}

/** Everything that follows the view on a map: colours, words, pictures, the area, the chosen point. */
export function followView(frame: Frame, side: 'left' | 'right', label: () => string): () => void {
  const stops = [
    effect(() => { frame.dress(palettes[theme.value], language.value); frame.map.getCanvas().setAttribute('aria-label', label()); }),
    effect(() => frame.lay(overlaysOf(view.value.layers, side, view.value.swipe !== null))),
    effect(() => { if (places.value.length > 0) frame.fillPlaces(); }),
    effect(() => frame.fill('area', view.value.area.length > 0 ? featureOf(view.value.area) : { type: 'FeatureCollection', features: [] })),
    pinAt(frame),
  ];
  return () => stops.forEach((stop) => stop());
}

function followFootprints(frame: Frame): () => void {
  const stops = [
    effect(() => frame.fill('footprints', {
      type: 'FeatureCollection',
      features: found.value.flatMap((item) => (item.geometry ? [{ type: 'Feature' as const, properties: { key: keyOf(item), title: titleOf(item, language.value) }, geometry: item.geometry }] : [])),
    })),
    effect(() => {
      const drawn = new Set(view.value.layers.map(layerKey));
      for (const item of found.value) frame.mark(keyOf(item), { near: near.value === keyOf(item), chosen: view.value.item === keyOf(item), drawn: drawn.has(keyOf(item)) });
    }),
  ];
  const isFree = () => tool.value === 'none';
  frame.onFootprint('click', ([key]) => { if (key && isFree()) change({ item: key, panel: 'find' }); });
  frame.onFootprint('mousemove', ([key = '']) => { if (isFree()) { near.value = key; frame.map.getCanvas().style.cursor = 'pointer'; } });
  frame.onFootprint('mouseleave', () => { near.value = ''; if (isFree()) frame.map.getCanvas().style.cursor = ''; });
  return () => stops.forEach((stop) => stop());
}

/** The map that fills the page. */
export function Stage() {
  const container = useRef<HTMLDivElement>(null);
  const stage = useRef<HTMLElement>(null);
  useEffect(() => {
    const frame = new Frame({ container: container.current!, camera: view.value, palette: palettes[theme.value], language: language.value, label: say('map') });
    attach(frame);
    frame.map.on('moveend', () => change(frame.camera));
    // For tests: nothing moves, loads or fades any more.
    frame.map.on('idle', () => (stage.current!.dataset['settled'] = 'true'));
    frame.map.on('dataloading', () => (stage.current!.dataset['settled'] = 'false'));
    const stops = [followView(frame, 'left', () => say('mapLabel')), followFootprints(frame), attachTool(frame)];
    searchOnChange();
    followSeries();
    void loadPlaces();
    return () => { stops.forEach((stop) => stop()); attach(null); frame.map.remove(); };
  }, []);
  const { bearing, pitch, swipe } = view.value;
  return (
    <main class="stage" aria-label={say('map')} ref={stage}>
      <div class="frame" ref={container} />
      {swipe !== null && <Swipe share={swipe} />}
      {tool.value !== 'none' && <span class="cross" aria-hidden="true" />}
      <div class="map-buttons">
        <button type="button" class="round" aria-label={say('zoomIn')} title={say('zoomIn')} onClick={() => mainFrame()?.map.zoomIn()}><Icon name="plus" /></button>
        <button type="button" class="round" aria-label={say('zoomOut')} title={say('zoomOut')} onClick={() => mainFrame()?.map.zoomOut()}><Icon name="minus" /></button>
        {(bearing !== 0 || pitch !== 0) && <button type="button" class="round" aria-label={say('north')} title={say('north')} onClick={() => mainFrame()?.map.resetNorthPitch()}><Icon name="north" /></button>}
      </div>
      <div class="foot">
        <TimeBar />
        <LegendCard />
      </div>
      <p class="attribution">{say('attribution')}</p>
    </main>
  );
}
