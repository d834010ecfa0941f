import { computed, effect, signal } from '@preact/signals';
import * as catalogue from '../catalog/catalogue';
import { boxOf } from '../catalog/item';
import { itemOf, known, remember } from '../catalog/known';
import type { Item } from '../catalog/stac';
import { mainFrame } from '../map/moves';
import { change, view } from '../state/store';
import type { Box, Terrain } from '../state/View';
import { terrainTiles } from '../tiles/tiles';
import { demOf, demWords, terrainAt, zoomOf } from './dem';

/** Heights as a map takes them. */
export interface Ground {
  readonly tiles: string;
  readonly bounds: Box | null;
  readonly zoomMax: number;
  readonly exaggeration: number;
}

const zoomLeast = 8;
const dems = computed<readonly Item[]>(() => [...known.value.values()].filter((item): item is Item => 'type' in item && demOf(item) !== null));

/** The heights that there are in the middle of the map, or null. */
export const offered = computed<Terrain | null>(() => (view.value.zoom >= zoomLeast ? terrainAt(dems.value, view.value.centre) : null));

/** What the map stands on now. */
export const ground = computed<Ground | null>(() => {
  const { terrain, exaggeration } = view.value;
  if (!terrain) return null;
  const item = terrain.item ? itemOf(`${terrain.collection}/${terrain.item}`) : dems.value.find(({ collection }) => collection === terrain.collection) ?? null;
  return { tiles: terrainTiles(terrain), bounds: terrain.item && item ? boxOf(item) : null, zoomMax: item ? zoomOf(item) : 12, exaggeration };
});

const pitchOfHills = 58;

/** Stands the map up on the heights of the place, or lays it flat again. */
export function toggleTerrain(): void {
  const frame = mainFrame();
  if (view.value.terrain) {
    change({ terrain: null });
    frame?.tilt(0);
    return;
  }
  if (!offered.value) return;
  change({ terrain: offered.value });
  frame?.tilt(pitchOfHills);
}

/** Looks for heights where the map is, a moment after it came to rest; a place that was looked at isn't asked for again. */
export function followTerrain(): () => void {
  let pending = 0;
  const asked = signal<readonly Box[]>([]);
  return effect(() => {
    const { centre: [x, y], zoom } = view.value;
    clearTimeout(pending);
    if (zoom < zoomLeast || asked.peek().some(([west, south, east, north]) => x >= west && x <= east && y >= south && y <= north)) return;
    pending = window.setTimeout(() => {
      const box: Box = [x - 0.5, y - 0.5, x + 0.5, y + 0.5];
      asked.value = [...asked.peek(), box];
      // Without an answer there is no button, and the map stays flat.
      void catalogue.search({ limit: 40, bbox: box, q: demWords }).then(({ features }) => remember(features), () => undefined);
    }, 700);
  });
}
