import { ask } from '../http/ask';
import type { Area, Layer } from '../state/View';
import { featureOf } from './geometry';

/** An estimate with its 95 % interval. */
export interface Estimated {
  readonly value: number;
  readonly unit: string;
  readonly standard_error: number;
  readonly lower_95: number;
  readonly upper_95: number;
}

/** The mean of an area on a map with intervals, and how far it can be off. */
export interface Measure {
  readonly mean: Estimated;
  /** Absent where the unit isn't per hectare. */
  readonly total?: Estimated;
  readonly area_ha: number;
  /** The part with a value and an interval: what the mean speaks for. */
  readonly measured_ha: number;
  /** Whether the error of the level of the map, which no area averages out, is in the standard error. */
  readonly has_level_error: boolean;
  /** Distance at which the errors of pixels no longer go together; null when the map doesn't tell. */
  readonly correlation: { readonly range_m: number | null };
}

/** Asks for the mean of a layer of one band that has an interval. */
export const measure = (layer: Layer, area: Area, signal?: AbortSignal): Promise<Measure> =>
  ask<Measure>(`/measures/${encodeURIComponent(layer.collection)}/${encodeURIComponent(layer.item)}?${new URLSearchParams({ asset: layer.assets[0]! })}`, { body: featureOf(area), signal });
