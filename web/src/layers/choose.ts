import { niceTicks } from '../area/chart';
import { boxOf, keyOf, rastersOf } from '../catalog/item';
import type { Item } from '../catalog/stac';
import { mainFrame, showBox } from '../map/moves';
import { change, view } from '../state/store';
import { plainLayer, type Box, type Layer } from '../state/View';
import { legend } from '../tiles/tiles';
import { coloursFor, isDiverging } from './colours';

export const layerKey = (layer: Layer): string => `${layer.collection}/${layer.item}`;

export const hasLayer = (item: Item): boolean => view.value.layers.some((layer) => layerKey(layer) === keyOf(item));

/** Puts an item on the map, or takes it off. The map goes there when it is out of sight or too small to see. */
export function toggleLayer(item: Item): void {
  if (hasLayer(item)) {
    change({ layers: view.value.layers.filter((layer) => layerKey(layer) !== keyOf(item)) });
    return;
  }
  const layer = firstLayer(item);
  change({ layers: [...view.value.layers, layer] });
  void settleRange(layer);
  const [box, seen] = [boxOf(item), mainFrame()?.box];
  if (box && seen && !isWellSeen(box, seen)) showBox(box);
}

/**
 * Gives a layer of one band a range with round ends, from what the server would stretch it to. Diverging colours get both ends equally far from
 * zero: white must mean no change. The range stays while the time bar moves, so that dates can be compared.
 */
export async function settleRange(layer: Layer): Promise<void> {
  if (layer.rescale.length > 0 || !layer.colours) return;
  try {
    const { min, max } = await legend(layer);
    if (min === undefined || max === undefined || !(max > min)) return;
    const end = Math.max(Math.abs(min), Math.abs(max));
    const ticks = isDiverging(layer.colours) ? niceTicks(-end, end) : niceTicks(min, max);
    const range: [number, number] = [ticks[0]!, ticks.at(-1)!];
    change({ layers: view.value.layers.map((one) => (layerKey(one) === layerKey(layer) && one.rescale.length === 0 && one.colours === layer.colours && one.assets.join() === layer.assets.join() ? { ...one, rescale: [range] } : one)) });
  } catch { /* Then the server's own stretch stays. */ }
}

/** How an item is shown at first: as its own rendering says, else true colour where it has it, else its first band. */
export function firstLayer(item: Item): Layer {
  const rasters = rastersOf(item);
  const renders = item.properties['renders'] as Record<string, { assets?: string[]; rescale?: [number, number][]; colormap_name?: string; expression?: string }> | undefined;
  const render = renders && Object.values(renders)[0];
  const assets = render?.assets ?? trueColourOf(item, rasters) ?? rasters.slice(0, 1);
  return {
    ...plainLayer, collection: item.collection ?? '', item: item.id,
    assets, rescale: render?.rescale ?? [], colours: render?.colormap_name ?? (assets.length === 1 ? coloursFor(item, assets[0]!) : ''), expression: render?.expression ?? '',
  };
}

function trueColourOf(item: Item, rasters: readonly string[]): string[] | null {
  if (rasters.includes('visual')) return ['visual'];
  const named = ['red', 'green', 'blue'].map((colour) => rasters.find((name) => name === colour || item.assets[name]?.['eo:bands']?.[0]?.common_name === colour || (item.assets[name]?.bands?.[0] as { 'eo:common_name'?: string } | undefined)?.['eo:common_name'] === colour));
  return named.every((name) => name !== undefined) ? (named as string[]) : null;
}

export function isWellSeen([west, south, east, north]: Box, [seenWest, seenSouth, seenEast, seenNorth]: Box): boolean {
  const isApart = east < seenWest || west > seenEast || north < seenSouth || south > seenNorth;
  return !isApart && (east - west > (seenEast - seenWest) / 12 || north - south > (seenNorth - seenSouth) / 12);
}
