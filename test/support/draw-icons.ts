import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { chromiumArguments, findChromium } from './find-chromium.ts';

/** `node test/support/draw-icons.ts`: the PNGs of resources/icons from their drawings, after one of these was changed. */
const folder = join(import.meta.dirname, '../../resources/icons');
const drawings = [
  // electron-builder makes .ico, .icns and the Linux sizes from this one. The drawing keeps a small margin itself.
  { from: 'callbrief.svg', to: 'icon.png', size: 1024 },
  { from: 'tray.svg', to: 'tray.png', size: 16 },
  { from: 'tray.svg', to: 'tray@2x.png', size: 32 },
];

const executablePath = findChromium();
const browser = await chromium.launch({
  args: chromiumArguments(),
  ...(executablePath === null ? {} : { executablePath }),
});
try {
  const page = await browser.newPage();
  for (const { from, to, size } of drawings) {
    const svg = await readFile(join(folder, from), 'utf8');
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
    await writeFile(join(folder, to), await page.screenshot({ omitBackground: true }));
  }
} finally {
  await browser.close();
}
