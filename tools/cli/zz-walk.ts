import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createApiClient } from '@attend/simulator/demo/api-client';
import { codeOf, readMemory } from '@attend/simulator/demo/memory';
import { chromium } from 'playwright-core';

const [data = '', url = '', out = '', which = 'all', sides = 'wl,wd,pl,rw,rp', only = ''] =
  process.argv.slice(2);
mkdirSync(out, { recursive: true });
const memory = readMemory(data);
if (!memory) throw new Error('none');
const jar = `${out}/cookies.json`;
const cookies: Record<string, string> = existsSync(jar) ? JSON.parse(readFileSync(jar, 'utf8')) : {};
async function signIn(who: string): Promise<string> {
  if (cookies[who]) {
    const r = await fetch(`${url}/api/session`, { headers: { cookie: cookies[who] } });
    const j = await r.json().catch(() => ({}));
    if (r.ok && JSON.stringify(j).includes('permissions')) return cookies[who];
  }
  const account = memory!.accounts.find(({ email }) => email.startsWith(`${who}@`));
  if (!account) throw new Error(who);
  for (;;) {
    let kept: string[] = [];
    const first = await fetch(`${url}/api/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: account.email, password: account.password }),
    });
    kept = first.headers.getSetCookie().map((c) => c.split(';')[0] ?? '');
    const second = await fetch(`${url}/api/sign-in/second-factor`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: kept.join('; ') },
      body: JSON.stringify({ code: codeOf(account, Date.now())?.code }),
    });
    if (second.ok) {
      const more = second.headers
        .getSetCookie()
        .filter((c) => !/max-age=0/i.test(c))
        .map((c) => c.split(';')[0] ?? '');
      const all = new Map([...kept, ...more].map((p) => [p.slice(0, p.indexOf('=')), p]));
      cookies[who] = [...all.values()].join('; ');
      writeFileSync(jar, JSON.stringify(cookies));
      return cookies[who];
    }
    console.log(who, 'code refused', second.status, 'waiting');
    await new Promise((r) => setTimeout(r, 5000));
  }
}
const get = async (who: string, path: string): Promise<any> =>
  (await fetch(`${url}${path}`, { headers: { cookie: cookies[who] ?? '' } })).json();

await signIn('supervisor');
const ids: Record<string, string> = {};
const s = 'supervisor';
const invoices = (await get(s, '/api/invoices')).invoices ?? [];
const month = (await get(s, '/api/costs')).month;
ids.invoice = invoices.find((i: any) => i.state === 'compared')?.id ?? invoices[0]?.id;
ids.paid = invoices.find((i: any) => i.state === 'released')?.id;
const provider = (await get(s, '/api/providers')).providers[0].id;
ids.provider = provider;
const over = await get(s, `/api/providers/${provider}/overview?month=${month}`);
ids.contract = over.contracts[0]?.id;
ids.audit = (await get(s, `/api/provider-audits?provider=${provider}`)).audits[0]?.id;
const ships = [
  ...(await get(s, '/api/shipments')).shipments,
  ...(await get(s, '/api/shipments?show=differences')).shipments,
];
ids.transit = ships.find((x: any) => x.status === 'handed-over')?.id;
ids.short = ships.find((x: any) => x.differences > 0)?.id;
const devices = (await get(s, '/api/devices?show=all')).devices;
ids.held = devices.find((d: any) => d.state === 'held')?.id;
ids.shelf = devices.find((d: any) => d.state === 'shelf')?.id;
const fits = (await get(s, '/api/fittings')).fittings ?? [];
ids.fitting = fits[0]?.participant?.id;
const reviews = (await get(s, '/api/reviews')).reviews;
console.log(JSON.stringify(ids), month, reviews.length, fits.length);
ids.reviewed = reviews.find((r: any) => r.proposal === 'step-down')?.participant.id;
const complaints = (await get(s, '/api/complaints?show=open')).complaints ?? [];
ids.complaint = complaints[0]?.id;

const pages: Record<string, string> = {
  today: '/',
  devices: '/devices',
  'devices-all': '/devices?show=all',
  device: `/devices/${ids.held}`,
  'device-shelf': `/devices/${ids.shelf}`,
  stock: '/stock',
  models: '/stock/models',
  shipments: '/shipments',
  'shipments-diff': '/shipments?show=differences',
  shipment: `/shipments/${ids.transit}`,
  'shipment-short': `/shipments/${ids.short}`,
  fittings: '/fittings',
  fitting: `/fittings/${ids.fitting}`,
  reviews: '/reviews',
  review: `/people/${ids.reviewed}?tab=review`,
  providers: '/providers',
  provider: `/providers/${ids.provider}`,
  cases: `/provider-contracts/${ids.contract}/cases?month=${month}&measure=check-ins-completed`,
  audit: `/provider-audits/${ids.audit}`,
  'our-contract': '/our-contract',
  costs: '/costs',
  invoices: '/costs/invoices',
  invoice: `/costs/invoices/${ids.invoice}`,
  paid: `/costs/invoices/${ids.paid}`,
  rates: '/costs/rates',
  forecast: '/costs/forecast',
  reports: '/reports',
  oversight: '/oversight',
  questions: '/oversight/questions',
  complaints: '/complaints',
  complaint: `/complaints/${ids.complaint}`,
  public: '/statistics',
};
const may: Record<string, string[]> = {
  supervisor: Object.keys(pages).filter((p) => p !== 'our-contract'),
  auditor: [
    'today',
    'devices-all',
    'device',
    'stock',
    'models',
    'shipments',
    'shipment-short',
    'reviews',
    'review',
    'providers',
    'provider',
    'cases',
    'audit',
    'costs',
    'invoices',
    'invoice',
    'rates',
    'forecast',
    'reports',
    'oversight',
    'questions',
    'complaints',
  ],
  manager: [
    'today',
    'devices-all',
    'device',
    'stock',
    'models',
    'shipments',
    'reviews',
    'providers',
    'provider',
    'costs',
    'invoices',
    'invoice',
    'rates',
    'forecast',
    'reports',
  ],
  officer: [
    'today',
    'devices',
    'devices-all',
    'device',
    'stock',
    'models',
    'shipments',
    'shipment',
    'fittings',
    'fitting',
    'reviews',
    'review',
  ],
  installer: ['today', 'devices-all', 'device', 'stock', 'shipments', 'fittings', 'fitting', 'our-contract'],
  monitoring: ['today', 'devices', 'devices-all', 'device', 'our-contract'],
  second: ['today', 'reviews', 'reports', 'invoice', 'audit', 'complaint'],
};
const looks: Record<string, any> = {
  wl: { width: 1280, height: 900, scheme: 'light' },
  wd: { width: 1280, height: 900, scheme: 'dark' },
  pl: { width: 390, height: 844, scheme: 'light' },
  pd: { width: 390, height: 844, scheme: 'dark' },
  rw: { width: 1280, height: 900, scheme: 'light', locale: 'ar' },
  rp: { width: 390, height: 844, scheme: 'light', locale: 'ar' },
  es: { width: 1280, height: 900, scheme: 'light', locale: 'es' },
  ep: { width: 390, height: 844, scheme: 'light', locale: 'es' },
};
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  headless: true,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
for (const who of which === 'all' ? Object.keys(may) : which.split(',')) {
  await signIn(who);
  for (const side of sides.split(',')) {
    const look = looks[side];
    const context = await browser.newContext({
      viewport: { width: look.width, height: look.height },
      colorScheme: look.scheme,
      reducedMotion: 'reduce',
    });
    await context.addCookies(
      (cookies[who] ?? '')
        .split('; ')
        .map((p) => ({ name: p.slice(0, p.indexOf('=')), value: p.slice(p.indexOf('=') + 1), url })),
    );
    if (look.locale)
      await context.addInitScript(
        `if (location.protocol === 'http:') localStorage.setItem('attend.locale', '${look.locale}')`,
      );
    const page = await context.newPage();
    page.on(
      'console',
      (m) => m.type() === 'error' && console.log(who, side, 'console', m.text().slice(0, 200)),
    );
    for (const name of may[who] ?? []) {
      if (only && !only.split(',').includes(name)) continue;
      try {
        await page.goto(`${url}${pages[name]}`, { waitUntil: 'load' });
        await page.locator('main h1, main h2, h1').first().waitFor({ timeout: 15000 });
        await page.waitForTimeout(900);
        const wide = await page.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        if (wide !== 0) console.log(who, side, name, 'WIDER BY', wide);
        await page.screenshot({ path: `${out}/${who}-${name}-${side}.png`, fullPage: true });
      } catch (e) {
        console.log(who, side, name, String(e).slice(0, 300));
      }
    }
    await context.close();
  }
}
await browser.close();
