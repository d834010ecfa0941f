import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { areaOfText } from '../../src/area/typed';
import { areaOfFile } from '../../src/area/files';
import { areaOf, boxAround, cornersOf, hectares, polygon } from '../../src/area/geometry';
import { csvOf, measureOf, numbersOf } from '../../src/area/numbers';
import { niceTicks, timeTicks } from '../../src/area/chart';
import { Problem } from '../../src/http/Problem';
import type { Item } from '../../src/catalog/stac';
import { plainLayer } from '../../src/state/View';
import { nativePixels } from '../../src/tiles/tiles';
import { plusMinus } from '../../src/words/figures';

const file = (name: string): File => new File([readFileSync(new URL(`../golden/${name}`, import.meta.url))], name);

describe('an area', () => {
  // Closed form: the part of a sphere between two parallels and two meridians is R² Δλ (sin φ₂ − sin φ₁).
  it('has the size of its part of the sphere', () => {
    const expected = (6371007.2 ** 2 * (Math.PI / 180) * (Math.sin((36 * Math.PI) / 180) - Math.sin((35 * Math.PI) / 180))) / 1e4;
    expect(hectares(polygon([[139, 35], [140, 35], [140, 36], [139, 36]])) / expected).toBeCloseTo(1, 4);
  });

  // golden/SOURCE.md: the same polygons in UTM, measured by GDAL.
  it('from every kind of file is the same, holes and all, within 0.2 % of what GDAL measures', async () => {
    for (const name of ['stands.geojson', 'stands.kml', 'stands-utm.zip', 'stands-utm.gpkg']) {
      const area = await areaOfFile(file(name));
      expect(area.length, name).toBe(2);
      expect(area.map((rings) => rings.length).sort(), name).toEqual([1, 2]);
      expect(hectares(area) / 191.118, name).toBeGreaterThan(0.998);
      expect(hectares(area) / 191.118, name).toBeLessThan(1.002);
      const box = boxAround(area)!;
      [142.585, 37.376, 142.604, 37.39].forEach((value, index) => expect(box[index], name).toBeCloseTo(value, 5));
    }
  });

  it.each([['points.geojson', 'page.file_no_area'], ['broken.zip', 'page.file_broken'], ['broken.gpkg', 'page.file_broken'], ['broken.json', 'page.file_broken'], ['picture.png', 'page.file_unknown']])('of %s is refused with what to do next', async (name, code) => {
    const content = name === 'points.geojson' ? '{"type":"Point","coordinates":[1,2]}' : 'SQLite format 3\0 and nothing more';
    const problem = await areaOfFile(new File([content], name)).then(() => null, (error: Problem) => error);
    expect(problem).toBeInstanceOf(Problem);
    expect(problem!.code).toBe(code);
    expect(problem!.remedy.length).toBeGreaterThan(10);
  });

  it('a GeoPackage cut off anywhere is refused and never read for ever', async () => {
    const whole = readFileSync(new URL('../golden/stands-utm.gpkg', import.meta.url));
    for (let length = 0; length < whole.length; length += 4999) {
      await areaOfFile(new File([whole.subarray(0, length)], 'cut.gpkg')).then(() => undefined, (error: Problem) => expect(error.code).toMatch(/^page\.file_/));
    }
  });

  it('is read from typed corners, closed or not', () => {
    expect(cornersOf(areaOfText('37.376, 142.585\n37.376, 142.6\n\n37.39, 142.6\n'))).toBe(3);
    expect(cornersOf(areaOfText('0,0\n0,1\n1,1\n0,0'))).toBe(3);
    expect(() => areaOfText('0,0\nhere\n1,1')).toThrow(/Line 2/);
    expect(() => areaOfText('0,0\n0,1')).toThrow(/three corners/);
  });

  it('turns its outer ring left and its holes right', () => {
    const [rings] = areaOf({ type: 'Polygon', coordinates: [[[0, 0], [0, 9], [9, 9], [9, 0], [0, 0]], [[1, 1], [2, 1], [2, 2], [1, 2], [1, 1]]] });
    const turn = (ring: readonly (readonly number[])[]) => ring.slice(1).reduce((sum, [x, y], i) => sum + ring[i]![0]! * y! - x! * ring[i]![1]!, 0);
    expect(turn(rings![0]!)).toBeGreaterThan(0);
    expect(turn(rings![1]!)).toBeLessThan(0);
  });
});

describe('numbers', () => {
  const item = { type: 'Feature', id: 'a', collection: 'c', geometry: null, properties: { title: '=cmd()', datetime: '2024-01-01T00:00:00Z' }, links: [], assets: { agb: { href: 'x', unit: 'Mg/ha', title: 'Biomass, dry' }, agb_lower: { href: 'x' }, agb_upper: { href: 'x' } } } as Item;
  const layer = { ...plainLayer, collection: 'c', item: 'a', assets: ['agb'] };
  const band = (mean: number) => ({ min: 0, max: 9, mean, std: 1, count: 4 });

  it('take the interval from the assets beside the value', () => {
    const [numbers, ...others] = numbersOf(layer, item, { agb: band(5), agb_lower: band(3), agb_upper: band(8) });
    expect(others).toEqual([]);
    expect(numbers).toMatchObject({ unit: 'Mg/ha', interval: [3, 8] });
  });

  it('say how far the mean can be off, and for how much of the area it speaks', () => {
    const estimated = (value: number, standard_error: number, unit: string) => ({ value, unit, standard_error, lower_95: value - 2 * standard_error, upper_95: value + 2 * standard_error });
    const measure = { mean: estimated(5.5, 0.25, 'Mg/ha'), total: estimated(55, 2.5, 'Mg'), area_ha: 12, measured_ha: 10, has_level_error: false, correlation: { range_m: 128 } };
    const [, line] = csvOf(numbersOf(layer, item, { agb: band(5), agb_lower: band(3), agb_upper: band(8) }, measure), 12).split('\r\n');
    expect(line).toBe('c,a,"=cmd()",2024-01-01T00:00:00Z,"Biomass, dry",Mg/ha,5.5,0.25,5,6,55,2.5,10,3,8,1,0,,9,4,12');
    const [numbers] = numbersOf(layer, item, { agb: band(5), agb_lower: band(3), agb_upper: band(8) }, new Problem('measure.empty', 'withheld'));
    expect(measureOf(numbers!)).toBeNull();
  });

  it.each([[139.361, 5.234, '139.4', '5.2'], [26634, 987, '26,630', '990'], [5.04, 0.0496, '5.040', '0.050'], [-3.2, 12.4, '−3', '12'], [7, 0, '7', '0']])('round %s ± %s to what counts', (value, half, middle, error) => expect(plusMinus(value, half)).toEqual([middle, error]));

  it('go into CSV that a spreadsheet neither splits nor runs', () => {
    const lines = csvOf(numbersOf(layer, item, { agb: band(5), agb_lower: band(3), agb_upper: band(8) }), 12.345678).split('\r\n');
    expect(lines[1]).toBe('c,a,"=cmd()",2024-01-01T00:00:00Z,"Biomass, dry",Mg/ha,5,,,,,,,3,8,1,0,,9,4,12.3457');
  });
});

describe('a cut', () => {
  const sized = (transform: number[]) => ({ type: 'Feature', id: 'a', geometry: null, properties: { 'proj:transform': transform }, links: [], assets: {} }) as Item;

  // The demo's landscape: 256 x 256 pixels of 10 m in this box.
  it('has the pixels that the item has there', () => {
    const [columns, rows] = nativePixels(sized([10, 0, 640000, 0, -10, 4140000]), [142.5811637, 37.3727494, 142.6105595, 37.3962061])!;
    expect(Math.abs(columns - 256)).toBeLessThan(6);
    expect(Math.abs(rows - 256)).toBeLessThan(6);
    expect(nativePixels(sized([0.01, 0, 0, 0, -0.01, 0]), [0, 0, 2, 1])).toEqual([200, 100]);
  });

  it('is no finer than the server makes it, and keeps its shape', () => expect(nativePixels(sized([0.0001, 0, 0, 0, -0.0001, 0]), [0, 0, 2, 1])).toEqual([4096, 2048]));

  it('is left to the server where the item says nothing', () => expect(nativePixels(sized([]), [0, 0, 2, 1])).toBeNull());
});

describe('ticks', () => {
  it.each([[0, 97, [0, 50, 100]], [0, 1, [0, 0.5, 1]], [-3, 3, [-4, -2, 0, 2, 4]], [5, 5, [4, 6]]])('from %s to %s are round and cover it', (min, max) => {
    const ticks = niceTicks(min as number, max as number);
    expect(ticks[0]).toBeLessThanOrEqual(min as number);
    expect(ticks.at(-1)).toBeGreaterThanOrEqual(max as number);
    expect(ticks.length).toBeLessThan(8);
    const step = ticks[1]! - ticks[0]!;
    expect([1, 2, 5, 10].some((factor) => Math.abs(step / 10 ** Math.floor(Math.log10(step) + 1e-9) - factor) < 1e-6)).toBe(true);
  });

  it('of time start months', () => expect(timeTicks(Date.UTC(2020, 0, 15), Date.UTC(2024, 10, 1)).every((time) => new Date(time).getUTCDate() === 1)).toBe(true));
});
