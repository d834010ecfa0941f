import { boxOf, rastersOf } from '../catalog/item';
import type { Item } from '../catalog/stac';
import type { Position, Terrain } from '../state/View';
import { nativePixels } from '../tiles/tiles';

const words = /(^|[^a-z])(dem|dsm|dtm|srtm|aw3d\w*|elevation|terrain)([^a-z]|$)/i;

/** Words that a catalogue's heights are looked for by. */
export const demWords = ['dem', 'dsm', 'dtm', 'srtm', 'aw3d30', 'elevation', '標高'];

/** The asset of an item that holds heights of the ground, or null: one that is called so, or the only raster of an item that is. */
export function demOf(item: Item): string | null {
  if (!boxOf(item)) return null;
  const rasters = rastersOf(item);
  const named = rasters.find((name) => words.test(name));
  if (named) return named;
  const { title, 'mitoshi:title_ja': titleJa } = item.properties;
  return rasters.length === 1 && [item.id, item.collection, title, titleJa].some((text) => typeof text === 'string' && (words.test(text) || text.includes('標高'))) ? rasters[0]! : null;
}

/** The heights to stand the map on at a place: the finest item that covers it; where its collection has more of the same, all of them. */
export function terrainAt(items: readonly Item[], [longitude, latitude]: Position): Terrain | null {
  const covering = items.filter((item) => { const box = boxOf(item); return demOf(item) && box && box[0] <= longitude && box[2] >= longitude && box[1] <= latitude && box[3] >= latitude; });
  const [best] = [...covering].sort((a, b) => zoomOf(b) - zoomOf(a));
  if (!best) return null;
  const asset = demOf(best)!;
  const hasMore = items.some((item) => item !== best && item.collection === best.collection && demOf(item) === asset);
  return { collection: best.collection ?? '', item: hasMore ? '' : best.id, asset };
}

const pixelsOfTile = 256;

/** The zoom at which the tiles of an item are as fine as it is; 12 (about 30 m) where it doesn't tell. */
export function zoomOf(item: Item): number {
  const box = boxOf(item);
  const pixels = box && nativePixels(item, box, Infinity);
  if (!box || !pixels) return 12;
  return Math.max(0, Math.min(16, Math.ceil(Math.log2((pixels[0] * 360) / (pixelsOfTile * (box[2] - box[0]))))));
}
