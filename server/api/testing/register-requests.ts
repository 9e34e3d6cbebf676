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

/** After whatever sends the version of a check-in: it moves those too. */
export const officeMoveRequests = {
  'POST /api/office-moves/preview': { body: {} },
  'POST /api/office-moves': { body: {} },
  'POST /api/office-moves/{id}/undo': { id: 'officeMove' },
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
    case 'POST /api/office-moves/preview':
      return betweenOffices(owner, person);
    case 'POST /api/office-moves': {
      const asked = await betweenOffices(owner, person);
      const { body: preview } = await officer.post('/api/office-moves/preview', asked);
      return { ...asked, plan: preview.plan, reason: 'the sweep moves an office' };
    }
    default:
      return body;
  }
}

/** From an office of the person's to another one that keeps the same hours. */
async function betweenOffices(owner: Pool, person: string): Promise<object> {
  const { rows } = await owner.query(
    `update participant p set office_id = coalesce(p.office_id, (select id from office where programme_id = p.programme_id order by id limit 1))
     where p.id = $1 returning office_id as id, programme_id as programme`,
    [person],
  );
  const { id: from, programme } = rows[0];
  await owner.query(
    `insert into office (programme_id, name, timezone) values ($1, 'Moved to by the sweep', 'America/New_York') on conflict do nothing`,
    [programme],
  );
  const found = await owner.query(`select id from office where name = 'Moved to by the sweep'`);
  const to = found.rows[0].id;
  for (const office of [from, to])
    await owner.query(
      `insert into office_calendar (office_id, programme_id, hours, slot_minutes, capacity) values ($1, $2, $3, 30, 2) on conflict do nothing`,
      [office, programme, JSON.stringify([{ days: ['mon', 'tue', 'wed'], start: '09:00', end: '17:00' }])],
    );
  return { from, to, people: [person], officers: { kind: 'none' } };
}
