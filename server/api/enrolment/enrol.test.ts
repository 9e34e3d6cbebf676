import { writeCase } from '@attend/contracts/case';
import { enrolForm } from '@attend/contracts/enrol';
import { describe, expect, test } from 'vitest';
import { transaction } from '../../database/connect.ts';
import { loadPlans } from '../../database/repositories/plans.ts';
import { withTestDatabase } from '../../database/testing.ts';
import { insertProgramme, insertStaff } from '../../database/testing-records.ts';
import { hashToken } from '../../gateway/token.ts';
import { enrolOne } from './enrol-one.ts';
import { enrol, entryOf, lineOf, withTestKeyring } from './testing.ts';

const database = await withTestDatabase();
const keyring = withTestKeyring();
const programme = await insertProgramme(database);
const owner = database.pool('owner');

const tables = [
  'participant',
  'enrolment',
  'participant_search',
  'supervision_order',
  'order_version',
  'order_clause',
  'agreement',
  'condition',
  'condition_exception',
  'device',
  'assignment',
  'assignment_state',
  'assignment_due',
  'audit_entry',
];
async function counts(): Promise<Record<string, number>> {
  const { rows } = await owner.query(
    `select ${tables.map((table) => `(select count(*)::int from ${table}) as ${table}`).join(', ')}`,
  );
  return rows[0];
}
async function assignmentOf(reference: string): Promise<number> {
  const { rows } = await owner.query<{ id: string }>(
    'select a.id from assignment a join participant p on p.id = a.participant_id where p.reference = $1',
    [reference],
  );
  return Number(rows[0]?.id);
}

describe('enrolling', () => {
  test('ENR-1 what the gateway judges by is the case that was given', async () => {
    const given = lineOf('A-1', {
      case: {
        authority: [
          { location: 'trail', from: '2026-01-01T00:00:00Z', to: '2026-12-31T00:00:00Z', withdrawnAt: null },
          { location: 'status', from: '2026-03-01T00:00:00Z', to: null, withdrawnAt: '2026-06-01T00:00:00Z' },
        ],
        removals: [{ from: '2026-04-01T12:00:00Z', to: '2026-04-01T16:00:00Z', reason: 'medical' }],
      },
    });
    expect(await enrol(database, keyring, programme, given)).toMatchObject([
      { kind: 'enrolled', token: null },
    ]);
    const id = await assignmentOf('A-1');
    const plans = await loadPlans(database.pool('gateway'), keyring, [id, 999_999]);
    expect([...plans.keys()]).toEqual([id]);
    const plan = plans.get(id);
    const expected = entryOf(given).line.case;
    expect(plan?.case).toEqual({ ...expected, conditions: [...expected.conditions].reverse() });
    expect(plan && enrolForm.shape.case.parse(writeCase(plan.case))).toEqual(plan?.case);
    expect(plan).toMatchObject({
      programmeId: programme,
      primary: true,
      planVersion: 1,
      policies: [],
    });
  });

  test('ENR-1 a changed order raises the plan’s version, and the next plan holds it', async () => {
    const id = await assignmentOf('A-1');
    await owner.query("update agreement set withdrawn_at = '2026-07-01' where withdrawn_at is null");
    const plan = (await loadPlans(database.pool('gateway'), keyring, [id])).get(id);
    expect(plan?.planVersion).toBe(2);
    expect(plan?.case.authority[0]).toMatchObject({
      location: 'trail',
      withdrawnAt: Date.parse('2026-07-01T00:00:00Z'),
    });
  });

  test('ENR-3 the same line again changes nothing', async () => {
    const line = lineOf('A-2', { court: { name: 'Court', caseNumber: '24-CR-1' }, names: { z1: 'a home' } });
    await enrol(database, keyring, programme, line);
    const before = await counts();
    const again = await enrol(database, keyring, programme, line, JSON.parse(JSON.stringify(line)));
    expect(again.map((outcome) => outcome.kind)).toEqual(['unchanged', 'unchanged']);
    expect(await counts()).toEqual(before);
  });

  test('ENR-3 twice in one file is once', async () => {
    const outcomes = await enrol(database, keyring, programme, lineOf('A-3'), lineOf('A-3'), lineOf('A-4'));
    expect(outcomes.map((outcome) => outcome.kind)).toEqual(['enrolled', 'unchanged', 'enrolled']);
  });

  test('ENR-4 a changed line is refused with what differs, and writes nothing', async () => {
    await enrol(database, keyring, programme, lineOf('A-5'));
    const before = await counts();
    const changed = lineOf('A-5', { participant: { name: 'Somebody Else' }, names: { c1: 'home' } });
    expect(await enrol(database, keyring, programme, changed)).toMatchObject([
      {
        kind: 'refused',
        about: expect.any(String),
        failure: {
          code: 'differs',
          message:
            'A-5 is enrolled already, and this line differs: participant.name was "Person A-5", now "Somebody Else"; names.c1 was nothing, now "home"',
          path: ['participant', 'name'],
        },
      },
    ]);
    expect(await counts()).toEqual(before);
  });

  test('ENR-5 a device that somebody holds, or of another technology, is refused; lines before it stand', async () => {
    const outcomes = await enrol(
      database,
      keyring,
      programme,
      lineOf('A-6'),
      lineOf('A-7', { device: { id: 'DA-2' } }),
      lineOf('A-8'),
    );
    expect(outcomes).toMatchObject([
      { kind: 'enrolled' },
      {
        kind: 'refused',
        failure: { code: 'device-held', message: expect.stringContaining('A-2'), path: ['device', 'id'] },
      },
    ]);
    expect(await assignmentOf('A-6')).toBeGreaterThan(0);
    expect(await assignmentOf('A-8')).toBeNaN();
  });

  test('ENR-5 a device given back is used again, from then on', async () => {
    await owner.query("update assignment set to_at = '2026-02-01' where id = $1", [
      await assignmentOf('A-6'),
    ]);
    await enrol(database, keyring, programme, lineOf('A-9', { device: { id: 'DA-6' } }));
    const id = await assignmentOf('A-9');
    const { rows } = await owner.query('select from_at from assignment where id = $1', [id]);
    expect(rows[0].from_at).toEqual(new Date('2026-02-01T00:00:00Z'));
    const other = lineOf('A-10', { device: { id: 'DA-6' } });
    await owner.query("update assignment set to_at = '2026-03-01' where id = $1", [id]);
    const wrist = {
      ...(other.case as object),
      device: { id: 'DA-6', technology: 'wrist', fixEvery: 60, uploadEvery: 60 },
    };
    expect(await enrol(database, keyring, programme, { ...other, case: wrist })).toMatchObject([
      { failure: { code: 'technology-differs', path: ['case', 'device', 'technology'] } },
    ]);
  });

  test('ENR-6 officer by address, office by name; an unknown officer is refused', async () => {
    const staff = await insertStaff(database, programme, 'Ana Ruiz');
    const line = lineOf('A-11', { participant: { office: 'Miami', officer: 'Ana.Ruiz@example.org' } });
    await enrol(database, keyring, programme, line, lineOf('A-12', { participant: { office: 'Miami' } }));
    const { rows } = await owner.query(
      `select p.reference, o.name as office, s.staff_id from participant p left join office o on o.id = p.office_id
       left join supervision s on s.participant_id = p.id where p.reference in ('A-11', 'A-12') order by 1`,
    );
    expect(rows).toEqual([
      { reference: 'A-11', office: 'Miami', staff_id: staff },
      { reference: 'A-12', office: 'Miami', staff_id: null },
    ]);
    expect(
      await enrol(
        database,
        keyring,
        programme,
        lineOf('A-13', { participant: { officer: 'no@example.org' } }),
      ),
    ).toMatchObject([{ failure: { code: 'unknown-officer', path: ['participant', 'officer'] } }]);
  });

  test('ENR-6 a provider named in a line has worked with the person since the device was theirs; an unknown one is refused', async () => {
    const { rows: made } = await owner.query<{ id: string }>(
      "insert into provider (programme_id, name) values ($1, 'Plains Care') returning id",
      [programme],
    );
    const line = lineOf('A-30', { participant: { provider: 'Plains Care' } });
    expect(await enrol(database, keyring, programme, line)).toMatchObject([{ kind: 'enrolled' }]);
    const { rows } = await owner.query(
      `select w.provider_id, w.to_at, w.from_at = a.from_at as with_device, p.provider_ids from participant p
       join provider_supervision w on w.participant_id = p.id join assignment a on a.participant_id = p.id where p.reference = 'A-30'`,
    );
    const id = made[0]?.id;
    expect(rows).toEqual([{ provider_id: id, to_at: null, with_device: true, provider_ids: [id] }]);
    expect(await enrol(database, keyring, programme, line)).toMatchObject([{ kind: 'unchanged' }]);
    expect(
      await enrol(
        database,
        keyring,
        programme,
        lineOf('A-31', { participant: { provider: 'Nobody' } }),
        lineOf('A-32'),
      ),
    ).toMatchObject([{ failure: { code: 'unknown-provider', path: ['participant', 'provider'] } }]);
  });

  test('ENR-7 a phone’s token is made once and kept as a keyed hash; one that is given is taken', async () => {
    const phone = (reference: string, device: object = {}) =>
      lineOf(reference, { device: { id: `P${reference}`, protocol: 'owntracks', ...device } });
    const [made] = await enrol(database, keyring, programme, phone('A-14'));
    if (made?.kind !== 'enrolled' || made.token === null) throw new Error('no token was made');
    const kept = async (id: string) =>
      (await owner.query('select token_hash from device where identifier = $1', [id])).rows[0].token_hash;
    const key = keyring.derive('device-token', programme);
    expect(await kept('PA-14')).toEqual(hashToken(key, made.token));
    expect(await enrol(database, keyring, programme, phone('A-14'))).toMatchObject([{ kind: 'unchanged' }]);

    const own = 'a-token-of-the-phone';
    expect(await enrol(database, keyring, programme, phone('A-15', { token: own }))).toMatchObject([
      { kind: 'enrolled', token: null },
    ]);
    expect(await kept('PA-15')).toEqual(hashToken(key, own));
    expect(await enrol(database, keyring, programme, phone('A-15', { token: own }))).toMatchObject([
      { kind: 'unchanged' },
    ]);
    expect(
      await enrol(database, keyring, programme, phone('A-15', { token: 'another-token-of-it' })),
    ).toMatchObject([{ failure: { code: 'differs', path: ['device', 'token'] } }]);
  });

  test('ENR-8 nothing of a person is readable without their key: not in rows, not in the audit', async () => {
    await enrol(
      database,
      keyring,
      programme,
      lineOf('A-16', { participant: { name: 'Zyxwvut Qponml' }, names: { z1: 'Kjihgfe' } }),
    );
    for (const table of tables) {
      const { rows } = await owner.query(`select t::text as row from ${table} t`);
      const all = rows.map((row) => row.row).join('\n');
      for (const secret of [
        'Zyxwvut',
        Buffer.from('Zyxwvut').toString('hex'),
        Buffer.from('Kjihgfe').toString('hex'),
        '25.77',
        Buffer.from('25.77').toString('hex'),
      ]) {
        expect(all.includes(secret), `${secret} in ${table}`).toBe(false);
      }
      // What is not secret is found by the same search, so that finding nothing says something.
      if (table === 'participant') expect(all).toContain('A-16');
    }
    const { rows } = await owner.query("select id from participant where reference = 'A-16'");
    keyring.destroy(rows[0].id);
    expect((await loadPlans(database.pool('gateway'), keyring, [await assignmentOf('A-16')])).size).toBe(0);
  });

  test('ENR-9 another programme’s people are another’s: same references, nothing shared', async () => {
    const other = await insertProgramme(database, 'Other');
    const [outcome] = await enrol(database, keyring, other, lineOf('A-2', { device: { id: 'other' } }));
    expect(outcome).toMatchObject({ kind: 'enrolled' });
    await expect(
      enrol(database, keyring, other, lineOf('B-1', { device: { id: 'DA-2' } })),
    ).rejects.toMatchObject({ code: '23505' });
  });
});

test('ENR-12 the same line sent twice at once is one person, and both are told so', async () => {
  for (let round = 0; round < 5; round += 1) {
    const line = entryOf(lineOf(`R-${round}`));
    const one = () =>
      transaction(
        database.pool('app'),
        { 'attend.programme': programme, 'attend.operator': 'test' },
        (client) => {
          const author = { programmeId: programme, staffId: null, operator: 'test', requestId: 'test' };
          return enrolOne({ client, keyring, author, now: Date.now() }, line);
        },
      );
    const outcomes = await Promise.all([one(), one(), one()]);
    expect(outcomes.map((outcome) => outcome.kind).sort()).toEqual(['enrolled', 'unchanged', 'unchanged']);
  }
  const taken = entryOf(lineOf('R-9', { device: { id: 'other' } }));
  const outcome = await transaction(
    database.pool('app'),
    { 'attend.programme': programme, 'attend.operator': 'test' },
    (client) => {
      const author = { programmeId: programme, staffId: null, operator: 'test', requestId: 'test' };
      return enrolOne({ client, keyring, author, now: Date.now() }, taken);
    },
  );
  expect(outcome).toMatchObject({ kind: 'refused', failure: { code: 'conflict', path: ['device', 'id'] } });
});

describe('a line', () => {
  const problems = (given: unknown) => {
    const read = enrolForm.safeParse(given);
    return read.success ? [] : read.error.issues.map((issue) => issue.path.join('.'));
  };
  test('ENR-10 every field at fault is named by its path', () => {
    const good = lineOf('A');
    const subject = good.case as Record<string, unknown>;
    expect(problems(good)).toEqual([]);
    expect(problems({ ...good, participant: { id: 'A' } })).toEqual(['participant.name']);
    expect(problems({ ...good, case: { ...subject, timezone: 'Mars/Base' } })).toEqual(['case.timezone']);
    expect(
      problems({
        ...good,
        case: {
          ...subject,
          authority: [{ location: 'trail', from: '2026-02-01T00:00:00Z', to: '2026-01-01T00:00:00Z' }],
        },
      }),
    ).toEqual(['case.authority.0.to']);
    expect(problems(lineOf('A', { device: { protocol: 'gt06' } }))).toEqual(['device.protocol']);
    expect(problems(lineOf('A', { device: { token: 'aaaaaaaaaaaaaaaaaaaa' } }))).toEqual(['device.token']);
    expect(problems({ ...good, names: { z9: 'x' } })).toEqual(['names.z9']);
    expect(problems({ ...good, device: { id: 'other', protocol: 'laipac' } })).toEqual(['case.device.id']);
  });

  test('ENR-10 there is no field for immigration status or nationality: an unknown field is refused', () => {
    for (const field of ['nationality', 'immigrationStatus', 'alienNumber']) {
      expect(problems(lineOf('A', { participant: { [field]: 'x' } }))).toEqual(['participant']);
    }
  });
});
