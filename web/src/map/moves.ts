import type { Box, Position } from '../state/View';
import type { Frame } from './Frame';

let frame: Frame | null = null;

/** The map that commands go to, once there is one. */
export const attach = (main: Frame | null) => (frame = main);
export const mainFrame = (): Frame | null => frame;

/** Room that the panel takes from the map. */
export function padding(): { top: number; right: number; bottom: number; left: number } {
  const isWide = matchMedia('(min-width: 800px)').matches;
  return isWide ? { top: 70, right: 70, bottom: 110, left: 440 } : { top: 90, right: 40, bottom: Math.min(innerHeight * 0.5, 420), left: 40 };
}

export function goTo(at: Position, zoom: number, box?: Box): void {
  if (box) frame?.fit(box, padding());
  else frame?.go(at, zoom);
}

export const showBox = (box: Box) => frame?.fit(box, padding());
