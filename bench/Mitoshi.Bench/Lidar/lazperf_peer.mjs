// usage: node lazperf_peer.mjs <folder of the npm package laz-perf> <file.laz> <passes>
// Prints the points per second of the best pass. The peer is laz-perf compiled to WebAssembly, one thread.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
const [folder, file, passes] = process.argv.slice(2);
const { createLazPerf } = createRequire(import.meta.url)(folder);
const lib = await createLazPerf();
const content = readFileSync(file);
const count = content.readUInt32LE(107) || Number(content.readBigUInt64LE(247));
const data = lib._malloc(content.length);
lib.HEAPU8.set(content, data);
let best = Infinity;
for (let pass = 0; pass < Number(passes); pass++) {
  const laz = new lib.LASZip();
  laz.open(data, content.length);
  const point = lib._malloc(laz.getPointLength());
  const start = process.cpuUsage();
  for (let i = 0; i < count; i++) laz.getPoint(point);
  const used = process.cpuUsage(start);
  best = Math.min(best, (used.user + used.system) / 1e6);
  lib._free(point);
  laz.delete();
}
console.log(count / best);
