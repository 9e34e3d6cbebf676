import type { Pool } from 'pg';
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
  'POST /api/people/{id}/merges': { id: 'person', body: { reason: 'the sweep saw both' } },
  'GET /api/people/{id}/merges': { id: 'person' },
  'GET /api/today/merges': {},
  'POST /api/merges/{id}/decision': { id: 'merge', body: { decision: 'confirmed' } },
  'POST /api/merges/{id}/undo': { id: 'merge', body: { reason: 'the sweep parts them' } },
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

type Sweep = {
  readonly owner: Pool;
  readonly officer: Client & { readonly staffId: string };
  readonly person: string;
  readonly colleague: string;
};

/** What only the database knows is filled in. */
export async function registerBody(
  name: string,
  body: object | undefined,
  { owner, officer, person, colleague }: Sweep,
): Promise<object | undefined> {
  const between = { from: officer.staffId, to: colleague };
  switch (name) {
    case 'POST /api/people/{id}/merges': {
      const { rows } = await owner.query("select id from participant where reference = 'L-2'");
      return { ...body, other: rows[0].id };
    }
    case 'GET /api/today/merges':
    case 'POST /api/merges/{id}/decision':
      // As if the colleague had asked.
      await owner.query('update participant set merged_into = null');
      await owner.query('update person_link set asked_by = $1, widens = true, from_at = null', [colleague]);
      return body;
    case 'POST /api/caseload-moves/preview':
      await officer.post(`/api/people/${person}/supervision`, {
        ...{ kind: 'staff', role: 'case-officer', staff: officer.staffId },
      });
      return between;
    case 'POST /api/caseload-moves': {
      const { body: preview } = await officer.post('/api/caseload-moves/preview', between);
      return { ...between, plan: preview.plan, reason: 'the sweep moves everybody' };
    }
    default:
      return body;
  }
}
