import { rastersOf } from '../catalog/item';
import type { Item } from '../catalog/stac';
import { firstLayer } from '../layers/choose';
import type { Layer } from '../state/View';

const itemPath = (collection: string, item: string) => `/tiles/${encodeURIComponent(collection)}/${encodeURIComponent(item)}`;

/** How a layer is drawn, in the words of the tile server. */
export function queryOf(layer: Layer): URLSearchParams {
  const query = new URLSearchParams();
  if (layer.expression) query.set('expression', layer.expression);
  else for (const asset of layer.assets) query.append('assets', asset);
  for (const [min, max] of layer.rescale) query.append('rescale', `${min},${max}`);
  if (layer.colours) query.set('colormap_name', layer.colours);
  return query;
}

export const tilesUrl = (layer: Layer): string => `${location.origin}${itemPath(layer.collection, layer.item)}/WebMercatorQuad/{z}/{x}/{y}.png?${queryOf(layer)}`;

/** A small picture of an item, or null when it has nothing to draw. */
export function previewUrl(item: Item): string | null {
  if (rastersOf(item).length === 0) return null;
  const query = queryOf(firstLayer(item));
  query.set('max_size', '104');
  return `${itemPath(item.collection ?? '', item.id)}/preview.png?${query}`;
}
