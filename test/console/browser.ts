import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Chromium of the system. Where there is none the tests fail and say so: a skipped browser test proves nothing. */
export async function launchBrowser(): Promise<Browser> {
  const named = process.env.ATTEND_CHROMIUM;
  const executablePath = named ?? usual.find((path) => existsSync(path));
  if (executablePath === undefined || !existsSync(executablePath)) {
    throw new Error(
      `Browser tests need Chromium, and none was found (${named ?? usual.join(', ')}). Install it (Debian: apt-get install chromium) or name it in ATTEND_CHROMIUM.`,
    );
  }
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // A test has no hand to touch the page first; what the page does without one is tested by itself.
      '--autoplay-policy=user-gesture-required',
    ],
  });
}
