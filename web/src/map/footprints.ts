import type { FeatureCollection } from 'geojson';
import { boxOf, keyOf } from '../catalog/item';
import type { Item } from '../catalog/stac';

const smallestPixels = 10;
const worldPixels = 512;

/** The outlines of items that have a place. */
export const footprintsOf = (items: readonly Item[]): FeatureCollection => ({
  type: 'FeatureCollection', features: items.flatMap((item) => (item.geometry ? [{ type: 'Feature' as const, properties: { key: keyOf(item) }, geometry: item.geometry }] : [])),
});

/** A dot for each footprint, with the zoom until which the footprint itself is too small to be seen. One dot a place: scenes lie in stacks. */
export function dotsOf(items: readonly Item[]): FeatureCollection {
  const places = new Map<string, FeatureCollection['features'][number]>();
  for (const item of items) {
    const box = boxOf(item);
    if (!box || box[2] < box[0]) continue;
    const [west, south, east, north] = box;
    const span = Math.max(east - west, north - south, 1e-6);
    const key = box.map((value) => value.toFixed(3)).join();
    if (!places.has(key)) places.set(key, { type: 'Feature', properties: { key: keyOf(item), until: Math.log2((smallestPixels * 360) / (worldPixels * span)) }, geometry: { type: 'Point', coordinates: [(west + east) / 2, (south + north) / 2] } });
  }
  return { type: 'FeatureCollection', features: [...places.values()] };
}
