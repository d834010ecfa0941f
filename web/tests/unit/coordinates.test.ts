import { describe, expect, it } from 'vitest';
import { positionOf } from '../../src/places/coordinates';
import { fold, placesNamed, type Place } from '../../src/places/places';

describe('a typed position', () => {
  it.each([
    ['35.6812, 139.7671', 139.7671, 35.6812], ['35.6812 139.7671', 139.7671, 35.6812], ['-33.9,18.4', 18.4, -33.9], ['35°40′52″N 139°46′1.5″E', 139.767083, 35.681111],
    ['E139.7671, N35.6812', 139.7671, 35.6812], ['北緯35度40分52秒、東経139度46分2秒', 139.767222, 35.681111], ['３５．６８、１３９．７６', 139.76, 35.68], ['33.9S 18.4E', 18.4, -33.9],
  ])('%s is read', (text, longitude, latitude) => {
    const position = positionOf(text)!;
    expect(position[0]).toBeCloseTo(longitude, 5);
    expect(position[1]).toBeCloseTo(latitude, 5);
  });

  // Corners of squares as PROJ's UTM gives them: 54SUE8822449000 is easting 388224, northing 3949000 in zone 54.
  it('of an MGRS reference is the middle of its square', () => {
    const [longitude, latitude] = positionOf('54S UE 88224 49000')!;
    expect(longitude).toBeCloseTo(139.767, 2);
    expect(latitude).toBeCloseTo(35.678, 2);
  });

  it.each(['', 'Tokyo', '91, 0', '0, 181', '35.6', '1,2,3', '99ZZZ12', '<b>1</b>, 2', 'NaN, NaN'])('%s is none', (text) => expect(positionOf(text)).toBeNull());
});

describe('a place', () => {
  const places: Place[] = [
    { kind: 'country', en: 'Japan', ja: '日本', at: [138, 36], rank: 1 }, { kind: 'prefecture', en: 'Kochi', ja: '高知県', code: '39', at: [133, 33], rank: 3 }, { kind: 'city', en: 'Kochi', ja: '高知市', at: [133.5, 33.5], rank: 3 },
    { kind: 'city', en: 'Kōfu', at: [138.5, 35.6], rank: 3 }, { kind: 'city', en: 'Nagoya', ja: '名古屋市', at: [136.9, 35.1], rank: 1 },
  ];

  it.each([['kochi', 'Kochi'], ['KŌCHI', 'Kochi'], ['高知', 'Kochi'], ['高知県', 'Kochi'], ['39', 'Kochi'], ['kofu', 'Kōfu'], ['名古', 'Nagoya'], ['jap', 'Japan'], ['agoya', 'Nagoya']])('is found by %s', (text, name) => expect(placesNamed(text, places)[0]!.en).toBe(name));

  it('is not found where there is none', () => expect(placesNamed('Atlantis', places)).toEqual([]));

  it('keeps dakuten apart: ガ is not カ', () => expect(fold('ガ')).not.toBe(fold('カ')));
});
