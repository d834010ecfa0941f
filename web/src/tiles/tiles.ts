import type { FeatureCollection } from 'geojson';
import { rastersOf } from '../catalog/item';
import type { Item } from '../catalog/stac';
import type { Address, Query } from '../http/Address';
import { ask } from '../http/ask';
import { firstLayer } from '../layers/choose';
import type { Area, Box, Layer, Position, Terrain } from '../state/View';
import { featureOf } from '../area/geometry';

/** Everything that the page asks of the tile server; nothing else knows its addresses. */
const itemPath = (collection: string, item: string) => `/tiles/${encodeURIComponent(collection)}/${encodeURIComponent(item)}` as const;
const pathOf = (layer: Layer) => itemPath(layer.collection, layer.item);

type Drawn = Query<'/tiles/{collection}/{item}/preview.{format}'>;
const put = (query: URLSearchParams, name: Drawn, value: string) => query.append(name, value);

/** Which numbers a layer shows. */
function bandsOf(layer: Layer): URLSearchParams {
  const query = new URLSearchParams();
  if (layer.expression) put(query, 'expression', layer.expression);
  else for (const asset of layer.assets) put(query, 'assets', asset);
  return query;
}

/** How a layer is drawn. */
export function queryOf(layer: Layer): URLSearchParams {
  const query = bandsOf(layer);
  for (const [min, max] of layer.rescale) put(query, 'rescale', `${min},${max}`);
  if (layer.colours) put(query, 'colormap_name', layer.colours);
  return query;
}

export const tilesUrl = (layer: Layer): string => `${location.origin}${pathOf(layer)}/tiles/WebMercatorQuad/{z}/{x}/{y}.png?${queryOf(layer)}`;

/** Tiles of heights, as colours that MapLibre reads (terrain-RGB). */
export const terrainTiles = ({ collection, item, asset }: Terrain): string => `${location.origin}${item ? itemPath(collection, item) : `/tiles/${encodeURIComponent(collection)}`}/tiles/WebMercatorQuad/{z}/{x}/{y}.png?${new URLSearchParams({ assets: asset, algorithm: 'terrainrgb' })}`;

/** A small picture of an item, or null when it has nothing to draw. */
export function previewUrl(item: Item): string | null {
  if (!item.geometry || rastersOf(item).length === 0) return null;
  const query = queryOf(firstLayer(item));
  put(query, 'max_size', '104');
  return `${itemPath(item.collection ?? '', item.id)}/preview.png?${query}`;
}

/** What the colours of a layer mean. */
export interface Legend {
  readonly title?: string;
  readonly unit?: string;
  /** Colours from the smallest to the largest value, evenly spaced; or one for each class. */
  readonly stops?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly classes?: readonly { readonly value: number; readonly colour: string; readonly name: string }[];
}

export const legend = (layer: Layer, signal?: AbortSignal): Promise<Legend> => ask<Legend>(`${pathOf(layer)}/legend?${queryOf(layer)}`, { signal });

export interface BandStatistics {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly std: number;
  readonly median?: number;
  readonly count?: number;
  readonly valid_percent?: number;
  readonly valid_pixels?: number;
  readonly percentile_2?: number;
  readonly percentile_98?: number;
}

export type Statistics = Readonly<Record<string, BandStatistics>>;

/** Numbers of the whole item, for each band of the layer. */
export const statistics = (layer: Layer, signal?: AbortSignal): Promise<Statistics> => ask<Statistics>(`${pathOf(layer)}/statistics?${bandsOf(layer)}`, { signal });

/** Numbers inside an area. */
export async function areaStatistics(layer: Layer, area: Area, signal?: AbortSignal): Promise<Statistics> {
  const answer = await ask<FeatureCollection | { properties: { statistics: Statistics } }>(`${pathOf(layer)}/statistics?${bandsOf(layer)}`, { body: featureOf(area), signal });
  const [feature] = 'features' in answer ? answer.features : [answer];
  return (feature?.properties?.['statistics'] ?? {}) as Statistics;
}

/** Values at a point, one for each band; null where there is no data. */
export async function point(layer: Layer, [longitude, latitude]: Position, signal?: AbortSignal): Promise<readonly (number | null)[]> {
  return (await ask<{ values: (number | null)[] }>(`${pathOf(layer)}/point/${longitude},${latitude}?${bandsOf(layer)}`, { signal })).values;
}

/**
 * The layer's values inside a box as a GeoTIFF: in the item's own reference system, about as fine as it is, each value that of the nearest
 * pixel. So nothing is smoothed; larger boxes than the server makes at once come coarser, as `pixels` tells.
 */
export function cut(layer: Layer, item: Item | null, box: Box): { href: Address; pixels: readonly [number, number] | null } {
  const query = bandsOf(layer);
  const pixels = item && nativePixels(item, box);
  const code = item?.properties['proj:code'];
  if (pixels && typeof code === 'string') for (const [name, value] of [['width', pixels[0]], ['height', pixels[1]], ['dst_crs', code]] as const) query.set(name, String(value));
  query.set('resampling', 'nearest');
  return { href: `${pathOf(layer)}/bbox/${box.join()}.tif?${query}`, pixels };
}

const pixelsMax = 4096;

/** Columns and rows of a box in pixels of an item, or null where the item doesn't tell its pixel size. */
export function nativePixels(item: Item, [west, south, east, north]: Box, most = pixelsMax): readonly [number, number] | null {
  const [across, , , , down] = Array.isArray(item.properties['proj:transform']) ? item.properties['proj:transform'].map(Number) : [];
  if (!across || !down || !(east > west)) return null;
  // A pixel of less than a tenth is one of degrees: no satellite's is a decimetre.
  const isDegrees = Math.abs(across) < 0.1;
  const metresPerDegree = (6371007.2 * Math.PI) / 180;
  const width = (east - west) * (isDegrees ? 1 : metresPerDegree * Math.cos(((south + north) * Math.PI) / 360));
  const height = (north - south) * (isDegrees ? 1 : metresPerDegree);
  const factor = Math.max(1, width / Math.abs(across) / most, height / Math.abs(down) / most);
  return [width / Math.abs(across) / factor, height / Math.abs(down) / factor].map((count) => Math.min(most, Math.max(1, Math.round(count)))) as unknown as readonly [number, number];
}

export interface ColourMap {
  readonly name: string;
  readonly title: string;
  /** True when its middle is a value of its own, as no change is. */
  readonly diverging: boolean;
}

/** The colour maps that the server has. */
export const colourMaps = async (): Promise<readonly ColourMap[]> => (await ask<{ colormaps: ColourMap[] }>('/tiles/colormaps')).colormaps;
