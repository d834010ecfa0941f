import { computed, effect, signal } from '@preact/signals';
import * as catalogue from '../catalog/catalogue';
import { boxOf, cloudOf, keyOf, timeOf } from '../catalog/item';
import { itemOf, remember } from '../catalog/known';
import type { Item } from '../catalog/stac';
import { change, view } from '../state/store';
import type { Layer } from '../state/View';
import { layerKey } from '../layers/choose';
import { legendOf } from '../layers/legends';

/** The layer that the time bar moves: the highest visible one; while comparing, the highest of each side. */
export const moving = computed<number>(() => view.value.layers.findLastIndex((layer) => layer.isVisible));

/** Items of the same collection that lie at the same place and have the same bands, oldest first. */
export const series = signal<readonly Item[]>([]);

const countMax = 500;
let asked = '';

/** Keeps the series in step with the highest layer. */
export function followSeries(): void {
  effect(() => {
    const layer = view.value.layers[moving.value];
    const item = layer ? itemOf(layerKey(layer)) : null;
    if (!layer || !item) {
      asked = '';
      series.value = [];
      return;
    }
    // Moving along the series keeps it: only another place or collection asks anew.
    if (series.value.some((one) => keyOf(one) === keyOf(item))) return;
    if (asked === keyOf(item)) return;
    asked = keyOf(item);
    void load(item, layer);
  });
}

async function load(item: Item, layer: Layer): Promise<void> {
  const box = boxOf(item);
  if (!box) return;
  const middle = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
  try {
    const page = await catalogue.search({ collections: [layer.collection], intersects: { type: 'Point', coordinates: middle }, limit: countMax, sortby: [{ field: 'properties.datetime', direction: 'desc' }] });
    remember(page.features);
    const wanted = layer.assets;
    if (asked === keyOf(item)) series.value = page.features.filter((one) => timeOf(one) && wanted.every((asset) => one.assets[asset])).sort((a, b) => timeOf(a).localeCompare(timeOf(b)));
  } catch {
    // Without other dates the bar stays away; the layer itself tells what is wrong.
    series.value = [];
  }
}

/** Shows another date in a layer, with the same style. */
export function moveTo(index: number, item: Item): void {
  change({ layers: view.value.layers.map((layer, i) => (i === index ? { ...withFixedRange(layer), collection: item.collection ?? layer.collection, item: item.id } : layer)) });
}

/** The layer with the range that its legend shows now. Two dates, each stretched to itself, would look alike where they differ. */
export function withFixedRange(layer: Layer): Layer {
  if (layer.rescale.length > 0 || layer.assets.length > 1) return layer;
  const legend = legendOf(layer);
  return legend?.min !== undefined && legend.max !== undefined && legend.max > legend.min ? { ...layer, rescale: [[legend.min, legend.max]] } : layer;
}

/** Share of the bar for each date, 0 to 1, by time; and the share of cloud, 0 to 1, or null. */
export function ticks(items: readonly Item[]): { at: number; cloud: number | null }[] {
  const times = items.map((item) => Date.parse(timeOf(item)));
  const [first, last] = [times[0] ?? 0, times.at(-1) ?? 0];
  return items.map((item, index) => { const cloud = cloudOf(item); return { at: last > first ? (times[index]! - first) / (last - first) : 0.5, cloud: cloud === null ? null : cloud / 100 }; });
}
