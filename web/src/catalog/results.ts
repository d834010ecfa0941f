import { effect, signal } from '@preact/signals';
import { asProblem, isAborted } from '../http/ask';
import type { Problem } from '../http/Problem';
import { mainFrame } from '../map/moves';
import { view } from '../state/store';
import * as catalogue from './catalogue';
import { remember } from './known';
import type { Collection, Item, ItemPage } from './stac';

/** What the last search found, and the collections that there are. */
export const found = signal<readonly Item[]>([]);
export const matched = signal<number | null>(null);
export const hasMore = signal(false);
export const isSearching = signal(false);
export const searchProblem = signal<Problem | null>(null);
export const knownCollections = signal<readonly Collection[] | null>(null);
/** Keys of the items under the pointer, on the map or in the list. */
export const near = signal<string>('');

let last: { page: ItemPage; body: Record<string, unknown> } | null = null;
let running = new AbortController();

export async function loadCollections(): Promise<void> {
  try {
    knownCollections.value = await catalogue.collections();
  } catch (error) {
    searchProblem.value = asProblem(error);
  }
}

/** Searches anew; an older search that still runs is given up. */
export async function search(): Promise<void> {
  const { search, area } = view.value;
  const body = catalogue.searchBody(search, mainFrame()?.box ?? null, area);
  await show(body, (signal) => catalogue.search(body, signal), []);
}

export async function showMore(): Promise<void> {
  const before = last;
  if (!before) return;
  await show(before.body, (signal) => catalogue.next(before.page, before.body, signal) ?? Promise.resolve({ features: [] }), found.value);
}

async function show(body: Record<string, unknown>, ask: (signal: AbortSignal) => Promise<ItemPage>, before: readonly Item[]): Promise<void> {
  running.abort();
  running = new AbortController();
  const { signal } = running;
  isSearching.value = true;
  searchProblem.value = null;
  try {
    const page = await ask(signal);
    last = { page, body };
    remember(page.features);
    found.value = [...before, ...page.features];
    matched.value = page.numberMatched ?? null;
    hasMore.value = page.links?.some((link) => link.rel === 'next') ?? false;
  } catch (error) {
    if (isAborted(error)) return;
    searchProblem.value = asProblem(error);
    found.value = before;
  }
  isSearching.value = false;
}

/** Searches again, a moment after the question changed: the filters, the area, or the map where the view is the limit. */
export function searchOnChange(): void {
  let pending = 0;
  let before = '';
  effect(() => {
    const { search: asked, area, centre, zoom } = view.value;
    const question = JSON.stringify([asked, asked.where === 'area' ? area : 0, asked.where === 'view' ? [centre, zoom] : 0]);
    if (question === before) return;
    const isFirst = before === '';
    before = question;
    clearTimeout(pending);
    pending = window.setTimeout(() => void search(), isFirst ? 0 : 300);
  });
}
