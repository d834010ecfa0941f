import { signal } from '@preact/signals';
import type { Box, Position } from '../state/View';

/** A name with a place. */
export interface Place {
  readonly kind: 'country' | 'prefecture' | 'city';
  readonly en: string;
  readonly ja?: string;
  readonly at: Position;
  readonly box?: Box;
  /** 1 for what is named on a map of the world, 4 for what is named on a map of a province. */
  readonly rank: number;
  /** Number of a prefecture in JIS X 0401. */
  readonly code?: string;
  readonly inEn?: string;
  readonly inJa?: string;
  readonly people?: number;
}

/** All places, once they are loaded. */
export const places = signal<readonly Place[]>([]);

export async function loadPlaces(): Promise<void> {
  if (places.value.length > 0) return;
  const { countries, prefectures, cities } = (await (await fetch(`${import.meta.env.BASE_URL}data/places.json`)).json()) as Record<string, Place[]>;
  places.value = [...countries!, ...prefectures!, ...cities!];
}

/** Small letters without marks and blanks, so that "Kochi", "Kōchi" and "KOCHI" are one; but the marks of kana stay: ガ is another letter than カ. */
export const fold = (text: string): string => text.normalize('NFKD').replace(/(?![\u3099\u309a])\p{M}|[\s'’-]/gu, '').toLowerCase();

/** The best matches, whole names first, then beginnings, larger before smaller. */
export function placesNamed(text: string, among: readonly Place[], count = 6): readonly Place[] {
  const wanted = fold(text);
  if (!wanted) return [];
  const score = (place: Place): number => {
    const names = [fold(place.en), ...(place.ja ? [fold(place.ja), fold(place.ja.replace(/[都府県市]$/, ''))] : []), ...(place.code ? [place.code] : [])];
    return names.includes(wanted) ? 0 : names.some((name) => name.startsWith(wanted)) ? 1 : wanted.length > 2 && names.some((name) => name.includes(wanted)) ? 2 : 9;
  };
  return among.map((place, index) => ({ place, index, score: score(place) })).filter(({ score }) => score < 9)
    .sort((a, b) => a.score - b.score || a.place.rank - b.place.rank || a.index - b.index).slice(0, count).map(({ place }) => place);
}
