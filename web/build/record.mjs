// Writes the hash of the page's sources beside the built page: a test compares it, so that a built page that is older than its sources fails.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);
const tops = ['build', 'index.html', 'package-lock.json', 'package.json', 'public', 'src', 'tsconfig.json', 'vite.config.ts'];
const walk = (path) => readdirSync(new URL(path, root), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? walk(`${path}/${entry.name}`) : [`${path}/${entry.name}`]));
const files = tops.flatMap((top) => (top.includes('.') ? [top] : walk(top))).filter((path) => !path.startsWith('public/data/')).sort();

const hash = createHash('sha256');
// Line ends may differ between checkouts.
for (const path of files) hash.update(path).update('\n').update(readFileSync(new URL(path, root), 'utf8').replaceAll('\r\n', '\n')).update('\n');
writeFileSync(new URL('../src/Mitoshi.Server/Page/built/sources.sha256', root), hash.digest('hex') + '\n');
