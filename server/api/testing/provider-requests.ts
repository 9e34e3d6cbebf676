import type pg from 'pg';
import { insertCheckInOn, monthBack, withProvider } from '../../database/testing-providers.ts';
import type { Client } from './client.ts';
import { officeDay } from './day.ts';

const { month, at } = monthBack();
const draw = { kind: 'check-ins', month, size: 1 };

/** How each route of providers that shows people is asked, so that it succeeds (`makeProviderWork`). */
export const providerRequests = {
  'GET /api/provider-contracts/{id}/cases': {
    id: 'contract',
    query: `?month=${month}&measure=check-ins-completed`,
  },
  'POST /api/provider-transfers/preview': { body: {} },
  'POST /api/provider-transfers': { body: {} },
  'POST /api/provider-transfers/{id}/undo': { id: 'transfer' },
  'POST /api/providers/{id}/audits': { id: 'provider', body: draw },
  'GET /api/provider-audits/{id}': { id: 'sample' },
  'POST /api/provider-audit-cases/{id}/finding': {
    id: 'sampled',
    body: { version: 1, finding: 'in-order', reason: 'the sweep looked' },
  },
  'POST /api/provider-audit-cases/{id}/answer': {
    id: 'sampled',
    body: { version: 2, answer: 'the sweep answers' },
  },
  'GET /api/our-findings': {},
} as const;

type Of = {
  readonly owner: pg.Pool;
  readonly supervisor: Client & { readonly staffId: string };
  readonly person: string;
  readonly office: string;
  readonly provider: string;
};

async function made(answer: { status: number; body: { id: string } }): Promise<string> {
  if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
  return answer.body.id;
}

/** The person with the provider, a case of last month, and what the route is about. */
export async function makeProviderWork(name: string, of: Of): Promise<Record<string, string>> {
  const { owner, supervisor, person, office, provider } = of;
  await owner.query('delete from provider_supervision where participant_id = $1', [person]);
  await withProvider(owner, person, provider);
  await insertCheckInOn(owner, person, office, at(9).slice(0, 10), 'kept', supervisor.staffId);
  if (name === 'GET /api/provider-contracts/{id}/cases') {
    const items = [{ measure: 'check-ins-completed', limit: null, targetTenths: 900, clause: null }];
    const given = { reference: 'K-1', from: '2026-01-01', to: null, sites: [], items, reason: 'the sweep' };
    return { contract: await made(await supervisor.post(`/api/providers/${provider}/contracts`, given)) };
  }
  if (name === 'POST /api/provider-transfers/{id}/undo') {
    const body = await transferBody(name, of);
    return { transfer: await made(await supervisor.post('/api/provider-transfers', body)) };
  }
  if (name.startsWith('POST /api/provider-transfers') || name === 'POST /api/providers/{id}/audits')
    return {};
  const sample = await made(await supervisor.post(`/api/providers/${provider}/audits`, draw));
  const { cases } = (await supervisor.get(`/api/provider-audits/${sample}`)).body;
  const sampled: string = cases[0].id;
  if (!name.endsWith('/finding')) {
    const { body } = providerRequests['POST /api/provider-audit-cases/{id}/finding'];
    await made(await supervisor.post(`/api/provider-audit-cases/${sampled}/finding`, body));
  }
  return { sample, sampled };
}

/** From the person's provider to another one. */
export async function transferBody(name: string, { owner, supervisor, provider }: Of): Promise<object> {
  const { rows } = await owner.query(
    `with made as (insert into provider (programme_id, name) select programme_id, gen_random_uuid()::text from provider where id = $1 returning id) select id from made`,
    [provider],
  );
  const asked = { from: provider, to: rows[0].id };
  if (name.endsWith('/preview')) return asked;
  const { plan } = (await supervisor.post('/api/provider-transfers/preview', asked)).body;
  return { ...asked, plan, on: officeDay(), reason: 'the sweep moves' };
}
