import { join } from 'node:path';
import { openKeyring } from '@attend/server/keys/keyring';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, expect } from 'vitest';
import {
  type Finding,
  type Held,
  heldBy,
  type observation,
  raise,
  store,
} from '../../server/api/alerts/testing.ts';
import { type LineOptions, lineOf } from '../../server/api/enrolment/testing.ts';
import type { Client } from '../../server/api/testing/client.ts';
import {
  approve,
  enrol,
  type TestApi,
  withSecondPerson,
  withTestApi,
} from '../../server/api/testing/start.ts';
import { launchBrowser } from './browser.ts';
import { builtApp } from './built-app.ts';

export const password = 'correct horse battery';
const programme = { name: 'Southside Appearance Programme', timezone: 'America/New_York', simulated: true };

export type Console = TestApi & {
  readonly admin: Client;
  /** A page of a browser in which the administrator (or who is named) is signed in. */
  open(path?: string, options?: PageOptions): Promise<Page>;
  /** A browser profile of its own, signed in through the API. */
  profile(options?: PageOptions): Promise<BrowserContext>;
  enrol(reference: string, over?: LineOptions): Promise<Held>;
  raise(held: Held, found?: Finding): Promise<string>;
  store(held: Held, observations: ReturnType<typeof observation>[]): Promise<void>;
  browser: Browser;
};
export type PageOptions = {
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: 'light' | 'dark';
  readonly locale?: string;
  /** Who is signed in; null: nobody. Left out: the administrator. */
  readonly as?: Pick<Client, 'cookies'> | null;
  /** Where the pages are from, if not from the server itself. */
  readonly origin?: string;
};

/** The real API on a real database, serving the built app to a real browser. Whatever a page fetches elsewhere fails the test. */
export async function withConsole(): Promise<Console> {
  const setup = await withTestApi({ webRoot: await builtApp() });
  const browser = await launchBrowser();
  const admin = await firstAdministrator(setup);
  const keyring = openKeyring(join(setup.dataDir, 'keyring'));
  const faults: string[] = [];
  const ordinals = new Map<number, number>();
  let version = 0;

  const profile = async ({
    width = 1280,
    height = 900,
    scheme = 'light',
    locale,
    as = admin,
    origin = setup.api.address,
  }: PageOptions = {}) => {
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: scheme,
      reducedMotion: 'reduce',
    });
    await context.addCookies(
      (as?.cookies() ?? '')
        .split('; ')
        .filter((pair) => pair !== '')
        .map((pair) => ({
          name: pair.slice(0, pair.indexOf('=')),
          value: pair.slice(pair.indexOf('=') + 1),
          url: origin,
        })),
    );
    if (locale) {
      await context.addInitScript(
        // Runs in the empty first page too, which has no storage.
        `if (location.protocol === 'http:') localStorage.setItem('attend.locale', ${JSON.stringify(locale)})`,
      );
    }
    context.on('request', (request) => {
      const url = new URL(request.url());
      if (/^https?:$/.test(url.protocol) && url.origin !== origin) faults.push(`fetched ${url.origin}`);
    });
    context.on('weberror', (error) => faults.push(`threw ${error.error().message}`));
    context.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) faults.push(message.text());
    });
    return context;
  };
  afterAll(async () => {
    await browser.close();
    keyring.close();
    expect(faults).toEqual([]);
  });
  return {
    ...setup,
    admin,
    browser,
    profile,
    open: async (path = '/', options) => {
      const page = await (await profile(options)).newPage();
      await page.goto(`${setup.api.address}${path}`);
      return page;
    },
    enrol: async (reference, over) => {
      const answer = await admin.post('/api/enrolments', lineOf(reference, over));
      if (answer.status !== 200) throw new Error(`enrol: ${JSON.stringify(answer.body)}`);
      return heldBy(setup.database, reference);
    },
    raise: (held, found) => {
      const ordinal = found?.ordinal ?? (ordinals.get(held.assignmentId) ?? 0) + 1;
      ordinals.set(held.assignmentId, ordinal);
      return raise(setup.database, keyring, held, { ...found, ordinal });
    },
    store: (held, observations) => {
      version += 1;
      return store(setup.database, keyring, held, version, observations);
    },
  };
}

/** With a second person: pages show what a programme is that has begun. */
async function firstAdministrator(setup: TestApi): Promise<Client> {
  const { api, client } = setup;
  const made = client();
  const administrator = { name: 'Ada Okafor', email: 'ada@example.org', password };
  const ran = await made.post('/api/first-run', { key: api.firstRunKey, programme, administrator });
  if (ran.status !== 200) throw new Error(`first run: ${JSON.stringify(ran.body)}`);
  await enrol(made, password);
  const { body } = await made.get('/api/staff');
  const own: string = body.staff[0].id;
  await withSecondPerson(setup, made, 'second-person@console.example.org');
  // The administrator works alerts in these tests too.
  const roles = ['administrator', 'case-officer', 'supervisor'];
  const changed = await made.send('PUT', `/api/staff/${own}/roles`, { roles });
  if (changed.status !== 200) throw new Error(`roles: ${JSON.stringify(changed.body)}`);
  await approve(made, own);
  return made;
}
