/** A position in degrees: longitude, latitude. */
export type Position = readonly [longitude: number, latitude: number];

/** West, south, east, north in degrees. West greater than east crosses the 180th meridian. */
export type Box = readonly [west: number, south: number, east: number, north: number];

/** An area of interest: polygons of rings, the outer one first, each closed; as a GeoJSON MultiPolygon has them. */
export type Area = readonly (readonly (readonly Position[])[])[];

/** Where a layer is drawn while two dates are compared. */
export type Side = 'both' | 'left' | 'right';

/** One picture of an item on the map, as the tile server draws it. */
export interface Layer {
  readonly collection: string;
  readonly item: string;
  /** One asset for a colour map, three for red, green and blue. */
  readonly assets: readonly string[];
  /** Arithmetic over assets; replaces them when it isn't empty. */
  readonly expression: string;
  /** Smallest and largest value shown, for each band or one for all; empty leaves it to the server. */
  readonly rescale: readonly (readonly [number, number])[];
  /** Name of a colour map; empty leaves it to the server. */
  readonly colours: string;
  /** 0 to 1. */
  readonly opacity: number;
  readonly isVisible: boolean;
  readonly side: Side;
}

/** Heights that the map stands on: a raster of an item, or of all items of a collection when `item` is empty. */
export interface Terrain {
  readonly collection: string;
  readonly item: string;
  readonly asset: string;
}

export type Panel = 'find' | 'layers' | 'area' | 'work' | 'results';
export type Where = 'anywhere' | 'view' | 'area';

export interface Search {
  readonly words: string;
  readonly collections: readonly string[];
  /** First and last day, YYYY-MM-DD, or empty. */
  readonly from: string;
  readonly to: string;
  /** Largest share of cloud in percent; 100 asks for nothing. */
  readonly cloudMax: number;
  readonly where: Where;
}

/** Everything that a link to the page restores. */
export interface View {
  readonly centre: Position;
  readonly zoom: number;
  readonly bearing: number;
  readonly pitch: number;
  readonly panel: Panel;
  readonly search: Search;
  /** `collection/item` whose details are open, or empty. */
  readonly item: string;
  /** Whether the form for a raster of one's own is open. */
  readonly bring: boolean;
  /** From the lowest to the highest. */
  readonly layers: readonly Layer[];
  /** Share of the map's width left of the swipe, or null when it is off. */
  readonly swipe: number | null;
  /** What the map stands on in 3-D, or null when it is flat. */
  readonly terrain: Terrain | null;
  /** How much its heights are stretched. */
  readonly exaggeration: number;
  readonly point: Position | null;
  readonly area: Area;
  readonly process: string;
  readonly job: string;
  readonly language: 'en' | 'ja' | '';
  readonly theme: 'light' | 'dark' | '';
}

export const emptySearch: Search = { words: '', collections: [], from: '', to: '', cloudMax: 100, where: 'anywhere' };

/** Japan, with its neighbours at the edge. */
export const firstView: View = {
  centre: [137.5, 37.6], zoom: 4.3, bearing: 0, pitch: 0, panel: 'find', search: emptySearch, item: '', bring: false, layers: [], swipe: null, terrain: null, exaggeration: 1.5, point: null, area: [],
  process: '', job: '', language: '', theme: '',
};

export const plainLayer: Layer = { collection: '', item: '', assets: [], expression: '', rescale: [], colours: '', opacity: 1, isVisible: true, side: 'both' };

export const sameItem = (left: { collection: string; item: string }, right: { collection: string; item: string }): boolean =>
  left.collection === right.collection && left.item === right.item;
