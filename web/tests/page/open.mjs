// Opens the page in Chromium and keeps an eye on what it must never do.
import { after, before } from 'node:test';
import { readFileSync } from 'node:fs';
import { launch } from '../browser.mjs';

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

/** A page at an address; `strange` collects requests that leave the server, errors and broken policies. */
export async function open(url, { width = 1280, height = 800, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  // Generous: the machine may run every other test at the same time.
  page.setDefaultTimeout(60_000);
  const strange = [];
  const { origin } = new URL(url);
  page.on('request', (request) => { if (!request.url().startsWith(origin) && !/^(blob|data):/.test(request.url())) strange.push(`asked ${request.url()}`); });
  page.on('pageerror', (error) => strange.push(`error ${error.message}`));
  page.on('console', (message) => { if (message.type() === 'error' && !/status of (404|500)/.test(message.text())) strange.push(`console ${message.text()}`); });
  await page.goto(url, { waitUntil: 'domcontentloaded' });
  await page.locator('.content').waitFor();
  return Object.assign(page, { strange });
}

/** Findings of axe that weigh serious or critical, as readable lines. */
export async function seriousFindings(page) {
  // The policy of the page forbids foreign scripts; the debugger's own evaluation isn't bound by it.
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate(() => globalThis.axe.run(document));
  if (passes.length < 15) throw new Error(`axe looked at nothing: ${passes.length} rules applied`);
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary?.split('\n')[1] ?? ''}`));
}
