import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
const url = 'http://127.0.0.1:8191'; const out = '/tmp/walk2';
const cookies = JSON.parse(readFileSync(`${out}/cookies.json`, 'utf8'));
const get = async (who: string, path: string): Promise<any> => (await fetch(`${url}${path}`, { headers: { cookie: cookies[who] } })).json();
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', headless: true, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
async function open(who: string, path: string, phone: boolean) {
  const context = await browser.newContext({ viewport: phone ? { width: 390, height: 844 } : { width: 1280, height: 900 }, reducedMotion: 'reduce' });
  await context.addCookies(cookies[who].split('; ').map((p: string) => ({ name: p.slice(0, p.indexOf('=')), value: p.slice(p.indexOf('=') + 1), url })));
  const page = await context.newPage();
  await page.goto(`${url}${path}`); await page.locator('h1').first().waitFor(); await page.waitForTimeout(1200);
  return page;
}
const shot = async (page: any, name: string, fullPage = true) => { await page.waitForTimeout(700); await page.screenshot({ path: `${out}/d-${name}.png`, fullPage }); const w = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'); if (w) console.log(name, 'wider', w); await page.context().close(); };
const tryIt = async (name: string, run: () => Promise<void>) => { try { await run(); } catch (e) { console.log(name, String(e).slice(0, 300)); } };
const inv = (await get('supervisor', '/api/invoices')).invoices?.find((i: any) => i.state === 'compared')?.id;
const provider = (await get('supervisor', '/api/providers')).providers?.[0].id;
const reviews = (await get('supervisor', '/api/reviews')).reviews ?? [];
const proposed = reviews.find((r: any) => r.proposal === 'step-down')?.participant.id;
const fitting = (await get('installer', '/api/fittings')).fittings?.[0]?.participant.id;
console.log(inv, provider, proposed, fitting);
await tryIt('fitting', async () => { const p = await open('installer', `/fittings/${fitting}`, true);
  await p.keyboard.press('Tab'); const seen: string[] = [];
  for (let n = 0; n < 40; n += 1) { const t = await p.evaluate<string>('(document.activeElement?.textContent || document.activeElement?.getAttribute("aria-label") || document.activeElement?.tagName || "").trim().slice(0,40)'); seen.push(t); if (t.startsWith('Go on with it')) break; await p.keyboard.press('Tab'); }
  console.log('order:', seen.join(' > ')); await p.keyboard.press('Enter'); await p.waitForTimeout(1500);
  console.log('after enter focus:', await p.evaluate('document.activeElement?.tagName + " " + (document.activeElement?.textContent||"").slice(0,40)'));
  await shot(p, 'fitting-pl'); });
for (const phone of [false, true]) {
  const s = phone ? 'pl' : 'wl';
  await tryIt(`review ${s}`, async () => shot(await open('supervisor', `/people/${proposed}?part=review`, phone), `review-${s}`));
  await tryIt(`decide ${s}`, async () => { const p = await open('supervisor', `/people/${proposed}?part=review`, phone); await p.getByRole('button', { name: /Decide|Step it down|Step down|It stays/ }).first().click(); await shot(p, `decide-${s}`, false); });
  await tryIt(`confirm ${s}`, async () => shot(await open('second', `/costs/invoices/${inv}`, phone), `second-invoice-${s}`));
  await tryIt(`dispute ${s}`, async () => { const p = await open('supervisor', `/costs/invoices/${inv}`, phone); await p.getByRole('button', { name: /^Dispute/ }).first().click(); await shot(p, `dispute-${s}`, false); });
  await tryIt(`contract ${s}`, async () => { const p = await open('supervisor', `/providers/${provider}`, phone); await p.getByRole('button', { name: /Amend/ }).first().click(); await shot(p, `amend-${s}`, false); });
  await tryIt(`questions ${s}`, async () => { const p = await open('auditor', '/oversight/questions', phone); for (const b of await p.getByRole('button', { name: /Which/ }).all()) await b.click().catch(() => undefined); await shot(p, `which-${s}`); });
  await tryIt(`more ${s}`, async () => { const p = await open('auditor', '/costs', phone); await p.getByRole('button', { name: 'More' }).click(); await shot(p, `more-${s}`, false); });
}
await browser.close();
