// A small made-up catalogue: forest maps of two years with intervals, a change map, a year of optical scenes with clouds, a chip without a place, and a title that attacks.
const square = (west, south, east, north) => ({ type: 'Polygon', coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]] });
const box = [142.5811, 37.3727, 142.6106, 37.3962];
const tiff = 'image/tiff; application=geotiff; profile=cloud-optimized';
const band = (title, unit) => ({ href: `${title}.tif`, type: tiff, title, roles: ['data'], 'file:size': 208150, 'file:checksum': '1220' + 'ab'.repeat(32), bands: [{ name: title, ...(unit ? { unit } : {}) }] });
const report = { href: 'report.html', type: 'text/html', title: 'Report', roles: ['overview'], 'file:size': 430000 };

const forest = (year, ja) => ({
  type: 'Feature', stac_version: '1.1.0', id: `landscape-${year}`, collection: 'products', geometry: square(...box), bbox: box,
  properties: {
    title: `Forest biomass of landscape_${year}`, 'mitoshi:title_ja': ja, datetime: null, start_datetime: `${year}-01-15T00:00:00Z`, end_datetime: `${year}-11-19T23:59:59Z`, 'mitoshi:simulated': true, license: 'CC-BY-4.0',
    'proj:code': 'EPSG:32654', 'proj:shape': [256, 256], 'mitoshi:metrics': { mapped_ha: 655.36, forest_ha: 567.61, mean_agb: 139.361148133014, mean_agb_standard_error: 1.3920333263808784 },
    'mitoshi:lineage': { process: 'forest_map', version: '0.1.0', seed: 1, inputs: [{ name: 'dem.tif', role: 'dem', sha256: 'cd'.repeat(32), bytes: 1234 }] },
  },
  links: [], assets: { agb: band('Above-ground biomass', 'Mg/ha'), agb_lower: band('Lower end of its 90 % interval', 'Mg/ha'), agb_upper: band('Upper end of its 90 % interval', 'Mg/ha'), height: band('Canopy height', 'm'), applicability: band('Applicability'), report },
});

const scenes = Array.from({ length: 12 }, (_, month) => ({
  type: 'Feature', stac_version: '1.1.0', id: `S2_2024${String(month + 1).padStart(2, '0')}12`, collection: 'sentinel-2', geometry: square(142.3, 37.2, 142.9, 37.6), bbox: [142.3, 37.2, 142.9, 37.6],
  properties: { title: `Sentinel-2 ${month + 1}/2024`, datetime: `2024-${String(month + 1).padStart(2, '0')}-12T01:30:00Z`, 'eo:cloud_cover': [5, 78, 33, 12, 54, 91, 66, 20, 8, 2, 41, 15][month], 'mitoshi:simulated': true },
  links: [], assets: Object.fromEntries(['blue', 'green', 'red', 'nir'].map((name) => [name, { ...band(name), bands: [{ name, 'eo:common_name': name }] }])),
}));

export const items = [
  forest(2020, 'landscape_2020 の森林バイオマス'), forest(2024, 'landscape_2024 の森林バイオマス'),
  { ...forest(2024, 'AGBの変化'), id: 'landscape-change', properties: { ...forest(2024, '').properties, title: 'Change of AGB', 'mitoshi:title_ja': 'AGBの変化', start_datetime: '2020-11-19T00:00:00Z' }, assets: { change: band('Change of AGB', 'Mg/ha'), change_lower: band('Lower end', 'Mg/ha'), change_upper: band('Upper end', 'Mg/ha'), report } },
  ...scenes,
  { type: 'Feature', stac_version: '1.1.0', id: 'dem', collection: 'elevation', geometry: square(...box), bbox: box, properties: { title: 'Elevation (simulated)', 'mitoshi:title_ja': '標高(模擬)', datetime: '2015-01-01T00:00:00Z', 'mitoshi:simulated': true, 'proj:code': 'EPSG:32654', 'proj:transform': [10, 0, 640000, 0, -10, 4140000] }, links: [], assets: { dem: band('Elevation', 'm') } },
  { type: 'Feature', stac_version: '1.1.0', id: 'map-288afc34', collection: 'products', geometry: null, properties: { title: 'Forest biomass of 288afc34', datetime: null, start_datetime: '1970-01-01T00:00:00Z', end_datetime: '1970-01-01T23:59:59Z' }, links: [], assets: { agb: band('Above-ground biomass', 'Mg/ha'), report } },
];

export const hostile = {
  ...forest(2022, '<img src=x onerror="window.attacked=1">'), id: 'hostile', collection: 'products',
  properties: { ...forest(2022, '').properties, title: '<img src=x onerror="window.attacked=1">', description: '<script>window.attacked=1</script>', license: '"><svg onload="window.attacked=1">' },
  assets: { agb: { ...band('<b onmouseover="window.attacked=1">agb</b>', '<i>Mg</i>'), href: 'javascript:window.attacked=1' }, page: { href: 'javascript:window.attacked=1', type: 'text/html', title: 'Open me' } },
};

export const collections = [
  { id: 'elevation', title: 'Elevation', description: 'Made-up heights.', license: 'CC-BY-4.0' },
  { id: 'products', title: 'Products', description: 'Biomass and height with 90 % intervals.', license: 'CC-BY-4.0' },
  { id: 'sentinel-2', title: 'Sentinel-2 (simulated)', description: 'Made-up scenes.', license: 'other' },
];
