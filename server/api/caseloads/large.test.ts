import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { sealRow } from '../../database/repositories/sealed.ts';
import { openKeyring } from '../../keys/keyring.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';

/** As many as an office has that ends; in the usual run fewer. */
const figures = process.env.ATTEND_FIGURES;
const many = figures === undefined ? 300 : 5_000;
const system = await withTestApi();
const owner = system.database.pool('owner');
const keyring = openKeyring(join(system.dataDir, 'keyring'));
afterAll(() => keyring.close());
const admin = await firstRun(system);
const office = async (name: string): Promise<string> => (await admin.post('/api/offices', { name })).body.id;
const [north, south] = [await office('North'), await office('South')];
const whole = await signInAs(system, admin, ['supervisor'], 'whole@example.org');
const [ana, ben] = [
  await signInAs(system, admin, ['case-officer'], 'ana@example.org'),
  await signInAs(system, admin, ['case-officer'], 'ben@example.org'),
];
const took: Record<string, number> = {};
async function timed<T>(what: string, run: () => Promise<T>): Promise<T> {
  const at = performance.now();
  const answer = await run();
  took[what] = Math.round(performance.now() - at);
  return answer;
}

test('PPL-19 PPL-26 a caseload of thousands is previewed and moved in one step between officers, and between offices', {
  timeout: 300_000,
}, async () => {
  const { rows } = await owner.query('select id from programme');
  const programme = rows[0].id;
  const people = Array.from({ length: many }, (_, index) => ({ id: randomUUID(), index }));
  keyring.createAll(people.map(({ id }) => id));
  const details = {
    preferredName: null,
    pronouns: null,
    languages: ['en'],
    otherNames: [],
    identifiers: [],
    needs: [],
  };
  await owner.query(
    `insert into participant (id, programme_id, reference, office_id, sealed)
     select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::bytea[])`,
    [
      people.map(({ id }) => id),
      people.map(() => programme),
      people.map(({ index }) => `L-${index}`),
      people.map(() => north),
      people.map(({ id, index }) =>
        sealRow(keyring.create(id), 'participant', id, { name: `Person ${index}`, ...details }),
      ),
    ],
  );
  await owner.query(
    `insert into supervision (programme_id, participant_id, staff_id, role, from_at)
     select $1, id, $2, 'case-officer', now() - interval '1 day' from unnest($3::uuid[]) as t (id)`,
    [programme, ana.staffId, people.map(({ id }) => id)],
  );
  await owner.query('analyze');
  const officers = { from: ana.staffId, to: ben.staffId };
  const seen = await timed('preview between officers', () =>
    whole.post('/api/caseload-moves/preview', officers),
  );
  expect(seen.body, JSON.stringify(seen.body).slice(0, 300)).toMatchObject({ moves: many });
  const moved = await timed('move between officers', () =>
    whole.post('/api/caseload-moves', { ...officers, plan: seen.body.plan, reason: 'Ana leaves' }),
  );
  expect(moved.status).toBe(201);
  expect(moved.body.people).toHaveLength(many);
  const back = await timed('back between officers', () =>
    whole.post(`/api/caseload-moves/${moved.body.id}/undo`),
  );
  expect(back.body.people).toHaveLength(many);
  const offices = { from: north, to: south, officers: { kind: 'keep' } };
  const shown = await timed('preview between offices', () =>
    whole.post('/api/office-moves/preview', offices),
  );
  expect(shown.status, JSON.stringify(shown.body).slice(0, 300)).toBe(200);
  const gone = await timed('move between offices', () =>
    whole.post('/api/office-moves', { ...offices, plan: shown.body.plan, reason: 'The lease is over' }),
  );
  expect(gone.status, JSON.stringify(gone.body).slice(0, 300)).toBe(201);
  expect(gone.body.people).toHaveLength(many);
  if (figures === undefined) return;
  mkdirSync(figures, { recursive: true });
  writeFileSync(join(figures, 'large-moves.json'), JSON.stringify({ people: many, ...took }));
});
