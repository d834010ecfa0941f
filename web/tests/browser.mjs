// Debian's Chromium, driven by Playwright; WebGL by software, so that pictures are the same on every machine.
import { chromium } from 'playwright-core';

export const chromiumPath = process.env.CHROMIUM ?? '/usr/bin/chromium';

export const launch = () => chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist', '--force-color-profile=srgb'] });

/** Waits until the map has drawn everything that it was told to. */
export const settled = async (page, ms = 400) => {
  await page.waitForFunction(() => document.querySelector('.stage')?.dataset.settled === 'true', null, { timeout: 30000 });
  await page.waitForTimeout(ms);
};
