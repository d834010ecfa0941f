import { language } from '../state/store';

const formats = new Map<string, Intl.NumberFormat>();

function format(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = language.value + JSON.stringify(options);
  let known = formats.get(key);
  if (!known) formats.set(key, (known = new Intl.NumberFormat(language.value, options)));
  return known;
}

/** A number with so many significant digits as a reader can use, groups of three, and a true minus sign. */
export function figure(value: number | null | undefined, digits = 4): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  const isSmall = value !== 0 && Math.abs(value) < 1e-4;
  return format(isSmall ? { maximumSignificantDigits: digits, notation: 'scientific' } : { maximumSignificantDigits: Math.max(digits, Math.ceil(Math.log10(Math.abs(value) + 1))) }).format(value).replace('-', '−');
}

/** A value and how far it can be off: the second with two digits that count, the first no finer. */
export function plusMinus(value: number, half: number): readonly [value: string, half: string] {
  if (!(half > 0)) return [figure(value), figure(half)];
  const power = Math.floor(Math.log10(half)) - 1;
  const step = 10 ** power;
  const options = { minimumFractionDigits: Math.max(0, -power), maximumFractionDigits: Math.max(0, -power) };
  const text = (number: number) => format(options).format(Math.round(number / step) * step).replace('-', '−');
  return [text(value), text(half)];
}

/** Bytes as people say them. */
export function bytes(count: number): string {
  const step = count < 1e6 ? [1e3, 'kB'] as const : count < 1e9 ? [1e6, 'MB'] as const : [1e9, 'GB'] as const;
  return `${figure(count / step[0], 3)} ${step[1]}`;
}

/** A day in the reader's language; the time of STAC is UTC. */
export const dayText = (time: string): string => new Date(time).toLocaleDateString(language.value === 'ja' ? 'ja-JP' : 'en-GB', { timeZone: 'UTC', year: 'numeric', month: 'short', day: 'numeric' });

export const timeText = (time: string): string => new Date(time).toLocaleString(language.value === 'ja' ? 'ja-JP' : 'en-GB', { timeZone: 'UTC', dateStyle: 'medium', timeStyle: 'short' });

/** Latitude and longitude in degrees. */
export function positionText([longitude, latitude]: readonly [number, number], digits = 5): string {
  const half = (value: number, positive: string, negative: string) => `${Math.abs(value).toFixed(digits)}° ${value < 0 ? negative : positive}`;
  return `${half(latitude, 'N', 'S')}, ${half(longitude, 'E', 'W')}`;
}
