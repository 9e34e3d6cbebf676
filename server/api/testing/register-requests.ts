import type { Client } from './client.ts';

/** How the sweep of looks asks the register's routes, in the order in which they follow from each other. */
export const registerRequests = {
  'POST /api/register': {
    body: { reference: 'L-2', name: 'Another Than The Sweep' },
  },
  'POST /api/register/doubles': { body: { names: ['Person L-1'], identifiers: ['L-1'] } },
  'GET /api/people/{id}/register': { id: 'person' },
  'PUT /api/people/{id}/register': {
    id: 'person',
    body: { version: 1, reference: 'L-1', name: 'Person L-1', pronouns: 'they' },
  },
  'POST /api/people/{id}/register-entries': {
    id: 'person',
    body: { kind: 'emergency-contact', name: 'the sweep' },
  },
  'PUT /api/register-entries/{id}': {
    id: 'registerEntry',
    body: { version: 1, entry: { kind: 'emergency-contact', name: 'the sweep again' } },
  },
  'POST /api/register-entries/{id}/error': {
    id: 'registerEntry',
    body: { version: 2, reason: 'the sweep erred' },
  },
  'POST /api/caseload-moves/preview': { body: {} },
  'POST /api/caseload-moves': { body: {} },
  'POST /api/caseload-moves/{id}/undo': { id: 'move' },
} as const;

/** Between whom a caseload moves: the person's officer is whoever asks. */
export async function caseloadBody(
  name: string,
  officer: Client & { readonly staffId: string },
  person: string,
  to: string,
): Promise<object> {
  const between = { from: officer.staffId, to };
  if (name === 'POST /api/caseload-moves/preview') {
    await officer.post(`/api/people/${person}/supervision`, {
      ...{ kind: 'staff', role: 'case-officer', staff: officer.staffId },
    });
    return between;
  }
  const { body: preview } = await officer.post('/api/caseload-moves/preview', between);
  return { ...between, plan: preview.plan, reason: 'the sweep moves everybody' };
}
