import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** `ATTEND_SHOTS=/tmp/shots` keeps a picture of each page, to be looked at. */
const shots = process.env.ATTEND_SHOTS;
if (shots) mkdirSync(shots, { recursive: true });

/** What axe looks for: everything, or what a change of colours or of direction alone can change. */
const rules = {
  all: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  places: {
    type: 'rule',
    values: ['target-size', 'scrollable-region-focusable', 'html-has-lang', 'valid-lang'],
  },
  colours: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
} as const;
export type Rules = keyof typeof rules;

/** Runs in the page, which is why it is text: tests are checked without a browser's types. What passes is not gathered. */
const runAxe = (
  of: Rules,
) => `axe.run(document, { runOnly: ${JSON.stringify(rules[of])}, resultTypes: ['violations'] })
  .then(({ violations }) => violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => id + ': ' + node.target.join(' ') + ': ' + node.failureSummary)))`;
const nextFrame = 'new Promise((drawn) => requestAnimationFrame(() => drawn()))';
const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

/** axe finds nothing, and nothing is wider than the window. Keeps a picture where one is asked for. */
export async function lookAt(page: Page, name: string, fullPage = true, of: Rules = 'all'): Promise<void> {
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`), fullPage });
  // Half a megabyte to read: once a document.
  if (await page.evaluate<boolean>('typeof axe === "undefined"')) await page.evaluate(axe);
  expect(await page.evaluate<string[]>(runAxe(of))).toEqual([]);
  // Fields that grow with their text measure themselves anew a moment after the window's size has changed.
  for (let frame = 0; frame < 120 && (await page.evaluate<number>(overflow)) !== 0; frame += 1)
    await page.evaluate(nextFrame);
  expect(await page.evaluate<number>(overflow)).toBe(0);
}

const looks = [
  ['wide-light', 'light', { width: 1280, height: 900 }],
  ['wide-dark', 'dark', { width: 1280, height: 900 }],
  ['phone-light', 'light', { width: 360, height: 780 }],
] as const;

/** A page that stands, on a desk in light and dark, and on a phone. */
export async function lookInEach(page: Page, nameOf: (look: string) => string): Promise<void> {
  for (const [look, colorScheme, size] of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize(size);
    await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
    await lookAt(page, nameOf(look));
  }
}

/**
 * The page in each of the looks, and from the right: `arrive` waits until it stands, opening what is to be open. `foreign`: in a language
 * in which only what has no words can be waited for.
 */
export async function lookFromAllSides(
  open: (options: { readonly locale?: string }) => Promise<Page>,
  name: string,
  arrive: (page: Page, foreign: boolean) => Promise<void>,
): Promise<void> {
  for (const options of [{}, { locale: 'ar' }]) {
    const foreign = 'locale' in options;
    const page = await open(options);
    await arrive(page, foreign);
    await lookInEach(page, (look) => `${name}-${look}${foreign ? '-from-the-right' : ''}`);
    await page.context().close();
  }
}
