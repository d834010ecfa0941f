// The page over a real server with accounts (MITOSHI_ACCOUNTS_URL): mei reads, ken runs; the products are licensed. Their password is MITOSHI_PASSWORD.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { open, seriousFindings } from './open.mjs';

const url = process.env.MITOSHI_ACCOUNTS_URL;
const password = process.env.MITOSHI_PASSWORD;

async function signIn(page, name, word = password) {
  if (!(await page.getByRole('dialog', { name: 'Sign in' }).isVisible())) await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Password').fill(word);
  await page.locator('.dialog button[type=submit]').click();
}

const isExpected = (line) => /status of 40[0134]/.test(line);

describe('With accounts', { skip: url ? false : 'MITOSHI_ACCOUNTS_URL is not set' }, () => {
  it('nobody sees licensed maps; a wrong password is answered; a reader signs in, accepts the terms, sees them, and signs out', async () => {
    const page = await open(`${url}/?lang=en`);
    await page.getByText('The catalogue is empty.').waitFor();
    await signIn(page, 'mei', 'not the right words');
    await page.getByRole('alert').getByText('name, password, key or token is not right').waitFor();
    assert.deepEqual(await seriousFindings(page), []);
    await signIn(page, 'mei');
    await page.getByRole('button', { name: 'mei' }).waitFor();
    const wait = page.locator('.content .terms').getByText('“products” opens when you accept its terms.');
    await wait.waitFor();
    await page.locator('.content .terms .note', { hasText: 'products' }).getByRole('button', { name: 'I accept' }).click();
    await page.getByText('Forest biomass of landscape_2024').waitFor();
    await wait.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'mei' }).click();
    await page.getByText('This account reads.', { exact: false }).first().waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await page.getByText('The catalogue is empty.').waitFor();
    assert.deepEqual(page.strange.filter((line) => !isExpected(line)), []);
  });

  it('a runner brings a raster that nobody else sees, and may not run what administrators run', async () => {
    const page = await open(`${url}/?lang=en`);
    await signIn(page, 'ken');
    await page.getByRole('button', { name: 'ken' }).waitFor();
    await page.getByRole('button', { name: 'Bring your own raster' }).click();
    await page.getByText('of 1 MB used', { exact: false }).waitFor();
    await page.locator('input[type=file]').setInputFiles(process.env.MITOSHI_RASTER);
    await page.getByLabel(/Date of the data/).fill('2024-06-09');
    await page.getByRole('button', { name: 'Send and show' }).click();
    await page.waitForURL(/layer=uploads-ken/);
    const tile = await page.waitForResponse((response) => response.url().includes('/tiles/uploads-ken/') && response.url().includes('WebMercatorQuad'));
    assert.equal(tile.status(), 200);
    await page.goto(`${url}/?lang=en&panel=work&process=credits_quantify`);
    await page.getByText('Running it needs the right “administrator”.').waitFor();
    assert.ok(await page.locator('.form button[type=submit]').isDisabled());
    assert.deepEqual(page.strange.filter((line) => !isExpected(line)), []);
    const stranger = await open(`${url}/?lang=en`);
    await stranger.getByText('The catalogue is empty.').waitFor();
  });
});
