import { effect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { featureOf } from '../area/geometry';
import { Icon } from '../app/Icon';
import { boxOf, keyOf } from '../catalog/item';
import { openItem } from '../catalog/openItem';
import { itemOf } from '../catalog/known';
import { found, knownCollections, loadCollections, near, searchOnChange } from '../catalog/results';
import { layerKey } from '../layers/choose';
import { followColourMaps } from '../layers/colours';
import { LegendCard } from '../layers/LegendCard';
import { loadPlaces, places } from '../places/places';
import { change, language, theme, view } from '../state/store';
import { TerrainButton } from '../terrain/TerrainControl';
import { followTerrain, ground } from '../terrain/terrain';
import { tilesUrl } from '../tiles/tiles';
import { followSeries } from '../time/series';
import { TimeBar } from '../time/TimeBar';
import { say } from '../words/say';
import type { Layer } from '../state/View';
import { Frame, type Overlay } from './Frame';
import { dotsOf, footprintsOf } from './footprints';
import { attach, covered, mainFrame } from './moves';
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
    effect(() => frame.stand(ground.value)),
    effect(() => { if (places.value.length > 0) frame.fillPlaces(); }),
    effect(() => frame.fill('area', view.value.area.length > 0 ? featureOf(view.value.area) : { type: 'FeatureCollection', features: [] })),
    pinAt(frame),
  ];
  return () => stops.forEach((stop) => stop());
}

function followFootprints(frame: Frame): () => void {
  const stops = [
    effect(() => {
      frame.fill('footprints', footprintsOf(found.value));
      frame.fill('footprint-dots', dotsOf(found.value));
    }),
    effect(() => {
      const drawn = new Set(view.value.layers.map(layerKey));
      for (const item of found.value) frame.mark(keyOf(item), { near: near.value === keyOf(item), chosen: view.value.item === keyOf(item), drawn: drawn.has(keyOf(item)) });
    }),
  ];
  const isFree = () => tool.value === 'none';
  frame.onFootprint('click', ([key]) => { if (key && isFree()) openItem(key); });
  frame.onFootprint('mousemove', ([key = '']) => { if (isFree()) { near.value = key; frame.map.getCanvas().style.cursor = 'pointer'; } });
  frame.onFootprint('mouseleave', () => { near.value = ''; if (isFree()) frame.map.getCanvas().style.cursor = ''; });
  return () => stops.forEach((stop) => stop());
}

/** Whose data are seen: of the base map, and of each visible layer with its licence. */
function Attribution() {
  const sources = view.value.layers.filter((layer) => layer.isVisible).map((layer) => {
    const collection = knownCollections.value?.find(({ id }) => id === layer.collection);
    const licence = itemOf(layerKey(layer))?.properties.license ?? collection?.license;
    const providers = (collection?.providers ?? []).map(({ name }) => name).join(', ');
    return `${providers || collection?.title || layer.collection}${licence && licence !== 'other' ? ` (${licence})` : ''}`;
  });
  return <p class="attribution">{[...new Set(sources), say('attribution')].join(' · ')}</p>;
}

/** Marks the middle of what can be seen: where the keyboard sets a corner. */
function Cross() {
  const { left, bottom } = covered();
  return <span class="cross" aria-hidden="true" style={{ left: `calc(50% + ${left / 2}px)`, top: `calc(50% - ${bottom / 2}px)` }} />;
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
    frame.map.on('idle', () => { if (places.value.length > 0) stage.current!.dataset['settled'] = 'true'; });
    frame.onWorld(() => {
      performance.mark('first-map');
      // Names wait for the land: they would keep the workers from it.
      void loadPlaces();
    });
    frame.map.on('dataloading', () => (stage.current!.dataset['settled'] = 'false'));
    const cover = () => frame.cover(covered());
    cover();
    addEventListener('resize', cover);
    frame.map.jumpTo({ center: [...view.value.centre], zoom: view.value.zoom });
    const stops = [() => removeEventListener('resize', cover), followColourMaps(), followView(frame, 'left', () => say('mapLabel')), followFootprints(frame), attachTool(frame), followTerrain()];
    searchOnChange();
    followSeries();
    void loadCollections();
    return () => { stops.forEach((stop) => stop()); attach(null); frame.map.remove(); };
  }, []);
  const { bearing, pitch, swipe } = view.value;
  return (
    <main class="stage" aria-label={say('map')} ref={stage}>
      <div class="frame" ref={container} />
      {swipe !== null && <Swipe share={swipe} />}
      {tool.value !== 'none' && <Cross />}
      <div class="map-buttons">
        <button type="button" class="round" aria-label={say('zoomIn')} title={say('zoomIn')} onClick={() => mainFrame()?.map.zoomIn()}><Icon name="plus" /></button>
        <button type="button" class="round" aria-label={say('zoomOut')} title={say('zoomOut')} onClick={() => mainFrame()?.map.zoomOut()}><Icon name="minus" /></button>
        <TerrainButton />
        {(bearing !== 0 || pitch !== 0) && <button type="button" class="round" aria-label={say('north')} title={say('north')} onClick={() => mainFrame()?.map.resetNorthPitch()}><Icon name="north" /></button>}
      </div>
      <div class="foot">
        <TimeBar />
        <LegendCard />
      </div>
      <Attribution />
    </main>
  );
}
