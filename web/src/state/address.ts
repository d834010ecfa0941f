import { decodePolyline, encodePolyline } from './polyline';
import { emptySearch, firstView, plainLayer, type Area, type Layer, type Panel, type Position, type Search, type Side, type View, type Where } from './View';

/** Longest area that goes into a link, in characters; browsers and servers cut longer lines. */
export const areaCharactersMax = 6000;

const panels: readonly Panel[] = ['find', 'layers', 'area', 'work', 'results'];
const oneOf = <T extends string>(choices: readonly T[], text: string | null, otherwise: T): T => choices.find((choice) => choice === text) ?? otherwise;
const number = (text: string | undefined | null, min: number, max: number, otherwise: number): number => {
  const value = text ? Number(text) : NaN;
  return Number.isFinite(value) && value >= min && value <= max ? value : otherwise;
};
const short = (value: number, digits: number): string => String(Number(value.toFixed(digits)));
const day = (text: string | null): string => (text && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : '');

/** The query of a link to a view, without what is as at first. Reads well on purpose: people send these. */
export function addressOf(view: View): string {
  const query = new URLSearchParams();
  const put = (name: string, value: string) => value && query.append(name, value);
  const { search } = view;
  query.set('at', [short(view.centre[1], 5), short(view.centre[0], 5), short(view.zoom, 2), ...(view.bearing || view.pitch ? [short(view.bearing, 1), short(view.pitch, 1)] : [])].join(','));
  if (view.panel !== firstView.panel) put('panel', view.panel);
  put('q', search.words);
  for (const collection of search.collections) put('collection', collection);
  put('from', search.from);
  put('to', search.to);
  if (search.cloudMax < 100) put('cloud', String(search.cloudMax));
  if (search.where !== 'anywhere') put('where', search.where);
  put('item', view.item);
  if (view.bring) put('bring', '1');
  for (const layer of view.layers) put('layer', layerText(layer));
  if (view.swipe !== null) put('swipe', short(view.swipe, 3));
  if (view.terrain) put('terrain', [view.terrain.collection, view.terrain.item, view.terrain.asset].map(escape).join('/') + (view.exaggeration === firstView.exaggeration ? '' : `;${short(view.exaggeration, 2)}`));
  if (view.point) put('point', pairText(view.point));
  if (fitsAddress(view.area)) for (const polygon of view.area) put('area', polygonText(polygon));
  put('process', view.process);
  put('job', view.job);
  put('lang', view.language);
  put('theme', view.theme);
  return '?' + query.toString().replaceAll('%2C', ',').replaceAll('%2F', '/').replaceAll('%3A', ':');
}

/** The view of a link. Whatever isn't understood is as at first: a link of an older page still opens. */
export function viewOf(queryText: string): View {
  const query = new URLSearchParams(queryText);
  const [latitude, longitude, zoom, bearing, pitch] = (query.get('at') ?? '').split(',');
  const point = query.get('point')?.split(',') ?? [];
  const search: Search = {
    ...emptySearch, words: query.get('q') ?? '', collections: query.getAll('collection'), from: day(query.get('from')), to: day(query.get('to')),
    cloudMax: number(query.get('cloud'), 0, 100, 100), where: oneOf<Where>(['anywhere', 'view', 'area'], query.get('where'), 'anywhere'),
  };
  return {
    centre: [number(longitude, -180, 180, firstView.centre[0]), number(latitude, -90, 90, firstView.centre[1])],
    zoom: number(zoom, 0, 24, firstView.zoom), bearing: number(bearing, -180, 180, 0), pitch: number(pitch, 0, 85, 0),
    panel: oneOf(panels, query.get('panel'), firstView.panel), search, item: query.get('item') ?? '', bring: query.has('bring'),
    layers: query.getAll('layer').flatMap(layerOf),
    ...terrainOf(query.get('terrain')),
    swipe: query.has('swipe') ? number(query.get('swipe'), 0, 1, 0.5) : null,
    point: point.length === 2 && point.every((text) => Number.isFinite(Number(text))) ? [number(point[1], -180, 180, 0), number(point[0], -90, 90, 0)] : null,
    area: query.getAll('area').flatMap(polygonOf),
    process: query.get('process') ?? '', job: query.get('job') ?? '',
    language: oneOf<View['language']>(['en', 'ja'], query.get('lang'), ''), theme: oneOf<View['theme']>(['light', 'dark'], query.get('theme'), ''),
  };
}

function terrainOf(text: string | null): Pick<View, 'terrain' | 'exaggeration'> {
  const [name = '', factor] = (text ?? '').split(';');
  const [collection = '', item = '', asset = ''] = name.split('/').map(unescape);
  return { terrain: collection && asset ? { collection, item, asset } : null, exaggeration: number(factor, 0.1, 10, firstView.exaggeration) };
}

// A comma never occurs in an encoded line: it parts a polygon's outer ring from its holes.
const polygonText = (polygon: Area[number]): string => polygon.map(encodePolyline).join(',');

function polygonOf(text: string): Area {
  const rings = text.split(',').map(decodePolyline);
  return rings.every((ring): ring is Position[] => ring !== null && ring.length >= 4) ? [rings] : [];
}

/** Whether an area is short enough for a link. */
export const fitsAddress = (area: Area): boolean => area.map(polygonText).join().length <= areaCharactersMax;

const pairText = ([longitude, latitude]: Position) => `${short(latitude, 6)},${short(longitude, 6)}`;

// collection/item;assets=a,b;range=0,300|0,300;colours=viridis. Percent signs keep names with these marks apart.
const escape = (text: string) => text.replace(/[%;,|=/]/g, (mark) => '%' + mark.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0'));
const unescape = (text: string) => { try { return decodeURIComponent(text); } catch { return text; } };

function layerText(layer: Layer): string {
  const parts = [`${escape(layer.collection)}/${escape(layer.item)}`];
  if (layer.assets.length > 0) parts.push('assets=' + layer.assets.map(escape).join(','));
  if (layer.expression) parts.push('expression=' + escape(layer.expression));
  if (layer.rescale.length > 0) parts.push('range=' + layer.rescale.map((range) => range.join(',')).join('|'));
  if (layer.colours) parts.push('colours=' + escape(layer.colours));
  if (layer.opacity !== 1) parts.push('opacity=' + short(layer.opacity, 2));
  if (!layer.isVisible) parts.push('hidden=1');
  if (layer.side !== 'both') parts.push('side=' + layer.side);
  return parts.join(';');
}

function layerOf(text: string): Layer[] {
  const [name = '', ...parts] = text.split(';');
  const [collection = '', item = ''] = name.split('/').map(unescape);
  if (!collection || !item) return [];
  const settings = new Map(parts.map((part) => { const at = part.indexOf('='); return [part.slice(0, at), part.slice(at + 1)] as const; }));
  const rescale = (settings.get('range') ?? '').split('|').map((range) => range.split(',').map(Number)).filter((range): range is [number, number] => range.length === 2 && range.every(Number.isFinite));
  return [{
    ...plainLayer, collection, item, rescale,
    assets: (settings.get('assets') ?? '').split(',').filter(Boolean).map(unescape),
    expression: unescape(settings.get('expression') ?? ''), colours: unescape(settings.get('colours') ?? ''),
    opacity: number(settings.get('opacity'), 0, 1, 1), isVisible: !settings.has('hidden'), side: oneOf<Side>(['both', 'left', 'right'], settings.get('side') ?? null, 'both'),
  }];
}
