import { createHash, createHmac } from 'node:crypto';
import { join } from 'node:path';
import { searchKeysOf } from '@attend/casework';
import { openKeyring } from '@attend/server/keys/keyring';
import { afterAll, describe, expect, test } from 'vitest';
import { transaction } from '../../database/connect.ts';
import { insertSuspensionOf } from '../../database/testing-life.ts';
import { heldBy, insertProgramme, raise } from '../../database/testing-records.ts';
import { enrol, lineOf } from '../enrolment/testing.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';
import { readPerson } from './detail.ts';
import { summarisePeople } from './summary.ts';

const setup = await withTestApi();
const { database } = setup;
const admin = await firstRun(setup);
const officer = await signInAs(setup, admin, ['case-officer']);
const keyring = openKeyring(join(setup.dataDir, 'keyring'));
afterAll(() => keyring.close());
const owner = database.pool('owner');
const { rows: programmes } = await owner.query<{ id: string }>('select id from programme');
const programme = programmes[0]?.id ?? '';

const people: [reference: string, name: string][] = [
  ['A-100', 'María José García López'],
  ['A-101', 'José García'],
  ['A-102', 'Jean-Baptiste Pierre'],
  ['A-103', 'Mohamed Ali Hassan'],
  ['A-104', 'Siobhán O’Brien'],
  ['A-105', 'Garcia Marquez, Ana'],
  ['A-106', 'Nguyễn Văn An'],
];
await enrol(
  database,
  keyring,
  programme,
  ...people.map(([reference, name], index) =>
    lineOf(reference, {
      participant: { name, preferredName: index === 2 ? 'Jibé' : null },
      device: { id: `35765305121234${index}` },
      court: { name: 'Court', caseNumber: `24-CR-081${index}` },
    }),
  ),
);
const other = await insertProgramme(database, 'Other');
await enrol(
  database,
  keyring,
  other,
  lineOf('A-100', { participant: { name: 'José García' }, device: { id: 'other' } }),
);

const recorder = { open: async () => {}, list: async () => {} };

const search = async (typed: string, more = '') => {
  const { status, body } = await officer.get(`/api/people?q=${encodeURIComponent(typed)}${more}`);
  expect(status).toBe(200);
  return body as { people: { id: string; reference: string; matched: string | null }[]; next: string | null };
};
const references = async (typed: string) => (await search(typed)).people.map((person) => person.reference);

describe('finding people', () => {
  test.each([
    ['José García', ['A-101', 'A-100']],
    ['garcia jose', ['A-101', 'A-100']],
    ['GARCIA', ['A-100', 'A-101', 'A-105']],
    ['marqez', ['A-105']],
    ['obrien', ['A-104']],
    ['Muhammad Hassan', ['A-103']],
    ['jibe', ['A-102']],
    ['nguyen', ['A-106']],
    ['mari garc', ['A-100']],
    ['a-103', ['A-103']],
    ['A103', ['A-103']],
    ['357653051212344', ['A-104']],
    ['2344', ['A-104']],
    ['24-cr-0815', ['A-105']],
    ['24CR0815', ['A-105']],
    ['nobody at all', []],
  ])('PPL-5 «%s»', async (typed, expected) => {
    expect((await references(typed)).sort()).toEqual([...expected].sort());
  });

  test('PPL-5 the surest match comes first, and each says what matched', async () => {
    expect((await references('jose garcya')).sort()).toEqual(['A-100', 'A-101']);
    expect((await references('garcia')).indexOf('A-105')).toBeLessThan(3);
    expect((await references('pierre jean'))[0]).toBe('A-102');
    expect((await search('24-CR-0811')).people).toMatchObject([
      { reference: 'A-101', matched: '24-CR-0811' },
    ]);
    const slipped = (await search('garcya')).people.map(({ matched }) => matched);
    expect(slipped).toHaveLength(3);
    for (const matched of slipped) expect(matched).toMatch(/Garc[ií]a/);
  });

  test('PPL-5 pages neither double nor lose anybody, across the steps of a search', async () => {
    const whole = await references('garcia');
    const paged: string[] = [];
    let cursor = '';
    for (;;) {
      const page = await search('garcia', `&limit=1${cursor}`);
      paged.push(...page.people.map((person) => person.reference));
      if (page.next === null) break;
      cursor = `&cursor=${page.next}`;
    }
    expect(paged).toEqual(whole);
  });

  test('PPL-7 without the programme’s key nobody can tell whom a search key stands for', async () => {
    const { rows } = await owner.query<{ token: string }>(
      'select distinct token::text from participant_search',
    );
    const kept = new Set(rows.map((row) => row.token));
    const keys = people.flatMap(([reference, name]) => [
      ...searchKeysOf({ names: [name], identifiers: [reference] }).keys(),
    ]);
    const tokens = (hash: (key: string) => Buffer) =>
      keys.map((key) => hash(key).readBigInt64BE(0).toString());
    expect(tokens((key) => createHash('sha256').update(key).digest()).some((token) => kept.has(token))).toBe(
      false,
    );
    const secret = keyring.derive('search', programme);
    expect(
      tokens((key) => createHmac('sha256', secret).update(key).digest()).every((token) => kept.has(token)),
    ).toBe(true);
    const others = keyring.derive('search', other);
    expect(
      tokens((key) => createHmac('sha256', others).update(key).digest()).filter((token) => kept.has(token))
        .length,
    ).toBeLessThan(keys.length / 2);
  });

  test('PPL-8 a search finds nobody of another programme, and everybody it shows is recorded', async () => {
    const found = await search('José García');
    const { rows } = await owner.query('select id from participant where programme_id = $1', [other]);
    expect(found.people.map((person) => person.id)).not.toContain(rows[0].id);
    for (const { id } of found.people) {
      const { rows: looks } = await owner.query(
        'select action, what, staff_id from access_record where participant_id = $1',
        [id],
      );
      expect(looks).toContainEqual({ action: 'list', what: 'list of people', staff_id: officer.staffId });
    }
  });

  test('PPL-9 everybody by reference, page by page', async () => {
    const first = await officer.get('/api/people?limit=4');
    const second = await officer.get(`/api/people?limit=4&cursor=${first.body.next}`);
    const all = [...first.body.people, ...second.body.people].map(
      (person: { reference: string }) => person.reference,
    );
    expect(all).toEqual(people.map(([reference]) => reference));
    expect(second.body).toMatchObject({ next: null, total: null });
  });
});

describe('one person', () => {
  test('PPL-10 order, authority, conditions, device and alerts, and the look with its purpose', async () => {
    const held = await heldBy(database, 'A-102');
    await raise(database, keyring, held);
    const { status, body } = await officer.get(`/api/people/${held.participantId}?purpose=review`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      person: { reference: 'A-102', name: 'Jean-Baptiste Pierre', preferredName: 'Jibé', suspended: null },
      timezone: 'America/New_York',
      authority: { location: 'trail', until: '2027-12-31T00:00:00Z' },
      orders: [
        {
          status: 'active',
          court: 'Court',
          caseNumber: '24-CR-0812',
          versions: [
            { version: 1, effectiveBy: 'import', agreement: { location: 'trail', withdrawnAt: null } },
          ],
        },
      ],
      assignments: [
        { device: { identifier: '357653051212342', protocol: 'laipac', technology: 'ankle' }, to: null },
      ],
      openAlerts: [{ kind: 'strap-opened' }],
      recentAlerts: [],
    });
    expect(
      body.conditions.map((one: { reference: string; clause: string }) => [one.reference, one.clause]).sort(),
    ).toEqual([
      ['c1', '4'],
      ['z1', '3'],
    ]);
    expect(body.orders[0].versions[0].clauses.map((clause: { kind: string }) => clause.kind)).toEqual([
      'location-trail',
      'technology-ankle',
      'exclusion-zone',
      'curfew',
    ]);
    const { rows } = await owner.query(
      `select what, purpose from access_record where participant_id = $1 and action = 'open' order by id desc limit 1`,
      [held.participantId],
    );
    expect(rows).toEqual([{ what: 'person', purpose: 'review' }]);
  });

  test('PPL-10 an alert stands among the open ones or among the settled ones, never among both', async () => {
    const held = await heldBy(database, 'A-102');
    const id = await raise(database, keyring, held, { kind: 'tamper', ordinal: 2 });
    const path = `/api/people/${held.participantId}?purpose=review`;
    const kinds = async () => {
      const { body } = await officer.get(path);
      const named = (alerts: { id: string }[]) => alerts.filter((alert) => alert.id === id).length;
      return [named(body.openAlerts), named(body.recentAlerts)];
    };
    expect(await kinds()).toEqual([1, 0]);
    const { body } = await officer.get(`/api/alerts/${id}`);
    const closed = await officer.post(`/api/alerts/${id}/close`, {
      version: body.version,
      outcome: 'device-fault',
      note: 'The case was bent.',
    });
    expect(closed.status).toBe(200);
    expect(await kinds()).toEqual([0, 1]);
  });

  test('PPL-10 suspended, the order permits nothing now', async () => {
    const { participantId } = await heldBy(database, 'A-103');
    await insertSuspensionOf(owner, participantId);
    const { body } = await officer.get(`/api/people/${participantId}`);
    expect(body.person.suspended).toMatchObject({ kind: 'hospital', to: null });
    expect(body.authority).toBeNull();
  });

  test('PPL-8 somebody of another programme is not there', async () => {
    const { rows } = await owner.query('select id from participant where programme_id = $1', [other]);
    for (const path of [
      '',
      '/movement?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z&purpose=x',
      '/looks',
    ]) {
      expect((await officer.get(`/api/people/${rows[0].id}${path}`)).status).toBe(404);
    }
    const { rows: looks } = await owner.query('select 1 from access_record where participant_id = $1', [
      rows[0].id,
    ]);
    expect(looks).toEqual([]);
  });

  test('PPL-11 with their key destroyed nothing of them can be read any more, and no list breaks', async () => {
    const { participantId } = await heldBy(database, 'A-106');
    keyring.destroy(participantId);
    const fresh = openKeyring(join(setup.dataDir, 'keyring'));
    const pages = await transaction(
      database.pool('app'),
      { 'attend.programme': programme, 'attend.operator': 'test' },
      async (client) => [
        JSON.stringify(await summarisePeople(client, fresh, [participantId])),
        JSON.stringify(
          await readPerson(
            {
              client,
              services: { keyring: fresh },
              record: recorder,
              now: Date.now,
              actor: { permissions: new Set() },
            } as never,
            participantId,
            'x',
          ),
        ),
      ],
    );
    fresh.close();
    for (const page of pages) {
      expect(page).toContain('A-106');
      expect(page).not.toMatch(/Nguy|(?<!\d:)25\.7|24-CR/);
    }
  });
});

test('PPL-8 the wall behind the application: without a programme, or with another one, its role sees nobody', async () => {
  const tables = [
    'participant',
    'participant_search',
    'enrolment',
    'supervision_order',
    'order_version',
    'order_clause',
  ];
  tables.push(
    'agreement',
    'condition',
    'condition_exception',
    'device',
    'assignment',
    'assignment_state',
    'assignment_health',
  );
  tables.push(
    'alert',
    'alert_occurrence',
    'alert_transition',
    'access_record',
    'audit_entry',
    'court_case',
    'supervision',
  );
  const foreign = await insertProgramme(database, 'Empty');
  for (const table of tables) {
    for (const context of [{}, { 'attend.programme': programme }, { 'attend.programme': foreign }]) {
      const seen = await transaction(
        database.pool('app'),
        context,
        async (client) => (await client.query(`select 1 from ${table}`)).rowCount,
      );
      expect(seen, table).toBe(0);
    }
  }
  await expect(
    transaction(database.pool('app'), { 'attend.programme': foreign }, (client) =>
      client.query(`insert into participant (programme_id, reference, sealed) values ($1, 'X', '')`, [
        programme,
      ]),
    ),
  ).rejects.toThrow(/row-level security/);
});
