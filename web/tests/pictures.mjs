// Pictures of the page for people to look at, in two languages, two themes and three widths:  node tests/pictures.mjs URL FOLDER [view ...]
import { mkdirSync } from 'node:fs';
import { launch, settled } from './browser.mjs';

const [url, folder, ...wanted] = process.argv.slice(2);
const place = 'at=37.3845,142.596,13.2';
const map = 'layer=products/landscape-2024;assets=agb;colours=biomass';
const views = {
  first: '', layers: `panel=layers&${place}&${map}`,
  compare: `panel=layers&${place}&swipe=0.62&layer=products/landscape-2020;assets=agb;range=0,300;colours=biomass;side=left&layer=products/landscape-2024;assets=agb;range=0,300;colours=biomass;side=right`,
  bring: 'bring=1', form: 'panel=work&process=forest_map',
  measure: `panel=area&${place}&${map}&point=37.385,142.592&area=wqccFw_heZoKgpAgw%40oKgE~iA~iAvQ`,
};
const sizes = [[360, 740], [820, 1180], [1440, 900]];

mkdirSync(folder, { recursive: true });
const browser = await launch();
for (const [name, query] of Object.entries(views).filter(([name]) => wanted.length === 0 || wanted.includes(name))) {
  for (const language of ['en', 'ja']) for (const theme of ['light', 'dark']) for (const [width, height] of sizes) {
    const page = await browser.newPage({ viewport: { width, height }, reducedMotion: 'reduce' });
    await page.goto(`${url}/?lang=${language}&theme=${theme}&${query}`);
    await settled(page, 300);
    await page.screenshot({ path: `${folder}/${name}-${language}-${theme}-${width}.png` });
    await page.close();
  }
}
await browser.close();
