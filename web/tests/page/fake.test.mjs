// States that a real server seldom has: a catalogue that attacks, an empty one, a broken one; and the keyboard. Against tests/fake.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startFake } from '../fake/server.mjs';
import { open, seriousFindings } from './open.mjs';

const servers = {};
before(async () => { for (const mode of ['normal', 'empty', 'broken', 'hostile']) servers[mode] = await startFake({ mode }); });
after(() => Promise.all(Object.values(servers).map((server) => server.close())));

describe('What a catalogue says', () => {
  it('is text, never markup, in the list, the details, the layers and the legend', async () => {
    const page = await open(`${servers.hostile.url}/?lang=en&at=37.384,142.595,13`);
    await page.getByText('<img src=x onerror="window.attacked=1">').first().waitFor();
    await page.getByRole('button', { name: /Show on the map: <img/ }).click();
    await page.getByText('<img src=x onerror="window.attacked=1">').first().click();
    await page.getByText('<script>window.attacked=1</script>').waitFor();
    await page.locator('.facts').getByText('"><svg onload="window.attacked=1">').waitFor();
    assert.equal(await page.locator('.details a[href^="javascript:"]').count(), 0);
    await page.getByRole('tab', { name: /Layers/ }).click();
    await page.locator('.layer').getByText('<b onmouseover').first().waitFor();
    await page.waitForTimeout(200);
    assert.equal(await page.evaluate(() => window.attacked), undefined);
    assert.equal(await page.locator('.panel img[src="x"], .legend b[onmouseover]').count(), 0);
    assert.deepEqual(page.strange, []);
  });
});

describe('An empty catalogue and a broken server', () => {
  it('say what to do next, in both languages', async () => {
    for (const [language, empty, broken] of [['en', 'mitoshi catalog add', 'Tell the operator the number'], ['ja', 'mitoshi catalog add', 'Tell the operator the number']]) {
      const first = await open(`${servers.empty.url}/?lang=${language}`);
      await first.getByText(empty).first().waitFor();
      const second = await open(`${servers.broken.url}/?lang=${language}`);
      await second.getByText(broken).first().waitFor();
      assert.deepEqual([...first.strange, ...second.strange], []);
    }
  });

  it('a server that went away is named, and the search goes on when it is back', async () => {
    const page = await open(`${servers.normal.url}/?lang=en`);
    await page.route('**/stac/search', (route) => route.abort());
    await page.getByLabel('Words').fill('biomass');
    await page.getByText('The server does not answer.').waitFor();
    await page.unroute('**/stac/search');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Forest biomass of landscape_2024').waitFor();
  });
});

describe('With the keyboard alone', () => {
  it('a place is gone to, an area drawn at the cross, and the view is in the address', async () => {
    const page = await open(`${servers.normal.url}/?lang=en`);
    await page.getByRole('combobox', { name: 'Go to a place' }).focus();
    await page.keyboard.type('37.384, 142.595');
    await page.keyboard.press('Enter');
    await page.waitForURL(/at=37\.38/);
    await page.locator('#tab-find').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.waitForURL(/panel=area/);
    await page.getByRole('button', { name: 'Draw a polygon' }).focus();
    await page.keyboard.press('Enter');
    for (const key of [' ', 'ArrowRight', ' ', 'ArrowDown', ' ']) {
      await page.keyboard.press(key);
      await page.waitForTimeout(60);
    }
    await page.getByText('3 corners').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText(/ha, 3 corners/).waitFor();
    await page.waitForURL(/area=/);
    const again = await open(page.url());
    await again.getByText(/ha, 3 corners/).waitFor();
  });

  it('the comparison and the time bar move', async () => {
    const page = await open(`${servers.normal.url}/?lang=en&at=37.384,142.595,13&layer=products/landscape-2024;assets=agb`);
    await page.getByRole('button', { name: 'Compare two dates' }).click();
    const divide = page.getByRole('slider', { name: /Divide/ });
    await divide.focus();
    await page.keyboard.press('ArrowLeft');
    assert.equal(await divide.getAttribute('aria-valuenow'), '48');
    await page.waitForURL(/swipe=0\.48/);
    const date = page.getByRole('slider', { name: /Dates of/ }).last();
    await date.focus();
    await page.keyboard.press('ArrowLeft');
    assert.match(await date.getAttribute('aria-valuetext'), /2020.*1 of 2/);
    assert.deepEqual(page.strange, []);
  });
});

describe('A raster of one’s own', () => {
  const file = { name: '森林 2024.tif', mimeType: 'image/tiff', buffer: Buffer.alloc(3_000_000, 'forest') };

  it('is paused, goes on after a reload from where it stood, is shown, and is gone when removed', async (test) => {
    const server = await startFake({ slow: true });
    test.after(() => server.close());
    const page = await open(`${server.url}/?lang=en`);
    await page.getByRole('button', { name: 'Bring your own raster' }).click();
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByLabel(/Date of the data/).fill('2024-06-09');
    await page.getByRole('button', { name: 'Send and show' }).click();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText(/Paused at/).waitFor();
    const { unfinished: [first] } = await (await page.request.get(`${server.url}/uploads`)).json();
    assert.ok(first.offset < file.buffer.length, `${first.offset} of ${file.buffer.length} came before the pause`);
    const again = await open(`${server.url}/?lang=en&bring=1`);
    await again.getByText(/Choose the same file to go on/).waitFor();
    await again.locator('input[type=file]').setInputFiles(file);
    await again.getByText(/only the rest is sent/).waitFor();
    await again.getByLabel(/Date of the data/).fill('2024-06-09');
    await again.getByRole('button', { name: 'Go on' }).click();
    await again.getByRole('heading', { name: first.name.replace('.tif', '') }).waitFor();
    await again.waitForURL(/layer=uploads-owner/);
    const { files } = await (await page.request.get(`${server.url}/uploads`)).json();
    assert.deepEqual(files, [{ name: first.name, bytes: file.buffer.length, item: `uploads-owner/${first.name.replace('.tif', '')}` }]);
    // The server may still take in what the broken connection left in the pipe: then the page hears 409 once and asks again.
    assert.deepEqual(again.strange.filter((line) => !/409/.test(line)), []);
    await again.goto(`${server.url}/?lang=en&bring=1`);
    await again.getByRole('button', { name: /Remove the file/ }).click();
    await again.getByText('Your files here').waitFor({ state: 'detached' });
  });

  it('that has no date, no room or another kind says what to do', async () => {
    const page = await open(`${servers.normal.url}/?lang=en&bring=1`);
    await page.locator('input[type=file]').setInputFiles({ name: 'plots.csv', mimeType: 'text/csv', buffer: Buffer.from('a') });
    await page.getByText('plots.csv is not a GeoTIFF.').waitFor();
    await page.locator('input[type=file]').setInputFiles({ name: 'large.tif', mimeType: 'image/tiff', buffer: Buffer.alloc(6_000_000) });
    await page.getByRole('button', { name: 'Send and show' }).click();
    await page.getByText('This file has 6 MB, and 5 MB are free.').waitFor();
    await page.locator('input[type=file]').setInputFiles({ name: 'stand.tif', mimeType: 'image/tiff', buffer: Buffer.alloc(1000) });
    await page.getByRole('button', { name: 'Send and show' }).click();
    await page.getByText(/Give the date above/).waitFor();
    await page.getByLabel(/Date of the data/).fill('2024-06-09');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.getByRole('heading', { name: 'stand' }).waitFor();
    assert.deepEqual(page.strange.filter((line) => !/400/.test(line)), []);
  });

  it('is taken by dropping it anywhere', async () => {
    const page = await open(`${servers.normal.url}/?lang=en`);
    await page.getByRole('button', { name: 'Bring your own raster' }).waitFor();
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(10)], 'dropped.tif'));
      document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));
    });
    await page.getByText('dropped.tif').waitFor();
    await page.waitForURL(/bring=1/);
    assert.deepEqual(page.strange, []);
  });
});

describe('The terrain', () => {
  it('is offered where there are heights, stands up, is stretched, and comes back from the link', async () => {
    const page = await open(`${servers.normal.url}/?lang=en&panel=layers&at=37.384,142.595,13&layer=products/landscape-2024;assets=agb`);
    const heights = page.waitForResponse((response) => response.url().includes('/tiles/elevation/dem/') && response.url().includes('algorithm=terrainrgb'));
    await page.locator('.map-buttons').getByRole('button', { name: 'Show the terrain in 3-D' }).click();
    assert.equal((await heights).status(), 200);
    await page.waitForURL(/terrain=elevation\/dem\/dem/);
    await page.waitForURL(/at=[\d.]+,[\d.]+,[\d.]+,[-\d.]+,58/);
    await page.getByRole('slider', { name: 'Heights' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForURL(/terrain=[^&]*%3B2(&|$)/);
    const again = await open(page.url());
    await again.waitForResponse((response) => response.url().includes('algorithm=terrainrgb'));
    await again.locator('.terrain').getByRole('button', { name: 'Lay the map flat' }).click();
    await again.waitForURL((address) => !address.search.includes('terrain='));
    assert.deepEqual([...page.strange, ...again.strange], []);
    const elsewhere = await open(`${servers.normal.url}/?lang=en&at=35,135,12`);
    await elsewhere.waitForTimeout(1500);
    assert.equal(await elsewhere.getByRole('button', { name: 'Show the terrain in 3-D' }).count(), 0);
  });
});

describe('A form with parts in parts', () => {
  it('sends them as the schema has them', async () => {
    const page = await open(`${servers.normal.url}/?lang=en&panel=work&process=forest_map`);
    await page.getByRole('textbox', { name: /Model to apply/ }).fill('landscape');
    await page.getByRole('button', { name: 'Add to sites' }).click();
    const site = page.getByRole('group', { name: 'sites 1' });
    await site.getByRole('textbox', { name: /Name/ }).fill('north');
    await site.getByText(/More settings/).click();
    await site.getByRole('button', { name: 'Add to inputs' }).click();
    await site.getByRole('textbox', { name: /File or URL/ }).fill('dem.tif');
    await site.getByRole('combobox', { name: /What it is/ }).selectOption('elevation');
    await page.getByRole('button', { name: 'Add to sites' }).click();
    await page.getByRole('button', { name: 'Remove: sites 2' }).click();
    await page.getByRole('button', { name: 'Run' }).last().click();
    await page.waitForURL(/job=/);
    assert.deepEqual(servers.normal.asked.at(-1), { model: 'landscape', sites: [{ name: 'north', inputs: [{ path: 'dem.tif', role: 'elevation' }] }] });
    assert.deepEqual(page.strange, []);
  });
});

describe('An account that only reads', () => {
  it('is offered nothing that it may not do', async () => {
    const server = await startFake({ me: { name: 'mei', signed_in: true, accounts: true, right: 'reader' } });
    const page = await open(`${server.url}/?lang=en&panel=work`);
    await page.getByText(/Running processes needs the right/).waitFor();
    assert.equal(await page.getByRole('heading', { name: 'Jobs' }).count(), 0);
    await page.getByRole('button', { name: /Describe point clouds/ }).click();
    assert.ok(await page.locator('.form button[type=submit]').isDisabled());
    await page.getByRole('tab', { name: /Find/ }).click();
    await page.getByText('Forest biomass of landscape_2024').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Bring your own raster' }).count(), 0);
    assert.deepEqual(page.strange, []);
    await server.close();
  });
});

describe('A file', () => {
  it('that is dropped becomes the area with its numbers; one that is none says what to do', async () => {
    const page = await open(`${servers.normal.url}/?lang=en&panel=area&at=37.384,142.595,13&layer=products/landscape-2024;assets=agb`);
    await page.locator('input[type=file]').setInputFiles(new URL('../golden/stands-utm.gpkg', import.meta.url).pathname);
    await page.getByText('191.1 ha, 11 corners').waitFor();
    await page.getByText('139.4').waitFor();
    await page.locator('input[type=file]').setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('x') });
    await page.getByText('notes.txt is not a file that this page reads.').waitFor();
    assert.deepEqual(page.strange, []);
  });
});

describe('axe', () => {
  const layer = 'at=37.384,142.595,13&layer=products/landscape-2024;assets=agb';
  for (const [name, query] of [['find', ''], ['an item', `&item=products/landscape-2024`], ['layers', `&panel=layers&${layer}`], ['terrain', `&panel=layers&${layer}&terrain=elevation/dem/dem`], ['measuring', `&panel=area&${layer}&point=37.385,142.59&area=ex|bFqyubZoqC??y_BnqC??x_B`], ['running', '&panel=work'], ['bringing', '&bring=1'], ['a form', '&panel=work&process=forest_map'], ['a job', '&panel=work&job=cd34ef56ab12'], ['results', '&panel=results']]) {
    it(`finds nothing serious in ${name}, light and dark, wide and narrow`, async () => {
      for (const [theme, width, language] of [['light', 1280, 'en'], ['dark', 360, 'ja']]) {
        const page = await open(`${servers.normal.url}/?lang=${language}&theme=${theme}${query}`, { width });
        await page.waitForTimeout(150);
        assert.deepEqual(await seriousFindings(page), []);
        assert.deepEqual(page.strange, []);
        await page.context().close();
      }
    });
  }
});
