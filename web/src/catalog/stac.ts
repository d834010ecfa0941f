import type { Geometry } from 'geojson';

/** The parts of STAC 1.0 and 1.1 that the page reads. Everything in it was written by others: text, never markup. */
export interface Link {
  readonly rel: string;
  readonly href: string;
  readonly type?: string;
  readonly title?: string;
  readonly method?: string;
  readonly body?: unknown;
}

export interface Band {
  readonly name?: string;
  readonly description?: string;
  readonly unit?: string;
  readonly data_type?: string;
}

export interface Asset {
  readonly href: string;
  readonly type?: string;
  readonly title?: string;
  readonly 'mitoshi:title_ja'?: string;
  readonly description?: string;
  readonly roles?: readonly string[];
  readonly bands?: readonly Band[];
  readonly unit?: string;
  readonly 'raster:bands'?: readonly Band[];
  readonly 'eo:bands'?: readonly (Band & { common_name?: string })[];
  readonly 'file:size'?: number;
  readonly 'file:checksum'?: string;
}

export interface Properties {
  readonly title?: string;
  readonly description?: string;
  readonly datetime?: string | null;
  readonly start_datetime?: string;
  readonly end_datetime?: string;
  readonly license?: string;
  readonly 'eo:cloud_cover'?: number;
  readonly 'mitoshi:title_ja'?: string;
  readonly 'mitoshi:simulated'?: boolean;
  readonly 'mitoshi:metrics'?: Readonly<Record<string, number | boolean | string | null>>;
  readonly [name: string]: unknown;
}

export interface Item {
  readonly type: 'Feature';
  readonly id: string;
  readonly collection?: string;
  readonly geometry: Geometry | null;
  readonly bbox?: readonly number[];
  readonly properties: Properties;
  readonly assets: Readonly<Record<string, Asset>>;
  readonly links: readonly Link[];
}

export interface Collection {
  readonly id: string;
  readonly title?: string;
  readonly description?: string;
  readonly license?: string;
  readonly keywords?: readonly string[];
  readonly providers?: readonly { readonly name: string; readonly roles?: readonly string[]; readonly url?: string }[];
  readonly extent?: { readonly spatial?: { readonly bbox?: readonly (readonly number[])[] }; readonly temporal?: { readonly interval?: readonly (readonly (string | null)[])[] } };
  readonly links?: readonly Link[];
  readonly [name: string]: unknown;
}

export interface ItemPage {
  readonly features: readonly Item[];
  readonly links?: readonly Link[];
  readonly numberMatched?: number;
}
