// Made-up processes, jobs and claims in the shapes of the server.
export const processes = [
  { name: 'forest_map', family: 'forest', about: 'Map canopy height and biomass with intervals' }, { name: 'forest_change', family: 'forest', about: 'Show loss and gain between two maps' },
  { name: 'credits_quantify', family: 'credits', about: 'Turn measurements into a claim' }, { name: 'lidar_info', family: 'lidar', about: 'Describe point clouds' },
];

export const schema = {
  type: 'object', description: 'Map canopy height and biomass with intervals', required: ['model', 'sites'], additionalProperties: false,
  properties: {
    model: { type: 'string', description: 'Model to apply' }, resolution: { type: 'number', description: 'Pixel size (m)', default: 10, minimum: 1, maximum: 1000 },
    intervals: { type: 'string', enum: ['auto', 'always', 'never'], description: 'Whether to show intervals', default: 'auto' }, overwrite: { type: 'boolean', description: 'Write over an older map', default: false },
    from: { type: 'string', format: 'date', description: 'First day' }, points: { type: 'array', items: { type: 'string' }, description: 'Point clouds' },
    sites: { type: 'array', description: 'Sites to map', items: { type: 'object', properties: { name: { type: 'string', description: 'Name' }, resolution: { type: 'number', description: 'Pixel size (m)', default: 10 }, inputs: { type: 'array', description: 'Inputs by role', items: { type: 'object', required: ['path', 'role'], properties: { path: { type: 'string', description: 'File or URL' }, role: { type: 'string', enum: ['sentinel1', 'palsar', 'elevation'], description: 'What it is' }, date: { type: 'string', format: 'date', description: 'Day of acquisition' } } } } }, required: ['name'] } },
    features: { type: 'object', description: 'Further features', properties: { texture: { type: 'boolean', description: 'Texture', default: false } } },
  },
};

export const jobs = [
  { id: 'ab12cd34ef56', process: 'forest_map', status: 'running', created: '2026-11-26T05:10:00Z', parameters: { model: 'landscape' }, step: 'Mapping landscape_2024', step_done: 0.43, lines: ['Reading 41 inputs', 'Grid 256 x 256'] },
  {
    id: 'cd34ef56ab12', process: 'forest_change', status: 'finished', created: '2026-11-26T04:10:00Z', parameters: { before: 'landscape-2020', after: 'landscape-2024' }, step: null, step_done: 1, lines: ['Done'],
    result: { title: 'Change of AGB', succeeded: true, notes: ['Simulated.'], tables: [{ title: 'Change', columns: ['Class', 'ha'], rows: [['loss', '36.6'], ['gain', '27.2']] }], files: [{ what: 'change report (simulated)', href: '/files/products/landscape-change/report.html' }] },
  },
  { id: 'ef56ab12cd34', process: 'lidar_info', status: 'error', created: '2026-11-26T03:10:00Z', parameters: { points: ['a.laz'] }, step: null, step_done: 0, lines: [], error: { code: 'file.not_found', description: 'a.laz is not here.', expected: 'a file of the workspace', remedy: 'Write its path relative to the workspace.' } },
];

export const claims = [{
  project: 'DEMO1', name: 'Demo stands (simulated)', simulated: true, from: '2020-01-15', to: '2024-11-20', credits: 847, buffer: 624, unit: 'tCO2e', half_width_90_percent: 63.2059, not_for_issuance: [], methodology: 'VCS VM0047 v1.1',
  boundary: { type: 'FeatureCollection', features: [{ type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [[[142.587, 37.377], [142.603, 37.379], [142.6, 37.392], [142.588, 37.39], [142.587, 37.377]]] } }] },
  files: [{ what: 'Report', href: '/files/projects/DEMO1/report.en.html' }, { what: 'Claim, as it was signed', href: '/files/projects/DEMO1/claim.json' }],
  inputs: [{ role: 'measurements', name: 'landscape-2024.json', sha256: '55'.repeat(32), bytes: 1300 }], lines: [{ name: 'Carbon per hectare', formula: 'C = AGB × CF', value: 75.63698406193079, unit: 'tC/ha', source: 'definition' }],
  receipts: [{ serial: 'MTS-DEMO1-2024-1-637-847', href: '/files/receipts/MTS-DEMO1-2024-1-637-847.json' }],
}];
