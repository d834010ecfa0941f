import { cloudOf, intervalOf, timeOf } from '../catalog/item';
import type { Item } from '../catalog/stac';
import type { Layer, Position } from '../state/View';
import { point } from '../tiles/tiles';

/** One date of a pixel. */
export interface Moment {
  readonly item: Item;
  readonly time: number;
  readonly values: readonly (number | null)[];
  readonly lower: number | null;
  readonly upper: number | null;
  readonly cloud: number | null;
}

const atOnce = 4;

/** The values of a point in every item of a series, oldest first; some at a time, so that the map stays quick. Each is told as it comes. */
export async function history(layer: Layer, items: readonly Item[], at: Position, tell: (moments: readonly Moment[]) => void, signal: AbortSignal): Promise<void> {
  const found: Moment[] = [];
  const waiting = [...items];
  const work = async () => {
    for (let item = waiting.shift(); item && !signal.aborted; item = waiting.shift()) {
      const moment = await momentOf(layer, item, at, signal);
      if (!moment) continue;
      found.push(moment);
      tell([...found].sort((a, b) => a.time - b.time));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

async function momentOf(layer: Layer, item: Item, at: Position, signal: AbortSignal): Promise<Moment | null> {
  const [asset] = layer.assets;
  const interval = !layer.expression && layer.assets.length === 1 && asset ? intervalOf(item, asset) : null;
  const asked: Layer = { ...layer, collection: item.collection ?? layer.collection, item: item.id, ...(interval ? { assets: [asset!, interval.lower, interval.upper] } : {}) };
  const values = await point(asked, at, signal);
  if (values.every((value) => value === null)) return null;
  return { item, time: Date.parse(timeOf(item)), values: interval ? values.slice(0, 1) : values, lower: interval ? values[1] ?? null : null, upper: interval ? values[2] ?? null : null, cloud: cloudOf(item) };
}
