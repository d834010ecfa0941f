import type { Box, Position } from '../state/View';
import type { Frame } from './Frame';

let frame: Frame | null = null;

/** The map that commands go to, once there is one. */
export const attach = (main: Frame | null) => (frame = main);
export const mainFrame = (): Frame | null => frame;

const breathing = { top: 70, right: 60, bottom: 110, left: 50 };

/** The edges of the map that the panel covers: on the left on a desk, at the foot on a phone, where a raised sheet counts as half up. */
export function covered(): { left: number; bottom: number } {
  const panel = document.querySelector('.panel')?.getBoundingClientRect();
  const isWide = matchMedia('(min-width: 800px)').matches;
  return { left: isWide && panel ? Math.round(panel.right) : 0, bottom: isWide || !panel ? 0 : Math.round(Math.min(innerHeight - panel.top, innerHeight * 0.46)) };
}

export function goTo(at: Position, zoom: number, box?: Box): void {
  if (box) showBox(box);
  else frame?.go(at, zoom);
}

/** Shows a box whole in the part of the map that nothing covers. */
export const showBox = (box: Box) => frame?.fit(box, matchMedia('(min-width: 800px)').matches ? breathing : { top: 110, right: 24, bottom: 90, left: 24 });
