// Reads the STAC GeoParquet of an exported collection with hyparquet, and compares every row with items.json beside it.
//   npm install --prefix DIR hyparquet hyparquet-compressors
//   mitoshi catalog export site/ --format both
//   run it from DIR, with the folders of the collections as arguments:
//   (cd DIR && node /path/to/tests/clients/geoparquet_read.mjs site/products)
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const from = createRequire(join(process.cwd(), 'x.js'))
const { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } = await import(from.resolve('hyparquet').replace(/index\.js$/, 'node.js'))
const { compressors } = await import(from.resolve('hyparquet-compressors'))
const times = new Set(['datetime', 'start_datetime', 'end_datetime', 'created', 'updated', 'published', 'expires', 'unpublished'])
let values = 0, wrong = 0

function miss(what, expected, found) {
  wrong++
  console.log(`${what}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found, (_, v) => typeof v === 'bigint' ? Number(v) : v)}`)
}

// A value of JSON against a value of the table. A member that is absent is null there; what shares no type is JSON text.
function compare(what, expected, found) {
  if (expected === null || expected === undefined) return found === null || found === undefined ? values++ : miss(what, expected, found)
  if (typeof found === 'string' && typeof expected !== 'string') return JSON.stringify(JSON.parse(found)) === JSON.stringify(expected) ? values++ : miss(what, expected, found)
  if (Array.isArray(expected)) {
    if (!Array.isArray(found) || found.length !== expected.length) return miss(what, expected, found)
    return expected.forEach((value, i) => compare(`${what}[${i}]`, value, found[i]))
  }
  if (typeof expected === 'object') {
    if (found === null || typeof found !== 'object') return miss(what, expected, found)
    return [...new Set([...Object.keys(expected), ...Object.keys(found)])].forEach(name => compare(`${what}.${name}`, expected[name], found[name]))
  }
  const same = typeof found === 'bigint' ? Number(found) === expected : found === expected || (typeof found === 'string' && found === JSON.stringify(expected))
  same ? values++ : miss(what, expected, found)
}

// Well-known binary of a geometry (ISO: 1000 more for three dimensions) as GeoJSON coordinates.
function coordinates(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  const geometry = () => {
    if (view.getUint8(at++) !== 1) throw new Error('not little-endian')
    const kind = view.getUint32(at, true), size = kind >= 1000 ? 3 : 2
    at += 4
    const count = () => { at += 4; return view.getUint32(at - 4, true) }
    const position = () => Array.from({ length: size }, () => { at += 8; return view.getFloat64(at - 8, true) })
    const many = next => Array.from({ length: count() }, next)
    switch (kind % 1000) {
      case 1: return position()
      case 2: return many(position)
      case 3: return many(() => many(position))
      default: return many(geometry)
    }
  }
  return geometry()
}

for (const folder of process.argv.slice(2)) {
  const file = await asyncBufferFromFile(join(folder, 'items.parquet'))
  const metadata = await parquetMetadataAsync(file)
  const kept = Object.fromEntries(metadata.key_value_metadata.map(pair => [pair.key, pair.value]))
  const geo = JSON.parse(kept.geo), collections = JSON.parse(kept['stac-geoparquet']).collections
  const rows = await parquetReadObjects({ file, compressors, utf8: false, geoparquet: false })
  const items = JSON.parse(readFileSync(join(folder, 'items.json'))).features
  compare('primary column', 'geometry', geo.primary_column)
  compare('collection', JSON.parse(readFileSync(join(folder, 'collection.json'))).id, Object.keys(collections)[0])
  compare('rows', items.length, rows.length)
  items.forEach((item, i) => {
    const row = rows[i], at = `${folder} ${item.id}`
    for (const name of ['id', 'collection', 'stac_version', 'stac_extensions', 'links', 'assets']) compare(`${at} ${name}`, item[name] ?? (name === 'stac_extensions' ? [] : null), row[name])
    compare(`${at} bbox`, item.bbox ?? null, row.bbox && (item.bbox?.length === 6 ? ['xmin', 'ymin', 'zmin', 'xmax', 'ymax', 'zmax'] : ['xmin', 'ymin', 'xmax', 'ymax']).map(name => row.bbox[name]))
    compare(`${at} geometry`, item.geometry?.coordinates ?? null, row.geometry && coordinates(row.geometry))
    for (const [name, value] of Object.entries(item.properties)) {
      if (times.has(name)) compare(`${at} ${name}`, value && new Date(value).getTime(), row[name] && row[name].getTime())
      else if (name.endsWith(':geometry')) compare(`${at} ${name}`, value?.coordinates ?? null, row[name] && coordinates(row[name]))
      else if (!(name in item)) compare(`${at} ${name}`, value, row[name])
    }
  })
  console.log(`${folder}: ${rows.length} rows, ${geo.columns.geometry.geometry_types.join(', ')}`)
}
console.log(`${values} values equal, ${wrong} not`)
process.exit(wrong > 0 ? 1 : 0)
