import { caseloadLine } from '@attend/casework/caseload/csv';
import { type CaseloadKind, caseloadForms, caseloadKinds } from '@attend/casework/caseload/forms';
import { withTestKeyring } from '@attend/server/api/enrolment/testing';
import { exportText, importText, placeOf } from '@attend/server/caseload/testing';
import { withTestDatabase } from '@attend/server/database/testing';
import { insertProgramme } from '@attend/server/database/testing-records';
import { simulateCaseload } from '@attend/simulator/caseload';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';

const database = await withTestDatabase();
const keyring = withTestKeyring();
const owner = database.pool('owner');
const place = placeOf(database, keyring, await insertProgramme(database, 'First'));
// Devices are known by their number over all of a machine: elsewhere is another one.
const elsewhere = await withTestDatabase();
const other = placeOf(elsewhere, withTestKeyring(), await insertProgramme(elsewhere, 'Second'));

const northern = 'Northern, «B»';
for (const pool of [owner, elsewhere.pool('owner')])
  await pool.query('insert into provider (programme_id, name) select id, $1 from programme', [northern]);

const from = Date.now() - (Date.now() % 86_400_000);
const simulated = (kind: CaseloadKind): string =>
  [...simulateCaseload(kind, { people: 60, seed: 7, from })].join('');

/** What the simulator leaves empty: every column of each kind, and whatever a value can hold that separates. */
const full = (kind: CaseloadKind): string => {
  const line = (values: Record<string, string>) => caseloadLine(kind, values);
  const participant = 'X-1';
  const more: Partial<Record<CaseloadKind, string>> = {
    people: line({
      ...{ reference: participant, name: 'Xenia "X" Ode', preferred_name: 'Xe', pronouns: 'they' },
      ...{ languages: 'es en', office: 'Simulated office 1', timezone: 'America/Chicago' },
      other_names: 'Xenia Before; One\\; Two',
      ...{ identifiers: 'Booking: B-1042; Jail\\: north: 7:7', needs: 'sight; interpreter: Spanish, slowly' },
    }),
    orders: ['check-ins', 'curfew', 'exclusion-zone', 'technology-ankle', 'location-zones']
      .map((of, at) =>
        line({
          ...{ participant, order: 'O;1', from: '2025-03-01', to: '2031-03-01', review: '2030-01-01' },
          ...{
            legal_basis: 'Basis',
            necessity: 'Two\nlines',
            agreed_location: 'zones',
            agreed_on: '2025-03-02',
          },
          ...{ clause: String(at + 1), kind: of },
        }),
      )
      .join(''),
    'court-cases': line({ participant, number: 'N, 1', court: 'Court «A»', matter: 'M', orders: 'O\\;1' }),
    conditions:
      line({
        ...{ participant, condition: 'zone, 1', kind: 'exclusion-zone', name: 'School', from: '2025-04-01' },
        ...{ to: '2030-04-01', ended: '2026-01-01T12:00:00Z', radius: '250.5' },
        ...{ latitude: '39.739200000000004', longitude: '-104.9903', order: 'O;1', clause: '3' },
      }) +
      line({
        ...{
          participant,
          condition: 'c',
          kind: 'curfew',
          from: '2025-04-01T06:00:00Z',
          timetable: 'mon sun 21:00-06:00',
        },
        area: JSON.stringify({
          ...{
            type: 'MultiPolygon',
            coordinates: [
              [
                [
                  [0, 0],
                  [1, 0],
                  [1, 1],
                  [0, 0],
                ],
              ],
            ],
          },
        }),
      }),
    exceptions: line({
      ...{ participant, condition: 'c', from: '2026-01-01', to: '2026-01-02T08:00:00Z', reason: 'A "shift"' },
    }),
    'past-check-ins': ['kept', 'missed', 'not-known', 'excused']
      .map((outcome, at) =>
        line({
          ...{
            participant,
            office: 'Simulated office 1',
            kind: 'phone',
            due_on: `2026-0${at + 1}-10`,
            outcome,
          },
          ...{ window_from: `2026-0${at + 1}-08`, window_to: `2026-0${at + 1}-12`, note: 'said, so' },
          ...{ reason: outcome === 'excused' ? 'illness' : '', decided: `2026-0${at + 1}-11T10:00:00Z` },
          contacts_confirmed: at % 2 === 0 ? 'yes' : 'no',
        }),
      )
      .join(''),
    hearings: line({
      ...{ participant, date: '2026-02-02', time: '09:30', court: 'Court «A»', case_number: 'N, 1' },
      ...{ timezone: 'America/Denver', status: 'held', appearance: 'did-not-appear', excuse: 'illness' },
    }),
    contacts: line({ participant, kind: 'email', address: 'x@example.org', consent: '2026-01-05' }),
    addresses:
      line({
        participant,
        use: 'mail',
        address: '1 Elm\nDenver',
        from: '2024-01-01',
        to: '2027-01-01',
        note: 'n',
      }) +
      line({
        participant,
        use: 'home',
        address: 'Hidden Lane 9',
        protected: 'yes',
        protected_because: 'threat',
      }),
    'emergency-contacts': line({
      ...{
        participant,
        name: 'Luis',
        relationship: 'brother',
        phone: '+13035550100',
        email: 'l@example.org',
      },
      ...{ language: 'es', from: '2025-01-01', to: '2030-01-01', note: 'evenings' },
    }),
    attorneys: line({
      ...{ participant, name: 'Rosa', firm: 'Lang, Ltd', phone: '+13035550101', email: 'r@example.org' },
      ...{ language: 'en', authority: 'court', document: 'D-1', from: '2025-01-01', to: '2030-01-01' },
      note: 'x',
    }),
    providers:
      line({ participant, provider: northern, from: '2025-05-01', to: '2026-01-01T12:00:00Z' }) +
      line({ participant, provider: northern, from: '2026-02-01' }),
    devices: line({
      ...{ protocol: 'laipac', identifier: 'L 1', technology: 'ankle', model: 'S-911' },
      ...{ networks: '192.0.2.0/24 198.51.100.7/32', retired: '2026-10-01' },
    }),
    assignments: line({
      ...{ participant, protocol: 'laipac', identifier: 'L 1', from: '2025-05-01', to: '2026-05-01' },
      ...{ fix_every: '60', upload_every: '600', primary: 'no' },
    }),
    log:
      line({
        participant,
        kind: 'visit',
        place: 'home',
        result: 'reached',
        at: '2024-01-01',
        text: 'Two\nlines',
        by: 'X',
      }) + line({ participant, kind: 'note', at: '2026-01-01T10:00:00.123Z', text: 'A note, with "quotes"' }),
  };
  return simulated(kind) + (more[kind] ?? '');
};

test('IMP-9 everything goes in, goes out, goes in elsewhere and goes out as the same files', async () => {
  for (const kind of caseloadKinds) {
    const { faults, counts } = await importText(place, kind, full(kind));
    expect({ kind, faults }).toEqual({ kind, faults: [] });
    expect(counts.new, kind).toBeGreaterThan(0);
  }
  for (const kind of caseloadKinds) {
    const text = await exportText(place, kind);
    expect(text.split('\r\n').length, kind).toBeGreaterThan(2);
    const { faults } = await importText(other, kind, text);
    expect({ kind, faults }).toEqual({ kind, faults: [] });
  }
  for (const kind of caseloadKinds)
    expect(await exportText(other, kind), kind).toBe(await exportText(place, kind));
});

/** What no export holds a word of, and who is not there to be named. */
const empty: Readonly<Partial<Record<CaseloadKind, readonly string[]>>> = {
  people: ['officer'],
  addresses: ['protected', 'protected_because'],
  orders: [
    'ended',
    'ended_as',
    'agreed_until',
    'lesser_means',
    'vulnerability',
    'representations',
    'reasons',
  ],
  'check-ins': ['dates'],
  hearings: ['matter', 'address', 'link', 'directions', 'uid'],
  contacts: ['language', 'note', 'withdrawn', 'stopped', 'confirmed', 'bounced'],
};

test('IMP-9 no column is forgotten on the way out: two files that are equally empty are equal too', async () => {
  for (const kind of caseloadKinds) {
    const lines: Record<string, string>[] = parse(await exportText(place, kind), { columns: true });
    const said = caseloadForms[kind]
      .map(({ name }) => name)
      .filter((name) => lines.some((line) => (line[name] ?? '') !== ''));
    const named = caseloadForms[kind].map(({ name }) => name);
    expect({ kind, said }).toEqual({ kind, said: named.filter((name) => !empty[kind]?.includes(name)) });
  }
});

test('IMP-5 the whole of it again changes nothing', async () => {
  for (const kind of caseloadKinds) {
    const { counts, faults } = await importText(place, kind, full(kind));
    expect({ kind, faults, ...counts }).toMatchObject({ kind, faults: [], new: 0, changed: 0, settled: 0 });
  }
});

test('PPL-17 of a protected address the export holds no word, and neither does the audit', async () => {
  expect(await exportText(place, 'addresses')).not.toContain('Hidden Lane');
  const { rows } = await owner.query(
    `select count(*)::int as standing from register_entry where protected and kind = 'address'`,
  );
  expect(rows[0].standing).toBeGreaterThan(0);
});
