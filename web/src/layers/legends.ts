import { signal } from '@preact/signals';
import type { Layer } from '../state/View';
import { legend, queryOf, type Legend } from '../tiles/tiles';
import { layerKey } from './choose';

const legends = signal<ReadonlyMap<string, Legend | null>>(new Map());
const asked = new Set<string>();

/** The legend of a layer, or null while it is asked for or where there is none. */
export function legendOf(layer: Layer): Legend | null {
  const key = `${layerKey(layer)}?${queryOf(layer)}`;
  if (!asked.has(key)) {
    asked.add(key);
    void legend(layer).then((found) => put(key, found), () => put(key, null));
  }
  return legends.value.get(key) ?? null;
}

const put = (key: string, found: Legend | null) => (legends.value = new Map([...legends.value, [key, found]]));
