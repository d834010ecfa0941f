import type { Box } from '../state/View';
import type { Asset, Item } from './stac';

export const keyOf = (item: Item): string => `${item.collection ?? ''}/${item.id}`;

/** Its title in the reader's language, else its id. */
export const titleOf = (item: Item, language: 'en' | 'ja'): string =>
  (language === 'ja' && typeof item.properties['mitoshi:title_ja'] === 'string' ? item.properties['mitoshi:title_ja'] : '') || (typeof item.properties.title === 'string' && item.properties.title) || item.id;

/** The title of an asset in the reader's language, else its name. */
export const assetTitle = (item: Item | null, name: string, language: 'en' | 'ja'): string => {
  const asset = item?.assets[name];
  return (language === 'ja' && typeof asset?.['mitoshi:title_ja'] === 'string' ? asset['mitoshi:title_ja'] : '') || (typeof asset?.title === 'string' && asset.title) || name;
};

/** The time that it stands for: its own, else the end of its period, as a forest map is about the day it is complete. */
export const timeOf = (item: Item): string => item.properties.datetime ?? item.properties.end_datetime ?? item.properties.start_datetime ?? '';

export const cloudOf = (item: Item): number | null => (typeof item.properties['eo:cloud_cover'] === 'number' ? item.properties['eo:cloud_cover'] : null);

/** The box in two dimensions; an item without a place has none. */
export function boxOf(item: Item): Box | null {
  const box = item.bbox;
  if (!item.geometry || !box) return null;
  return box.length === 6 ? [box[0]!, box[1]!, box[3]!, box[4]!] : box.length === 4 ? [box[0]!, box[1]!, box[2]!, box[3]!] : null;
}

/** Whether the tile server can draw it. */
export const isRaster = (asset: Asset): boolean => /^image\/(tiff|vnd\.stac\.geotiff|jp2|x\.geotiff)|^application\/(x-)?(hdf5?|netcdf)/.test(asset.type ?? '') || (!asset.type && /\.tiff?$/i.test(asset.href));

/** Names of the assets that can be drawn, in the order of the item. */
export const rastersOf = (item: Item): string[] => Object.entries(item.assets).filter(([, asset]) => isRaster(asset) && !(asset.roles ?? []).includes('thumbnail')).map(([name]) => name);

/** The unit of an asset, wherever its version of STAC puts it. */
export function unitOf(item: Item, asset: string): string {
  const { unit, bands, 'raster:bands': rasterBands } = item.assets[asset] ?? { href: '' };
  return unit ?? bands?.[0]?.unit ?? rasterBands?.[0]?.unit ?? '';
}

/** Assets that hold the ends of an interval around another one: `agb` has `agb_lower` and `agb_upper`. */
export function intervalOf(item: Item, asset: string): { lower: string; upper: string } | null {
  const [lower, upper] = [`${asset}_lower`, `${asset}_upper`];
  return item.assets[lower] && item.assets[upper] ? { lower, upper } : null;
}
