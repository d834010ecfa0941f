import { computed, effect, signal } from '@preact/signals';
import { addressOf, viewOf } from './address';
import type { Layer, Search, View } from './View';

/** What the page shows. Every change goes through {@link change}, and so into the address. */
export const view = signal<View>(viewOf(location.search));

/** Changes some of the view. */
export function change(part: Partial<View>): void {
  view.value = { ...view.value, ...part };
}

export const changeSearch = (part: Partial<Search>) => change({ search: { ...view.value.search, ...part } });

/** Changes one layer, by its place in the list. */
export const changeLayer = (index: number, part: Partial<Layer>) => change({ layers: view.value.layers.map((layer, i) => (i === index ? { ...layer, ...part } : layer)) });

const remembered = (name: string) => { try { return localStorage.getItem(name) ?? ''; } catch { return ''; } };
const remember = (name: string, value: string) => { try { if (value) localStorage.setItem(name, value); } catch { /* Private windows may refuse: then the choice lasts as long as the page. */ } };

/** The language spoken: of the link, else of the last visit, else of the browser. */
export const language = computed<'en' | 'ja'>(() => (view.value.language || remembered('language') || (navigator.language.startsWith('ja') ? 'ja' : 'en')) as 'en' | 'ja');

const isDarkOutside = matchMedia('(prefers-color-scheme: dark)');
const darkOutside = signal(isDarkOutside.matches);
isDarkOutside.addEventListener('change', (event) => (darkOutside.value = event.matches));

/** The theme shown: of the link, else of the last visit, else of the system. */
export const theme = computed<'light' | 'dark'>(() => (view.value.theme || remembered('theme') || (darkOutside.value ? 'dark' : 'light')) as 'light' | 'dark');

/** Keeps address, language and theme of the document in step with the view. */
export function follow(): void {
  effect(() => {
    document.documentElement.lang = language.value;
    document.documentElement.dataset['theme'] = theme.value;
    remember('language', view.value.language);
    remember('theme', view.value.theme);
  });
  let pending = 0;
  effect(() => {
    const address = addressOf(view.value);
    // Browsers refuse more than some hundred changes of the address in half a minute; a drag makes sixty a second.
    clearTimeout(pending);
    pending = window.setTimeout(() => history.replaceState(null, '', address), 150);
  });
}
