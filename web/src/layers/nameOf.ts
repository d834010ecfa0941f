import { assetTitle, titleOf } from '../catalog/item';
import type { Item } from '../catalog/stac';
import { language } from '../state/store';
import type { Layer } from '../state/View';

export const nameOf = (layer: Layer, item: Item | null): string => (item ? titleOf(item, language.value) : layer.item);

/** What of the item is shown: the title of its band, three bands, or the expression. */
export function bandName(layer: Layer, item: Item | null): string {
  if (layer.expression) return layer.expression;
  return layer.assets.map((asset) => assetTitle(item, asset, language.value)).join(' · ');
}
