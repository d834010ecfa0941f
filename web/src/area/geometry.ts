import type { Feature, FeatureCollection, Geometry } from 'geojson';
import type { Area, Box, Position } from '../state/View';

const radius = 6371007.2; // metres, of the sphere with the Earth's surface (authalic)

/** Hectares on the sphere with the Earth's surface; within 0.5 % of the ellipsoid. Chamberlain and Duquette 2007, JPL 07-03. */
export function hectares(area: Area): number {
  const ring = (positions: readonly Position[]): number => {
    let sum = 0;
    for (let i = 0; i + 1 < positions.length; i++) {
      const [[x1, y1], [x2, y2]] = [positions[i]!, positions[i + 1]!];
      sum += radians(x2 - x1) * (2 + Math.sin(radians(y1)) + Math.sin(radians(y2)));
    }
    return (Math.abs(sum) * radius * radius) / 2 / 1e4;
  };
  return area.reduce((sum, [outer = [], ...holes]) => sum + ring(outer) - holes.reduce((all, hole) => all + ring(hole), 0), 0);
}

const radians = (degrees: number) => (degrees * Math.PI) / 180;

export const cornersOf = (area: Area): number => area.flat().reduce((sum, ring) => sum + ring.length - 1, 0);

export function boxAround(area: Area): Box | null {
  const positions = area.flat(2);
  if (positions.length === 0) return null;
  const [xs, ys] = [positions.map(([x]) => x), positions.map(([, y]) => y)];
  const [min, max] = [(values: number[]) => values.reduce((a, b) => Math.min(a, b)), (values: number[]) => values.reduce((a, b) => Math.max(a, b))];
  return [min(xs), min(ys), max(xs), max(ys)];
}

/** A rectangle from two opposite corners. */
export function rectangle([x1, y1]: Position, [x2, y2]: Position): Area {
  const [west, east, south, north] = [Math.min(x1, x2), Math.max(x1, x2), Math.min(y1, y2), Math.max(y1, y2)];
  return [[[[west, south], [east, south], [east, north], [west, north], [west, south]]]];
}

/** A polygon of corners; closes the ring and turns it the right-hand way, as RFC 7946 wants. */
export function polygon(corners: readonly Position[]): Area {
  return [[wound([...corners, corners[0]!], true)]];
}

function wound(ring: readonly Position[], isOuter: boolean): readonly Position[] {
  let twice = 0;
  for (let i = 0; i + 1 < ring.length; i++) twice += ring[i]![0] * ring[i + 1]![1] - ring[i + 1]![0] * ring[i]![1];
  return twice > 0 === isOuter ? ring : [...ring].reverse();
}

/** All polygons of a GeoJSON object, whatever it is. */
export function areaOf(json: FeatureCollection | Feature | Geometry | null | undefined): Area {
  switch (json?.type) {
    case 'FeatureCollection': return json.features.flatMap((feature) => areaOf(feature));
    case 'Feature': return areaOf(json.geometry);
    case 'GeometryCollection': return json.geometries.flatMap((geometry) => areaOf(geometry));
    case 'Polygon': return [ringsOf(json.coordinates)].filter((rings) => rings.length > 0);
    case 'MultiPolygon': return json.coordinates.map(ringsOf).filter((rings) => rings.length > 0);
    default: return [];
  }
}

const ringsOf = (rings: readonly (readonly (readonly number[])[])[]): readonly (readonly Position[])[] =>
  rings.filter((ring) => ring.length >= 4).map((ring, index) => wound(ring.map((position): Position => [position[0]!, position[1]!]), index === 0));

export const featureOf = (area: Area): Feature => ({
  type: 'Feature', properties: {},
  geometry: area.length === 1 ? { type: 'Polygon', coordinates: area[0] as unknown as number[][][] } : { type: 'MultiPolygon', coordinates: area as unknown as number[][][][] },
});
