// Writes src/http/routes.ts from the server's OpenAPI document: every address, its methods and what each takes in its query.  npm run types [URL]
// The page needs no more of it, and openapi-typescript would write 4,000 lines.
import { writeFileSync } from 'node:fs';

const url = process.argv[2] ?? process.env.MITOSHI_URL ?? 'http://127.0.0.1:8080';
const { paths } = await (await fetch(`${url}/api`)).json();
const methods = ['get', 'post', 'put', 'patch', 'delete'];

const queryOf = ({ parameters = [] }) => parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => `'${name}'`).join(' | ') || 'never';
const lines = Object.keys(paths).sort().map((path) => `  '${path}': { ${methods.filter((method) => paths[path][method]).map((method) => `${method}: ${queryOf(paths[path][method])}`).join('; ')} };`);
writeFileSync(new URL('../src/http/routes.ts', import.meta.url), `/** The routes of the server, with the names of their query parameters. Made by \`npm run types\`: not to be edited. */\nexport interface Routes {\n${lines.join('\n')}\n}\n`);
