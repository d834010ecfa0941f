import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';
import type { Palette } from './palette';

/** Raster layers go below this one: over land and sea, under coasts, borders and names. */
export const anchor = 'coast';

const empty = { type: 'FeatureCollection' as const, features: [] };
const fonts = ['Mitoshi Sans'];

/** Shortest zooms at which names of a rank are shown. */
const shown = ['any', ['<=', ['get', 'rank'], 1], ['all', ['<=', ['get', 'rank'], 2], ['>=', ['zoom'], 3]], ['all', ['<=', ['get', 'rank'], 3], ['>=', ['zoom'], 4.5]], ['>=', ['zoom'], 6.5]] as unknown as boolean;

/** The base map as a style that asks for nothing: sources are filled by hand, letters are drawn with the system's fonts. */
export function baseStyle(palette: Palette, language: 'en' | 'ja'): StyleSpecification {
  return {
    version: 8,
    sources: {
      land: { type: 'geojson', data: empty, attribution: 'Natural Earth · GeoNames', tolerance: 0.3 },
      coast: { type: 'geojson', data: empty },
      borders: { type: 'geojson', data: empty },
      graticule: { type: 'geojson', data: empty },
      places: { type: 'geojson', data: empty },
      footprints: { type: 'geojson', data: empty, promoteId: 'key' },
      'footprint-dots': { type: 'geojson', data: empty },
      area: { type: 'geojson', data: empty },
      sketch: { type: 'geojson', data: empty },
    },
    layers: baseLayers(palette, language),
  };
}

export function baseLayers(palette: Palette, language: 'en' | 'ja'): LayerSpecification[] {
  const name = language === 'ja' ? ['coalesce', ['get', 'ja'], ['get', 'en']] : ['get', 'en'];
  return [
    { id: 'sea', type: 'background', paint: { 'background-color': palette.sea } },
    { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': palette.land, 'fill-antialias': false } },
    { id: 'graticule', type: 'line', source: 'graticule', paint: { 'line-color': palette.graticule, 'line-width': 0.8, 'line-opacity': 0.8 } },
    { id: anchor, type: 'line', source: 'coast', paint: { 'line-color': palette.coast, 'line-width': ['interpolate', ['linear'], ['zoom'], 2, 0.5, 8, 1.1] } },
    { id: 'borders', type: 'line', source: 'borders', paint: { 'line-color': palette.border, 'line-width': ['interpolate', ['linear'], ['zoom'], 2, 0.5, 8, 1.2], 'line-dasharray': [3, 2] } },
    {
      id: 'footprint-fill', type: 'fill', source: 'footprints',
      paint: {
        'fill-color': ['case', ['boolean', ['feature-state', 'chosen'], false], palette.chosen, palette.footprint],
        // Nothing at rest: scenes lie in stacks, and their tints would add up.
        'fill-opacity': ['case', ['boolean', ['feature-state', 'drawn'], false], 0, ['boolean', ['feature-state', 'near'], false], 0.16, 0],
      },
    },
    {
      id: 'footprint-line', type: 'line', source: 'footprints',
      paint: {
        'line-color': ['case', ['boolean', ['feature-state', 'chosen'], false], palette.chosen, palette.footprint],
        'line-width': ['case', ['boolean', ['feature-state', 'chosen'], false], 2.5, ['boolean', ['feature-state', 'near'], false], 2, 1.2],
      },
    },
    {
      // Where a footprint is too small to be seen, a dot says that there is one.
      id: 'footprint-dot', type: 'circle', source: 'footprint-dots', filter: ['<', ['zoom'], ['get', 'until']] as never,
      paint: { 'circle-radius': 6, 'circle-color': palette.footprint, 'circle-stroke-color': palette.halo, 'circle-stroke-width': 2 },
    },
    { id: 'area-fill', type: 'fill', source: 'area', paint: { 'fill-color': palette.area, 'fill-opacity': 0.05 } },
    { id: 'area-line', type: 'line', source: 'area', paint: { 'line-color': palette.area, 'line-width': 2.2 } },
    { id: 'sketch-line', type: 'line', source: 'sketch', paint: { 'line-color': palette.area, 'line-width': 2.2, 'line-dasharray': [2, 1.5] } },
    { id: 'sketch-corner', type: 'circle', source: 'sketch', filter: ['==', ['geometry-type'], 'Point'], paint: { 'circle-radius': 5, 'circle-color': palette.halo, 'circle-stroke-color': palette.area, 'circle-stroke-width': 2.2 } },
    {
      id: 'city-dot', type: 'circle', source: 'places', filter: ['all', ['==', ['get', 'kind'], 'city'], shown, ['>=', ['zoom'], 3.5]] as never,
      paint: { 'circle-radius': 2.2, 'circle-color': palette.labelSmall, 'circle-stroke-color': palette.halo, 'circle-stroke-width': 1 },
    },
    {
      id: 'city-name', type: 'symbol', source: 'places', filter: ['all', ['==', ['get', 'kind'], 'city'], shown, ['>=', ['zoom'], 3.5]] as never,
      layout: {
        'text-field': name as never, 'text-font': fonts, 'text-size': ['interpolate', ['linear'], ['zoom'], 4, 11, 9, 13], 'text-variable-anchor': ['left', 'right', 'top', 'bottom'],
        'text-radial-offset': 0.5, 'text-justify': 'auto', 'symbol-sort-key': ['-', 0, ['coalesce', ['get', 'people'], 0]], 'text-padding': 6,
      },
      paint: { 'text-color': palette.labelSmall, 'text-halo-color': palette.halo, 'text-halo-width': 1.4 },
    },
    {
      id: 'country-name', type: 'symbol', source: 'places', maxzoom: 7, filter: ['all', ['==', ['get', 'kind'], 'country'], shown] as never,
      layout: { 'text-field': name as never, 'text-font': fonts, 'text-size': ['interpolate', ['linear'], ['zoom'], 1, 10, 5, 14], 'text-letter-spacing': 0.08, 'text-max-width': 8, 'symbol-sort-key': ['get', 'rank'], 'text-padding': 8 },
      paint: { 'text-color': palette.label, 'text-halo-color': palette.halo, 'text-halo-width': 1.6 },
    },
  ];
}
