// usage: node lazperf_threads.mjs <folder of the npm package laz-perf> <file.laz> <threads> <runs>
//        <point format> <record length> <offset of the first chunk> <bytes of a chunk> <points of a chunk> <chunks>
// Prints the points per second of wall time of the best run. Each worker thread has a laz-perf (WebAssembly) of its own and
// decodes every n-th chunk; loading and a first chunk come before the clock starts.
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";
import { createRequire } from "node:module";
import { openSync, readSync } from "node:fs";

if (isMainThread) {
  const [folder, file, ...numbers] = process.argv.slice(2);
  const [threads, runs, format, recordLength, offset, bytes, points, chunks] = numbers.map(Number);
  const workers = Array.from({ length: threads }, (_, index) =>
    new Worker(new URL(import.meta.url), { workerData: { folder, file, threads, index, format, recordLength, offset, bytes, points, chunks } }));
  const all = () => Promise.all(workers.map(worker => new Promise((done, fail) => { worker.once("message", done); worker.once("error", fail); })));
  await all();
  let best = Infinity;
  for (let run = 0; run < runs; run++) {
    const start = performance.now(), finished = all();
    workers.forEach(worker => worker.postMessage("go"));
    await finished;
    best = Math.min(best, (performance.now() - start) / 1000);
  }
  console.log(chunks * points / best);
  process.exit(0);
}

const { folder, file, threads, index, format, recordLength, offset, bytes, points, chunks } = workerData;
const lib = await createRequire(import.meta.url)(folder).createLazPerf();
const descriptor = openSync(file), content = Buffer.alloc(bytes), data = lib._malloc(bytes), point = lib._malloc(recordLength);
const decode = chunk => {
  readSync(descriptor, content, 0, bytes, offset + chunk * bytes);
  lib.HEAPU8.set(content, data);
  const decoder = new lib.ChunkDecoder();
  decoder.open(format, recordLength, data);
  for (let i = 0; i < points; i++) decoder.getPoint(point);
  decoder.delete();
};
decode(index % chunks);
parentPort.on("message", () => {
  for (let chunk = index; chunk < chunks; chunk += threads) decode(chunk);
  parentPort.postMessage("done");
});
parentPort.postMessage("ready");
