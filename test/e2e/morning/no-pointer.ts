import type { Page } from '@playwright/test';

declare global {
  interface Window {
    /** What a pointer did in this document. */
    pointerDid?: string[];
  }
}

/**
 * Listens in every document from its beginning: whatever a mouse, a finger or a pen does is counted. A key that presses
 * a button makes a click, and none of these.
 */
export async function watchPointers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.pointerDid = [];
    for (const kind of ['pointerdown', 'pointermove', 'mousedown', 'wheel', 'touchstart'])
      window.addEventListener(kind, () => window.pointerDid?.push(kind), { capture: true, passive: true });
  });
}

/** What pointers did in all documents that are open. @throws where a document was not watched */
export async function pointersUsed(page: Page): Promise<string[]> {
  const all = await Promise.all(
    page.frames().map((frame) =>
      frame.evaluate(() => {
        if (!window.pointerDid) throw new Error(`${location.href} was not watched`);
        return window.pointerDid;
      }),
    ),
  );
  if (all.length < 3) throw new Error('The desktop, its window and its popup were expected');
  return all.flat();
}
