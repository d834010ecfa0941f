import type { Feature, MultiLineString } from 'geojson';

/** Steps in degrees that divide a degree, an hour of arc or the globe evenly. */
const steps = [30, 15, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001];

/** Degrees between two lines, so that about four fit a view of so many degrees. */
export const stepOf = (degreesAcross: number): number => steps.find((step) => step <= degreesAcross / 3) ?? steps.at(-1)!;

/** Meridians and parallels over a box, a step beyond each side. */
export function graticule(west: number, south: number, east: number, north: number): Feature<MultiLineString> {
  const step = stepOf(east - west);
  const at = (value: number) => Number((Math.round(value / step) * step).toFixed(4));
  const [from, to] = [at(west - step), at(east + step)];
  const [bottom, top] = [Math.max(-85, at(south - step)), Math.min(85, at(north + step))];
  const coordinates: [number, number][][] = [];
  for (let x = from; x <= to + step / 2; x += step) coordinates.push([[at(x), bottom], [at(x), top]]);
  for (let y = Math.ceil(bottom / step) * step; y <= top + step / 2; y += step) coordinates.push([[from, at(y)], [to, at(y)]]);
  return { type: 'Feature', properties: { step }, geometry: { type: 'MultiLineString', coordinates } };
}
