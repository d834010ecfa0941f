import type { FeatureCollection } from 'geojson';
import { Problem } from '../http/Problem';
import type { Area } from '../state/View';
import { bytes } from '../words/figures';
import { say } from '../words/say';
import { areaOf } from './geometry';

const bytesMax = 50e6;

type Reader = (file: File) => Promise<unknown>;

// Each reader is loaded when a file of its kind comes: most visits never need one.
const readers: Readonly<Record<string, Reader>> = {
  geojson: async (file) => JSON.parse(await file.text()),
  json: async (file) => JSON.parse(await file.text()),
  kml: async (file) => (await import('@tmcw/togeojson')).kml(new DOMParser().parseFromString(await file.text(), 'text/xml')),
  zip: async (file) => { const layers = await (await import('shpjs')).default(await file.arrayBuffer()); return Array.isArray(layers) ? { type: 'FeatureCollection', features: layers.flatMap((layer) => layer.features) } : layers; },
  gpkg: async (file) => (await import('./geoPackage')).readGeoPackage(new Uint8Array(await file.arrayBuffer())),
};

/** The polygons of a file that someone chose or dropped. Nothing leaves the browser. */
export async function areaOfFile(file: File): Promise<Area> {
  const reader = readers[file.name.toLowerCase().split('.').at(-1) ?? ''];
  if (!reader) throw new Problem('page.file_unknown', say('fileUnknown', { name: file.name }), say('fileUnknownExpected'), say('fileBrokenRemedy'));
  if (file.size > bytesMax) throw new Problem('page.file_too_large', say('fileTooLarge', { name: file.name, max: bytes(bytesMax) }), '', say('fileBrokenRemedy'));
  let area: Area;
  try {
    area = areaOf((await reader(file)) as FeatureCollection);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem('page.file_broken', say('fileBroken', { name: file.name, why: error instanceof Error ? error.message : String(error) }), '', say('fileBrokenRemedy'));
  }
  if (area.length === 0) throw new Problem('page.file_no_area', say('fileNoArea', { name: file.name }), '', say('fileNoAreaRemedy'));
  if (area.flat(2).some(([x, y]) => !(Math.abs(x) <= 180.001 && Math.abs(y) <= 90.001))) throw new Problem('page.file_crs', say('fileBroken', { name: file.name, why: 'WGS 84?' }), '', say('fileBrokenRemedy'));
  return area;
}
