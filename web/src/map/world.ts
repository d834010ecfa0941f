import type { FeatureCollection, MultiLineString } from 'geojson';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';

/** Land and the lines on it. */
export interface World {
  readonly land: FeatureCollection;
  readonly coast: MultiLineString;
  readonly borders: MultiLineString;
}

/** The world's countries by Natural Earth 4.1 (public domain), from the page itself. */
export async function loadWorld(detail: '50m' | '10m'): Promise<World> {
  const response = await fetch(`${import.meta.env.BASE_URL}data/world-${detail}.json`);
  const world = (await response.json()) as Topology<{ countries: GeometryCollection }>;
  const { countries } = world.objects;
  return { land: feature(world, countries) as FeatureCollection, coast: mesh(world, countries, (a, b) => a === b), borders: mesh(world, countries, (a, b) => a !== b) };
}
