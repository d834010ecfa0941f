import { signal } from '@preact/signals';
import { asProblem } from '../http/ask';
import type { Problem } from '../http/Problem';
import { item } from './catalogue';
import { keyOf } from './item';
import type { Item } from './stac';

/** Items that the page has seen, by `collection/id`; a problem where one couldn't be read. */
export const known = signal<ReadonlyMap<string, Item | Problem>>(new Map());

const asked = new Set<string>();

export function remember(items: readonly Item[]): void {
  if (items.length === 0) return;
  known.value = new Map([...known.value, ...items.map((one) => [keyOf(one), one] as const)]);
}

/** The item, or null while it is still being asked for. */
export function itemOf(key: string): Item | null {
  const found = known.value.get(key);
  if (!found && !asked.has(key)) void load(key);
  return found && 'type' in found ? found : null;
}

/** What went wrong with an item, or null. */
export function problemOf(key: string): Problem | null {
  const found = known.value.get(key);
  return found && !('type' in found) ? found : null;
}

async function load(key: string): Promise<void> {
  asked.add(key);
  const at = key.indexOf('/');
  try {
    remember([await item(key.slice(0, at), key.slice(at + 1))]);
  } catch (error) {
    known.value = new Map([...known.value, [key, asProblem(error)]]);
  }
}
