import type { FeatureCollection, Position } from 'geojson';
import proj4 from 'proj4';
import { areaOf } from './geometry';
import { SqliteFile } from './sqlite';
import { readWellKnownBinary } from './wellKnownBinary';

const isGeometry = (value: unknown): value is Uint8Array => value instanceof Uint8Array && value[0] === 0x47 && value[1] === 0x50;
const envelopeBytes = [0, 32, 48, 48, 64];

/** The polygons of all feature tables of a GeoPackage, in degrees of WGS 84. Format: OGC 12-128r19. */
export function readGeoPackage(bytes: Uint8Array): FeatureCollection {
  const file = new SqliteFile(bytes);
  const definitions = new Map(file.rows('gpkg_spatial_ref_sys').map(({ number, values: [, , , , definition] }) => [number, String(definition)]));
  const features = file.rows('gpkg_geometry_columns').flatMap(({ values: [table, , , srs] }) => {
    const toDegrees = transformOf(Number(srs), definitions.get(Number(srs)));
    return file.rows(String(table)).flatMap(({ values }) => {
      const blob = values.find(isGeometry);
      const geometry = blob && readWellKnownBinary(blob.subarray(8 + (envelopeBytes[(blob[3]! >> 1) & 7] ?? 0)));
      return areaOf(geometry).map((rings) => ({ type: 'Feature' as const, properties: {}, geometry: { type: 'Polygon' as const, coordinates: rings.map((ring) => ring.map(([x, y]) => toDegrees([x, y]))) } }));
    });
  });
  return { type: 'FeatureCollection', features };
}

function transformOf(id: number, definition: string | undefined): (position: Position) => Position {
  if (id === 4326) return (position) => position;
  if (!definition || definition === 'undefined') throw new Error(`no definition of the reference system ${id}`);
  const { forward } = proj4(definition, 'EPSG:4326');
  return (position) => forward(position as [number, number]);
}
