import { Problem } from '../http/Problem';
import { positionOf } from '../places/coordinates';
import type { Area, Position } from '../state/View';
import { say } from '../words/say';
import { polygon } from './geometry';

/** An area of typed corners, one a line. */
export function areaOfText(text: string): Area {
  const lines = text.split('\n').map((line, index) => ({ text: line.trim(), line: index + 1 })).filter(({ text }) => text !== '');
  const corners = lines.map(({ text, line }): Position => {
    const position = positionOf(text);
    if (!position) throw new Problem('page.corner', say('cornersBad', { line, text }), '', say('cornersBadRemedy'));
    return position;
  });
  const [first, last] = [corners[0], corners.at(-1)];
  if (first && last && corners.length > 3 && first[0] === last[0] && first[1] === last[1]) corners.pop();
  if (corners.length < 3) throw new Problem('page.corners_few', say('cornersFew'), '', say('cornersBadRemedy'));
  return polygon(corners);
}
