import { language } from '../state/store';
import { words, type Word } from './words';

/** A word or sentence in the reader's language; {name} is replaced. */
export function say(word: Word, values: Readonly<Record<string, string | number>> = {}): string {
  return words[word][language.value].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
