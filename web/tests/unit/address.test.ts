import { describe, expect, it } from 'vitest';
import { addressOf, areaCharactersMax, fitsAddress, viewOf } from '../../src/state/address';
import { decodePolyline, encodePolyline } from '../../src/state/polyline';
import { emptySearch, firstView, plainLayer, type Position, type View } from '../../src/state/View';

// A generator of our own (mulberry32), so that a failing case comes again.
function random(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const names = ['landscape-2024', 'a/b', 'x;y=z', '50%', '森林 図', 'p,q|r', "<img src=x onerror='1'>", 'S2A_MSIL2A_20240101T013041'];

function someView(seed: number): View {
  const next = random(seed);
  const pick = <T,>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
  const round = (value: number, digits: number) => Number(value.toFixed(digits));
  const position = (): Position => [round(next() * 360 - 180, 5), round(next() * 170 - 85, 5)];
  const ring = (): Position[] => { const corners = [position(), position(), position()]; return [...corners, corners[0]!]; };
  return {
    ...firstView, centre: position(), zoom: round(next() * 20, 2), bearing: pick([0, 12.5, -170]), pitch: pick([0, 45]), panel: pick(['find', 'layers', 'area', 'work', 'results'] as const),
    search: { words: pick(['', 'forest 森', 'a&b=c#d']), collections: pick([[], [pick(names), 'b']]), from: pick(['', '2020-01-01']), to: pick(['', '2024-12-31']), cloudMax: pick([100, 20, 0]), where: pick(['anywhere', 'view', 'area'] as const) },
    item: pick(['', `c/${pick(names)}`]), bring: pick([false, true]),
    layers: Array.from({ length: Math.floor(next() * 4) }, () => ({
      ...plainLayer, collection: pick(names), item: pick(names), assets: pick([[], [pick(names)], ['red', 'green', 'blue']]), expression: pick(['', '(nir-red)/(nir+red)', 'a;b']), rescale: pick([[], [[0, 300]], [[-1.5, 2e-5], [0, 1], [3, 4]]] as const),
      colours: pick(['', 'viridis']), opacity: pick([1, 0.35, 0]), isVisible: next() > 0.3, side: pick(['both', 'left', 'right'] as const),
    })),
    ...pick([{}, { terrain: { collection: pick(names), item: pick(['', ...names]), asset: pick(names) }, exaggeration: pick([1.5, 1, 3]) }]), swipe: pick([null, 0.5, 0.123]), point: pick([null, position()]), area: pick([[], [[ring()]], [[ring(), ring()], [ring()]]]), process: pick(['', 'forest_map']), job: pick(['', 'ab12cd34ef56']), language: pick(['', 'ja'] as const), theme: pick(['', 'dark'] as const),
  };
}

describe('a link', () => {
  it('restores every view', () => {
    for (let seed = 1; seed <= 2000; seed++) {
      const view = someView(seed);
      expect(viewOf(addressOf(view)), `seed ${seed}`).toEqual(view);
    }
  });

  it('restores the first view from nothing', () => expect(viewOf('')).toEqual(firstView));

  it.each([
    ['?at=91,0,4', { centre: [0, firstView.centre[1]] }], ['?at=a,b,c', { centre: firstView.centre, zoom: firstView.zoom }], ['?panel=evil', { panel: 'find' }],
    ['?cloud=-3&from=yesterday', { search: emptySearch }], ['?layer=%00&layer=onlyone&layer=', { layers: [] }], ['?area=%F0%9F%98%80', { area: [] }], ['?point=1', { point: null }], ['?swipe=7', { swipe: 0.5 }], ['?terrain=dem', { terrain: null }], ['?terrain=a//dem;99', { terrain: { collection: 'a', item: '', asset: 'dem' }, exaggeration: 1.5 }], ['?theme=javascript:1', { theme: '' }],
  ])('takes what is wrong in %s as at first', (query, expected) => expect(viewOf(query)).toMatchObject(expected));

  it('leaves away an area that is too long for it', () => {
    const ring: Position[] = Array.from({ length: 3000 }, (_, i) => [Math.sin(i) * 100, Math.cos(i * 1.7) * 80]);
    const view: View = { ...firstView, area: [[[...ring, ring[0]!]]] };
    expect(fitsAddress(view.area)).toBe(false);
    expect(addressOf(view).length).toBeLessThan(areaCharactersMax);
    expect(viewOf(addressOf(view)).area).toEqual([]);
  });
});

describe('an encoded line', () => {
  // The example of the format's own documentation.
  it('is as its documentation writes it', () => {
    expect(encodePolyline([[-120.2, 38.5], [-120.95, 40.7], [-126.453, 43.252]])).toBe('_p~iF~ps|U_ulLnnqC_mqNvxq`@');
    expect(decodePolyline('_p~iF~ps|U_ulLnnqC_mqNvxq`@')).toEqual([[-120.2, 38.5], [-120.95, 40.7], [-126.453, 43.252]]);
  });

  it.each(['_p~iF', '!!!', '_', '~~~~~~~~~~~~~~~'])('refuses %s', (text) => expect(decodePolyline(text)).toBeNull());
});
