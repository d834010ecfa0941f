// A server that speaks as much of the API as the page needs, over a made-up catalogue; for tests of states that a real one seldom has, and for looking at the page.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { collections, hostile, items } from './items.mjs';
import { bringing } from './uploads.mjs';
import { claims, jobs, processes, schema } from './work.mjs';
import { png } from './png.mjs';

const built = new URL('../../../src/Mitoshi.Server/Page/built/', import.meta.url);
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.svg': 'image/svg+xml' };
export const policy = "default-src 'self'; img-src 'self' data: blob:; worker-src 'self' blob:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; frame-ancestors 'self'; form-action 'self'";

const lonLat = (z, x, y, column, row) => { const n = 2 ** z; return [((x + column / 256) / n) * 360 - 180, (Math.atan(Math.sinh(Math.PI * (1 - (2 * (y + row / 256)) / n))) * 180) / Math.PI]; };
const value = (item, [lon, lat]) => 140 + 90 * Math.sin(lon * 700 + (item.includes('2020') ? 0 : 0.6)) * Math.cos(lat * 900) + 50 * Math.sin(lon * 4100 + lat * 3700);
// Two hills of some hundred metres, as terrain-RGB codes them.
const heightColour = ([lon, lat]) => {
  const hill = (x, y, size, metres) => metres * Math.exp(-((lon - x) ** 2 + (lat - y) ** 2) / size ** 2);
  const code = Math.round((60 + hill(142.59, 37.38, 0.004, 420) + hill(142.602, 37.389, 0.003, 300) + 10000) * 10);
  return [code >> 16, (code >> 8) & 255, code & 255, 255];
};
const ramp = (share) => { const t = Math.min(1, Math.max(0, share)); return [Math.round(247 - 210 * t), Math.round(252 - 130 * t), Math.round(229 - 170 * t), 255]; };

/** Starts it on a free port; `mode` is normal, empty, broken or hostile. */
export async function startFake({ mode = 'normal', port = 0, me = { name: 'owner', signed_in: true, accounts: false, right: 'administrator' }, slow = false } = {}) {
  const all = mode === 'empty' ? [] : mode === 'hostile' ? [hostile, ...items] : [...items];
  const bring = bringing(all, slow);
  const asked = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://x');
    const send = (status, body, type = 'application/json') => { response.writeHead(status, { 'content-type': type, 'content-security-policy': policy }); response.end(body instanceof Uint8Array ? body : JSON.stringify(body)); };
    if (url.pathname.startsWith('/uploads')) return bring(request, response, url, send);
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const isJson = /json/.test(request.headers['content-type'] ?? '');
    const body = chunks.length > 0 && isJson ? JSON.parse(Buffer.concat(chunks).toString()) : null;
    try {
      if (url.pathname === '/' || url.pathname.startsWith('/page/')) {
        const name = url.pathname === '/' ? 'index.html' : url.pathname.slice(6);
        return send(200, await readFile(new URL(name, built)), types[extname(name)] ?? 'application/octet-stream');
      }
      if (mode === 'broken') return send(500, { code: 'server.bug', description: 'a mistake of ours, number 12ab34', expected: 'no such thing', remedy: 'Tell the operator the number; the log has the details.' });
      if (url.pathname === '/stac/collections') return send(200, { collections: mode === 'empty' ? [] : collections, links: [] });
      if (url.pathname === '/stac/search') return send(200, found(all, body));
      const one = /^\/stac\/collections\/([^/]+)\/items\/([^/]+)$/.exec(url.pathname);
      if (one) { const item = all.find((candidate) => candidate.id === decodeURIComponent(one[2])); return item ? send(200, item) : send(404, { code: 'item.not_found', description: 'no such item', expected: 'an item', remedy: 'Search again.' }); }
      const tile = /^\/tiles\/[^/]+\/([^/]+)\/tiles\/WebMercatorQuad\/(\d+)\/(\d+)\/(\d+)/.exec(url.pathname);
      if (tile && url.searchParams.get('algorithm') === 'terrainrgb') { const [, , z, x, y] = tile; return send(200, png((c, r) => heightColour(lonLat(+z, +x, +y, c, r))), 'image/png'); }
      if (tile) { const [, item, z, x, y] = tile; const { bbox } = all.find((candidate) => candidate.id === item); return send(200, png((c, r) => { const at = lonLat(+z, +x, +y, c, r); return at[0] < bbox[0] || at[0] > bbox[2] || at[1] < bbox[1] || at[1] > bbox[3] ? [0, 0, 0, 0] : ramp(value(item, at) / 300); }), 'image/png'); }
      const path = /^\/tiles\/[^/]+\/([^/]+)\/(legend|statistics|point\/([-\d.]+),([-\d.]+))$/.exec(url.pathname);
      if (path) return send(200, numbers(path, url.searchParams, body));
      if (url.pathname.startsWith('/measures/')) return send(200, measure);
      if (url.pathname === '/tiles/colormaps') return send(200, { colormaps: ['viridis', 'biomass', 'change'].map((name) => ({ name, title: name, diverging: name === 'change', stops: [] })) });
      if (url.pathname === '/me') return send(200, me);
      if (url.pathname === '/processes') return send(200, { processes });
      if (/^\/processes\/[^/]+\/jobs$/.test(url.pathname)) { asked.push(body); return send(201, { ...jobs[0], parameters: body }); }
      if (url.pathname.startsWith('/processes/')) return send(200, { ...processes[0], name: url.pathname.slice(11), schema });
      if (url.pathname === '/jobs') return send(200, { jobs: mode === 'empty' ? [] : jobs });
      if (url.pathname.startsWith('/jobs/')) return send(200, jobs.find(({ id }) => url.pathname.endsWith(id)));
      if (url.pathname === '/claims') return send(200, { claims: mode === 'empty' ? [] : claims });
      if (/preview/.test(url.pathname)) return send(200, png((c, r) => ramp(value(url.pathname, [142.58 + c / 20000, 37.38 + r / 20000]) / 300)), 'image/png');
      return send(404, { code: 'route.not_found', description: `nothing is at ${url.pathname}`, expected: '', remedy: '' });
    } catch (error) {
      return send(500, { code: 'fake', description: String(error) });
    }
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { asked, url: `http://127.0.0.1:${server.address().port}`, close: () => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); }) };
}

const measure = {
  asset: 'agb', mean: { value: 139.361, unit: 'Mg/ha', standard_error: 2.67, lower_95: 134.128, upper_95: 144.594 }, total: { value: 26631, unit: 'Mg', standard_error: 510, lower_95: 25631, upper_95: 27631 },
  area_ha: 191.1, measured_ha: 191.1, pixels: 19210, correlation: { range_m: 127.8 }, has_level_error: true, method: 'model_based.spatial',
};

function numbers([, item, kind, lon, lat], query, body) {
  const assets = query.getAll('assets');
  const shift = (asset) => (asset.endsWith('_lower') ? -52 : asset.endsWith('_upper') ? 61 : 0);
  if (kind === 'legend') return { title: assets[0], unit: 'Mg/ha', min: 0, max: 300, stops: ['#f7f3e3', '#dfe5b8', '#b9d48c', '#86bd6c', '#4f9f57', '#2a7f4a', '#145f3f', '#0a4030', '#062820'] };
  if (lon) return { coordinates: [+lon, +lat], values: assets.map((asset) => Math.max(0, value(item, [+lon, +lat]) + shift(asset))), band_names: assets };
  const statistics = Object.fromEntries((assets.length ? assets : ['expression']).map((asset) => [asset, { min: 0, max: 412.7, mean: 139.36 + shift(asset), std: 71.2, median: 131.8, count: 65536, valid_pixels: 61234, valid_percent: 93.4, percentile_2: 3.1, percentile_98: 288.4 }]));
  return body ? { ...body, properties: { statistics } } : statistics;
}

function found(all, body) {
  let list = all.filter((item) => !body.collections || body.collections.includes(item.collection));
  if (body.q) list = list.filter((item) => body.q.some((word) => JSON.stringify(item.properties).toLowerCase().includes(word.toLowerCase())));
  const cloud = body.filter?.args?.[0]?.args?.[1];
  if (cloud !== undefined) list = list.filter((item) => (item.properties['eo:cloud_cover'] ?? 0) <= cloud);
  if (body.bbox) list = list.filter(({ bbox }) => bbox && bbox[0] <= body.bbox[2] && bbox[2] >= body.bbox[0] && bbox[1] <= body.bbox[3] && bbox[3] >= body.bbox[1]);
  if (body.intersects) list = list.filter((item) => item.geometry);
  const time = (item) => item.properties.datetime ?? item.properties.end_datetime;
  list = [...list].sort((a, b) => time(b).localeCompare(time(a)));
  return { type: 'FeatureCollection', features: list.slice(0, body.limit), numberMatched: list.length, numberReturned: Math.min(list.length, body.limit), links: [] };
}

if (process.argv[1]?.endsWith('fake/server.mjs')) console.log((await startFake({ port: Number(process.argv[2] ?? 8765), mode: process.argv[3] ?? 'normal' })).url);
