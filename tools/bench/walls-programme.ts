import { enrolForm, readEnrolment } from '@attend/contracts/enrol';
import { packObservations } from '@attend/monitor';
import { enrolLines } from '@attend/server/api/enrolment/enrol';
import { type Pool, transaction } from '@attend/server/database/connect';
import { occurrenceIdentity } from '@attend/server/database/repositories/alert-history';
import { uploadIdentity } from '@attend/server/gateway/upload';
import type { Keyring } from '@attend/server/keys/keyring';
import { seal, sealJson } from '@attend/server/keys/seal';
import { makeLoad } from '@attend/simulator/load';
import { lineOf } from './enrol-load.ts';

export const viewerNames = ['whole programme', 'one office', 'assigned'] as const;
export type ViewerName = (typeof viewerNames)[number];

export type WallsProgramme = {
  readonly programmeId: string;
  readonly viewers: Readonly<
    Record<ViewerName, { readonly staffId: string; readonly roles: readonly string[] }>
  >;
  /** Somebody whom each viewer may see, with a device, a day of readings and open alerts. */
  readonly person: string;
  readonly reference: string;
  /** Whose readings are stored. */
  readonly day: { readonly from: string; readonly to: string };
  readonly alert: string;
};

export const offices = 50;
/** A caseload as the assigned viewer has it. */
const assigned = 66;
const atOnce = 500;
const syllables = ['ba', 'de', 'fi', 'go', 'hu', 'ka', 'le', 'mi', 'no', 'ru'];
/** Names are shared as names are: each of these by one person in a hundred. */
const names = 100;
const fullName = (device: number): string => `Simulated ${wordOf(device % names)} ${wordOf(device)}`;
/** A number as a word, so that the search by name has letters to read. */
const wordOf = (number: number): string =>
  [...String(number)].map((digit) => syllables[Number(digit)] ?? '').join('');

export const frequentName = wordOf(7);

/** People in fifty offices with open and closed alerts, and three members of staff who see all, one office, or their own people. */
export async function makeWallsProgramme(
  pools: { readonly owner: Pool; readonly app: Pool; readonly gateway: Pool },
  keyring: Keyring,
  people: number,
  tell: (line: string) => void,
): Promise<WallsProgramme> {
  const { owner } = pools;
  const one = async (sql: string, ...values: unknown[]): Promise<string> => {
    const { rows } = await owner.query<{ id: string }>(sql, values);
    if (rows[0] === undefined) throw new Error(`no row: ${sql}`);
    return rows[0].id;
  };
  const programmeId = await one(
    `insert into programme (name, timezone, simulated) values ('Benchmark', 'America/Denver', true) returning id`,
  );
  await enrolAll(pools.app, keyring, programmeId, people, tell);
  await raiseAlerts(owner, keyring, programmeId, tell);
  const office = await one(`select id from office where name = 'Office 7'`);
  const staff = async (name: string, role: string, where: string | null): Promise<string> => {
    const id = await one(
      `insert into staff (programme_id, name, email) values ($1, $2::text, $2::text || '@example.org') returning id`,
      programmeId,
      name,
    );
    await owner.query(
      'insert into staff_role (programme_id, staff_id, role, office_id) values ($1, $2, $3, $4)',
      [...[programmeId, id, role, where]],
    );
    return id;
  };
  const whole = await staff('whole', 'supervisor', null);
  const ofOffice = await staff('office', 'supervisor', office);
  // Of an office that has nobody yet: what they see is who is assigned to them.
  const elsewhere = await one(
    `insert into office (programme_id, name, timezone) values ($1, 'Elsewhere', 'America/Denver') returning id`,
    programmeId,
  );
  const ofPeople = await staff('assigned', 'case-officer', elsewhere);
  // Everybody has an officer, as in a programme at work.
  await owner.query(
    `insert into supervision (programme_id, participant_id, staff_id, role)
     select $1, id, $2, 'case-officer' from participant where programme_id = $1`,
    [programmeId, whole],
  );
  const { rows } = await owner.query<{ id: string }>(
    `insert into supervision (programme_id, participant_id, staff_id, role)
     select $1, id, $2, 'stand-in' from participant where office_id = $3 order by reference limit ${assigned} returning participant_id as id`,
    [programmeId, ofPeople, office],
  );
  const person = rows[0]?.id ?? '';
  const from = Date.now() - 86_400_000;
  await storeDay(owner, keyring, person, from);
  // As autovacuum leaves it after a while: without it no index answers alone.
  await owner.query('vacuum analyze');
  return {
    programmeId,
    person,
    day: { from: new Date(from).toISOString(), to: new Date(from + 86_400_000).toISOString() },
    reference: await one('select reference as id from participant where id = $1', person),
    alert: await one(`select id from alert where participant_id = $1 order by id limit 1`, person),
    viewers: {
      'whole programme': { staffId: whole, roles: ['supervisor'] },
      'one office': { staffId: ofOffice, roles: ['supervisor'] },
      assigned: { staffId: ofPeople, roles: ['case-officer'] },
    },
  };
}

async function enrolAll(
  app: Pool,
  keyring: Keyring,
  programmeId: string,
  people: number,
  tell: (line: string) => void,
): Promise<void> {
  const load = makeLoad({
    devices: people,
    seed: 7,
    startTime: Date.now() - 30 * 86_400_000,
    stepSeconds: 60,
  });
  for (let at = 0; at < people; at += atOnce) {
    if (at % 10_000 === 0) tell(`enrolling: ${at} of ${people}`);
    const lines = Array.from({ length: Math.min(atOnce, people - at) }, (_, index) => {
      const device = at + index;
      const line = lineOf(load, device) as { participant: object };
      const participant = {
        ...line.participant,
        name: fullName(device),
        office: `Office ${device % offices}`,
      };
      return readEnrolment(enrolForm.parse({ ...line, participant }));
    });
    await transaction(
      app,
      { 'attend.programme': programmeId, 'attend.operator': 'bench' },
      async (client) => {
        const author = { programmeId, staffId: null, operator: 'bench', requestId: 'bench' };
        const outcomes = await enrolLines({ client, keyring, author, now: Date.now() }, lines);
        const refused = outcomes.find((outcome) => outcome.kind === 'refused');
        if (refused !== undefined) throw new Error(refused.failure.message);
      },
    );
  }
}

/** One person in twenty-five has something open, one in ten something closed. */
async function raiseAlerts(
  owner: Pool,
  keyring: Keyring,
  programmeId: string,
  tell: (line: string) => void,
): Promise<void> {
  tell('raising alerts');
  const { rows } = await owner.query<{ id: string; person: string; place: number }>(
    `select a.id, a.participant_id as person, (row_number() over (order by p.reference))::int as place
     from assignment a join participant p on p.id = a.participant_id where a.programme_id = $1`,
    [programmeId],
  );
  // Spread over the offices: references and offices go round with different steps.
  const open = rows.filter(({ place }) => place % 26 === 0);
  const closed = rows.filter(({ place }) => place % 11 === 0);
  for (const [ordinal, chosen, kind] of [
    [1, open, 'strap-opened'],
    [2, closed, 'silent'],
  ] as const)
    for (let at = 0; at < chosen.length; at += atOnce) {
      const part = chosen.slice(at, at + atOnce);
      const sealed = part.map(({ id, person }) =>
        sealJson(keyring.create(person), occurrenceIdentity(Number(id), ordinal), {
          because: [{ code: 'strap-reads-open' }],
          readings: [],
        }),
      );
      await owner.query(
        `select record_finding($1, person, assignment, $2, $3, null, at, null, at, null, null, 'critical', 'reported', 'standard', 1, sealed, false)
         from (select person, assignment, sealed, now() - interval '1 second' * row_number() over () as at
           from unnest($4::uuid[], $5::bigint[], $6::bytea[]) as f (person, assignment, sealed)) f`,
        [programmeId, ordinal, kind, part.map(({ person }) => person), part.map(({ id }) => id), sealed],
      );
    }
  await owner.query(
    `update alert set status = 'closed', closed_at = now(), outcome = 'device-fault' where kind = 'silent' and programme_id = $1`,
    [programmeId],
  );
}

/** A day of fixes a minute in uploads of ten, and one open alert more. */
async function storeDay(owner: Pool, keyring: Keyring, person: string, start: number): Promise<void> {
  const { rows } = await owner.query<{ id: string; programme: string }>(
    'select id, programme_id as programme from assignment where participant_id = $1 limit 1',
    [person],
  );
  const [held] = rows;
  if (held === undefined) throw new Error('the person has no device');
  const key = keyring.create(person);
  const assignment = Number(held.id);
  const day = new Date().toISOString().slice(0, 10);
  const leaf = await owner.query<{ leaf: string }>('select ensure_upload_day($1) as leaf', [day]);
  for (let version = 1; version <= 144; version += 1) {
    const at = start + version * 600_000;
    const observations = Array.from({ length: 10 }, (_, index) => observationAt(at + index * 60_000));
    const content = seal(
      key,
      uploadIdentity(assignment, version),
      Buffer.concat([Buffer.of(0), packObservations(observations)]),
    );
    await owner.query(
      `insert into ${leaf.rows[0]?.leaf} (assignment_id, version, day, retention, content) values ($1, $2, $3, 0, $4)`,
      [assignment, version, day, content],
    );
  }
  await owner.query(
    'select note_uploads($1, array_fill($2::bigint, array[144]), array(select generate_series(1, 144)))',
    [...[day, assignment]],
  );
  const sealed = sealJson(key, occurrenceIdentity(assignment, 9), { because: [], readings: [] });
  await owner.query(
    `select record_finding($1, $2, $3, 9, 'tamper', null, now(), null, now(), null, null, 'high', 'reported', 'standard', 1, $4, false)`,
    [held.programme, person, assignment, sealed],
  );
}

const observationAt = (at: number) => ({
  ...{ at, receivedAt: at + 2_000, time: at, clock: 'stamp' as const, level: 'trail' as const },
  place: {
    kind: 'position' as const,
    ...{ lat: 39.74 + (at % 977) / 1e5, lon: -104.99, source: 'gnss' as const, accuracy: 8, time: at },
    ...{ speed: 1.4, course: 270, altitude: 1600, satellites: 9 },
  },
  ...{ percent: 81, charging: false, strap: 'closed' as const, case: 'closed' as const, worn: true },
  ...{ events: [], live: true, sequence: null, mock: null },
});
