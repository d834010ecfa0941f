import { assetTitle, intervalOf, timeOf, titleOf, unitOf } from '../catalog/item';
import type { Item } from '../catalog/stac';
import { Problem } from '../http/Problem';
import { language } from '../state/store';
import type { Layer } from '../state/View';
import type { BandStatistics } from '../tiles/tiles';
import type { Measure } from './measure';

/** Numbers of one band of one layer inside an area. */
export interface Numbers {
  readonly layer: Layer;
  readonly item: Item | null;
  readonly band: string;
  readonly unit: string;
  readonly statistics: BandStatistics;
  /** Means of the lower and upper ends of the pixels' intervals, where the item has them. */
  readonly interval: readonly [number, number] | null;
  /** The mean with its standard error, where the map has intervals; a problem where it could not be had. */
  readonly measure: Measure | Problem | null;
}

export interface LayerNumbers {
  readonly layer: Layer;
  readonly bands: readonly Numbers[];
  readonly problem: Problem | null;
}

/** The assets to ask for beside the layer's own, so that an interval comes along. */
export function withInterval(layer: Layer, item: Item | null): Layer {
  const [asset] = layer.assets;
  const interval = item && !layer.expression && layer.assets.length === 1 && asset ? intervalOf(item, asset) : null;
  return interval ? { ...layer, assets: [asset!, interval.lower, interval.upper] } : layer;
}

/** Statistics as they come, sorted into bands with unit and interval. */
export function numbersOf(layer: Layer, item: Item | null, statistics: Readonly<Record<string, BandStatistics>>, measure: Measure | Problem | null = null): Numbers[] {
  const entries = Object.entries(statistics);
  const hasInterval = withInterval(layer, item) !== layer && entries.length === 3;
  const shown = hasInterval ? entries.slice(0, 1) : entries;
  return shown.map(([name, numbers], index) => ({
    layer, item, band: layer.expression || (layer.assets[index] ? assetTitle(item, layer.assets[index], language.value) : name), unit: layer.expression || !item ? '' : unitOf(item, layer.assets[index] ?? ''), statistics: numbers,
    interval: hasInterval ? [entries[1]![1].mean, entries[2]![1].mean] : null, measure: hasInterval ? measure : null,
  }));
}

/** The measure of a band, where it was had. */
export const measureOf = ({ measure }: Numbers): Measure | null => (measure instanceof Problem ? null : measure);

const quoted = (value: string | number | undefined): string => { const text = String(value ?? ''); return /[",\n]/.test(text) || /^[=+@\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text; };

/** The numbers as CSV (RFC 4180), English names whatever the reader's language, so that programs find them. */
export function csvOf(all: readonly Numbers[], hectares: number): string {
  const head = ['collection', 'item', 'title', 'time', 'band', 'unit', 'mean', 'standard_error', 'mean_lower_95', 'mean_upper_95', 'total', 'total_standard_error', 'measured_ha', 'interval_90_lower_mean', 'interval_90_upper_mean', 'standard_deviation', 'min', 'median', 'max', 'valid_pixels', 'area_ha'];
  const rows = all.map((numbers) => {
    const { layer, item, band, unit, statistics, interval } = numbers;
    const measure = measureOf(numbers);
    return [
    layer.collection, layer.item, item ? titleOf(item, 'en') : '', item ? timeOf(item) : '', band, unit, measure?.mean.value ?? statistics.mean, measure?.mean.standard_error, measure?.mean.lower_95, measure?.mean.upper_95, measure?.total?.value, measure?.total?.standard_error, measure?.measured_ha, interval?.[0], interval?.[1], statistics.std, statistics.min, statistics.median, statistics.max,
    statistics.valid_pixels ?? statistics.count, Number(hectares.toFixed(4)),
    ];
  });
  return [head, ...rows].map((row) => row.map(quoted).join(',')).join('\r\n') + '\r\n';
}
