import type { Page } from 'playwright-core';

type Chosen = Parameters<import('playwright-core').FileChooser['setFiles']>[0];

/**
 * Chooses a file as the browser's own picker gives it, once `open` asks for the picker. A key or a click reaches the browser by another way
 * than the wish to hear of its picker: what is asked by the latter's way comes back once it is heard.
 */
export async function chooseFile(page: Page, open: () => Promise<void>, chosen: Chosen): Promise<void> {
  // A browser opens its picker for the page in front alone, and other tests' pages stood there before.
  await page.bringToFront();
  const chooser = page.waitForEvent('filechooser');
  await page.evaluate('0');
  await open();
  await (await chooser).setFiles(chosen);
}
