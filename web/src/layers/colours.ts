import { effect, signal } from '@preact/signals';
import { unitOf } from '../catalog/item';
import type { Item } from '../catalog/stac';
import { language } from '../state/store';
import * as tiles from '../tiles/tiles';

/** The colour maps of the server, named in the reader's language. */
export const colourMaps = signal<readonly tiles.ColourMap[]>([]);

/** Whether the middle of a colour map is a value of its own. */
export const isDiverging = (name: string): boolean => colourMaps.value.find((map) => map.name === name)?.diverging ?? /^(change|diverging)/.test(name);

export const followColourMaps = () => effect(() => {
  void language.value;
  // Without the list the form offers none; layers are drawn all the same.
  void tiles.colourMaps().then((all) => (colourMaps.value = all), () => undefined);
});

/** The colours that suit a band at first: change around its middle, stocks in greens, doubt in purple. Classes have colours of their own. */
export function coloursFor(item: Item, asset: string): string {
  const { bands, roles } = item.assets[asset] ?? { href: '' };
  const isClassed = 'classification:classes' in (item.assets[asset] ?? {}) || (bands ?? []).some((band) => 'classification:classes' in band || band.data_type === 'uint8') || (roles ?? []).includes('visual');
  if (isClassed) return '';
  if (/change|difference/.test(asset)) return 'change';
  if (/(_sd|_se|deviation|uncertainty)$/.test(asset)) return 'uncertainty';
  return /^(Mg|t|tC|tCO2e?|m)(\/|$)/.test(unitOf(item, asset)) ? 'biomass' : 'viridis';
}
