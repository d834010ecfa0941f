import type { Position } from './View';

// Google's "Encoded Polyline Algorithm Format": differences of 1e-5 degrees, zigzag, five bits a character. A ring of 100 corners takes about 600 characters.
const scale = 1e5;

function write(value: number): string {
  let rest = value < 0 ? ~(value << 1) : value << 1;
  let text = '';
  for (; rest >= 0x20; rest >>>= 5) text += String.fromCharCode((0x20 | (rest & 0x1f)) + 63);
  return text + String.fromCharCode(rest + 63);
}

/** Positions, latitude first as the format wants it. */
export function encodePolyline(positions: readonly Position[]): string {
  let [x, y] = [0, 0];
  let text = '';
  for (const [longitude, latitude] of positions) {
    const [nextX, nextY] = [Math.round(longitude * scale), Math.round(latitude * scale)];
    text += write(nextY - y) + write(nextX - x);
    [x, y] = [nextX, nextY];
  }
  return text;
}

/** The positions of a text; null when it isn't such a text. */
export function decodePolyline(text: string): Position[] | null {
  const numbers: number[] = [];
  let [value, shift] = [0, 0];
  for (const character of text) {
    const bits = character.charCodeAt(0) - 63;
    if (bits < 0 || bits > 0x3f || shift > 30) return null;
    value |= (bits & 0x1f) << shift;
    shift += 5;
    if (bits < 0x20) {
      numbers.push(value & 1 ? ~(value >>> 1) : value >>> 1);
      [value, shift] = [0, 0];
    }
  }
  if (shift !== 0 || numbers.length % 2 !== 0) return null;
  let [x, y] = [0, 0];
  const positions: Position[] = [];
  for (let i = 0; i < numbers.length; i += 2) {
    [y, x] = [y + numbers[i]!, x + numbers[i + 1]!];
    const position: Position = [x / scale, y / scale];
    if (Math.abs(position[0]) > 360 || Math.abs(position[1]) > 90) return null;
    positions.push(position);
  }
  return positions;
}
