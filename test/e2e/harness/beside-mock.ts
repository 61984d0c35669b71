import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AppUnderTest } from './app-under-test.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'test-results', 'popup-states');

/**
 * A picture of the popup as it stands on the desktop, at 100 %. With `CALLBRIEF_DESIGN` (the folder with ring-popup.html)
 * the mock's own crop of that state stands left of it.
 * @param state the number in the mock
 */
export async function besideMock(app: AppUnderTest, state: number, name: string): Promise<void> {
  // It fades in; a picture of half of that says nothing.
  await app.page.waitForTimeout(300);
  const own = await app.page.screenshot({ clip: await app.popupBounds() });
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${String(state).padStart(2, '0')}-${name}.png`);
  const design = process.env['CALLBRIEF_DESIGN'];
  if (design === undefined || design === '') return writeFile(path, own);
  const page = await app.page.context().newPage();
  try {
    await page.setViewportSize({ width: 1280, height: 1500 });
    await page.goto(pathToFileURL(join(design, 'ring-popup.html')).href);
    const tile = page.locator('.grid > figure').nth(state - 1);
    const mock = await tile.locator('.pop, .toast').first().screenshot();
    const image = (png: Buffer) => `<img src="data:image/png;base64,${png.toString('base64')}">`;
    await page.setViewportSize({ width: 940, height: 100 });
    await page.setContent(
      `<body style="margin:8px;background:#ddd;display:flex;gap:16px;align-items:start">${image(mock)}${image(own)}</body>`,
    );
    await page.screenshot({ path, fullPage: true });
  } finally {
    await page.close();
  }
}
