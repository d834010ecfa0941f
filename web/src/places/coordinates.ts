import { toPoint } from 'mgrs';
import type { Position } from '../state/View';

const isOnEarth = (latitude: number, longitude: number) => Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
const half = String.raw`([+-]?\d+(?:\.\d+)?)[°度]?\s*(?:(\d+(?:\.\d+)?)['′分]\s*)?(?:(\d+(?:\.\d+)?)(?:["″秒]|′′|'')\s*)?`;
const pair = new RegExp(String.raw`^\s*([NSEW北南東西]?[緯経]?)\s*${half}([NSEW]?)\s*[,、\s]\s*([NSEW北南東西]?[緯経]?)\s*${half}([NSEW]?)\s*$`, 'i');

/**
 * A position that someone typed: decimal degrees or degrees, minutes and seconds, latitude first unless a letter says otherwise;
 * or an MGRS reference. Null when it is neither.
 */
export function positionOf(text: string): Position | null {
  const plain = text.normalize('NFKC').trim();
  return ofDegrees(plain) ?? ofMgrs(plain);
}

function ofDegrees(text: string): Position | null {
  const match = pair.exec(text);
  if (!match) return null;
  const [, before1 = '', degrees1, minutes1, seconds1, after1 = '', before2 = '', degrees2, minutes2, seconds2, after2 = ''] = match;
  const first = signed(degrees1!, minutes1, seconds1, before1 + after1);
  const second = signed(degrees2!, minutes2, seconds2, before2 + after2);
  const isLongitudeFirst = /[EW東西]/i.test(before1 + after1);
  const [latitude, longitude] = isLongitudeFirst ? [second, first] : [first, second];
  return isOnEarth(latitude, longitude) ? [longitude, latitude] : null;
}

function signed(degrees: string, minutes: string | undefined, seconds: string | undefined, letters: string): number {
  const size = Math.abs(Number(degrees)) + Number(minutes ?? 0) / 60 + Number(seconds ?? 0) / 3600;
  return degrees.startsWith('-') || /[SW南西]/i.test(letters) ? -size : size;
}

function ofMgrs(text: string): Position | null {
  const reference = text.replace(/\s/g, '').toUpperCase();
  if (!/^\d{1,2}[C-HJ-NP-X][A-HJ-NP-Z]{2}(\d\d){0,5}$/.test(reference)) return null;
  try {
    const [longitude, latitude] = toPoint(reference);
    return isOnEarth(latitude, longitude) ? [longitude, latitude] : null;
  } catch {
    return null;
  }
}
