// Takes pictures to look at:  node tests/look.mjs URL FOLDER 'name?query@WIDTHxHEIGHT' ...
import { mkdirSync } from 'node:fs';
import { launch, settled } from './browser.mjs';

const [url, folder, ...views] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const browser = await launch();
for (const view of views) {
  const [, name, query = '', width = '1280', height = '800'] = /^([^?@]+)(\?[^@]*)?(?:@(\d+)x(\d+))?$/.exec(view);
  const page = await browser.newPage({ viewport: { width: +width, height: +height } });
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && console.log(name, message.text().slice(0, 300)));
  page.on('pageerror', (error) => console.log(name, 'PAGE ERROR', error.message));
  page.on('requestfailed', (request) => console.log(name, 'FAILED', request.url(), request.failure()?.errorText));
  await page.goto(url + '/' + query);
  await settled(page, +(process.env.WAIT ?? 400)).catch((error) => console.log(name, error.message.slice(0, 200)));
  await page.screenshot({ path: `${folder}/${name}.png` });
  await page.close();
}
await browser.close();
