import type { Millis, Reading } from '@attend/kernel';
import { pino } from 'pino';
import { afterAll, describe, expect, test } from 'vitest';
import { enrol, insertProgramme, lineOf, withTestKeyring } from '../api/enrolment/testing.ts';
import { withTestDatabase } from '../database/testing.ts';
import { startGateway } from './gateway.ts';
import { frameOf, readingOf, TestLine } from './testing/line.ts';
import { unpackUpload } from './upload.ts';
import { unpackViolation } from './violation.ts';

const database = await withTestDatabase();
const keyring = withTestKeyring();
const programmeId = await insertProgramme(database);
const owner = database.pool('owner');
const gateway = await startGateway({
  database: database.gateway,
  keyring,
  host: '127.0.0.1',
  ports: { laipac: 0 },
  log: pino({ level: 'silent' }),
});
afterAll(() => gateway.stop());

const year = { from: '2026-01-01T00:00:00Z', to: '2027-12-31T00:00:00Z' };
const center = [-80.4, 25.52] as const;
const zone = (id: string, radius: number) => ({
  id,
  kind: 'exclusion-zone',
  area: { center, radius },
  ...year,
});
/** Metres north of the zones' middle. */
const north = (metres: number): number => center[1] + metres / 110_780;

/** Whole minutes, as the device sends whole seconds: an hour ago and on. */
const start = Math.floor(Date.now() / 60_000 - 60) * 60_000;
const minute = (count: number): Millis => start + count * 60_000;

let people = 0;
async function wearer(location: 'trail' | 'zones' | 'status', conditions = [zone('z1', 300)]) {
  people += 1;
  const identifier = String(91_000_000 + people);
  const device = { id: identifier, technology: 'ankle', fixEvery: 60, uploadEvery: 600 };
  const [outcome] = await enrol(
    database,
    keyring,
    programmeId,
    lineOf(`V${people}`, {
      device: { id: identifier },
      case: { device, conditions, authority: [{ location, ...year }] },
    }),
  );
  if (outcome?.kind !== 'enrolled') throw new Error(JSON.stringify(outcome));
  const { participantId } = outcome;
  const { rows } = await owner.query<{ id: string }>('select id from assignment where participant_id = $1', [
    participantId,
  ]);
  const assignmentId = Number(rows[0]?.id);
  const key = keyring.find(participantId);
  if (key === null) throw new Error('no key');
  const line = new TestLine(gateway.ports.laipac ?? 0);
  let answers = 0;
  /** One upload: readings at so many minutes, so many metres north of the middle. */
  const upload = async (
    ...places: readonly (readonly [minutes: number, metres: number])[]
  ): Promise<void> => {
    answers += places.length;
    const frames = places.map(([count, metres]) => {
      const plain = readingOf(identifier, minute(count));
      const fix: Reading['fix'] = plain.fix && { ...plain.fix, lat: north(metres), lon: center[0] };
      return frameOf({ ...plain, fix });
    });
    line.send(...frames);
    await line.answered(answers);
  };
  /** By condition: minutes whose positions are kept, in the order in which they were stored. */
  const kept = async (): Promise<Record<string, number[]>> => {
    const found = await owner.query<{ ordinal: number; version: string; content: Buffer; condition: string }>(
      `select p.ordinal, p.version, p.content, a.condition from violation_position p
         join alert_occurrence o on o.assignment_id = p.assignment_id and o.ordinal = p.ordinal join alert a on a.id = o.alert_id
        where p.assignment_id = $1 order by p.version, p.ordinal`,
      [assignmentId],
    );
    const byCondition: Record<string, number[]> = {};
    for (const { ordinal, version, content, condition } of found.rows) {
      const positions = unpackViolation(key, assignmentId, ordinal, Number(version), content);
      expect(positions.every(({ place }) => place?.kind === 'position')).toBe(true);
      byCondition[condition] = [
        ...(byCondition[condition] ?? []),
        ...positions.map(({ at }) => (at - start) / 60_000),
      ];
    }
    return byCondition;
  };
  const stored = async () => {
    const { rows: uploads } = await owner.query<{ version: string; content: Buffer }>(
      'select version, content from upload where assignment_id = $1 order by version',
      [assignmentId],
    );
    return uploads.flatMap(({ version, content }) =>
      unpackUpload(key, assignmentId, Number(version), content),
    );
  };
  return { assignmentId, upload, kept, stored };
}

describe('positions under zones', () => {
  test('AUT-7 are kept from the upload that confirms a violation on, and only while it stands', async () => {
    const { upload, kept, stored } = await wearer('zones');
    await upload([0, 2_000], [1, 1_000]);
    await upload([2, 0]);
    await upload([3, 10]);
    expect(await kept()).toEqual({});
    await upload([4, 20]);
    expect(await kept()).toEqual({ z1: [4] });
    await upload([5, 30], [6, 40]);
    // One fix outside does not end it; the second does, and with it the authority to keep more.
    await upload([7, 1_000]);
    await upload([8, 1_000]);
    await upload([9, 2_000]);
    expect(await kept()).toEqual({ z1: [4, 5, 6, 7] });
    const places = (await stored()).map(({ place }) => place?.kind);
    expect(places).toEqual(Array.from({ length: 10 }, () => 'sides'));
  });

  test('AUT-7 of the upload that confirms it, from where it began', async () => {
    const { upload, kept } = await wearer('zones');
    await upload([0, 2_000], [1, 1_000], [2, 0], [3, 0], [4, 0], [5, 0]);
    expect(await kept()).toEqual({ z1: [2, 3, 4, 5] });
  });

  test('AUT-7 what is told late of the time before it is not kept, and what is told again not twice', async () => {
    const { upload, kept } = await wearer('zones');
    await upload([10, 0], [11, 0], [12, 0]);
    await upload([2, 2_000], [3, 2_000], [11, 0], [12, 0], [13, 0]);
    expect(await kept()).toEqual({ z1: [10, 11, 12, 13] });
  });

  test('AUT-7 where the alert is withdrawn they are deleted, and no other’s', async () => {
    const { upload, kept, assignmentId } = await wearer('zones', [zone('z1', 300), zone('z2', 1_000)]);
    await upload([0, 0], [2, 0], [4, 0]);
    expect(await kept()).toEqual({ z1: [0, 2, 4], z2: [0, 2, 4] });
    // Late: at one and three minutes somewhere in the wider zone, outside the narrower.
    await upload([1, 600], [3, 600]);
    expect(await kept()).toEqual({ z2: [0, 2, 4, 1, 3] });
    const { rows } = await owner.query(
      `select condition, withdrawn_at is not null as withdrawn from alert where assignment_id = $1 and condition is not null
        order by condition`,
      [assignmentId],
    );
    expect(rows).toEqual([
      { condition: 'z1', withdrawn: true },
      { condition: 'z2', withdrawn: false },
    ]);
  });

  test.each(['trail', 'status'] as const)('AUT-7 not under %s', async (location) => {
    const { upload, kept, stored } = await wearer(location);
    await upload([0, 0], [1, 0], [2, 0], [3, 0]);
    expect(await kept()).toEqual({});
    const expected = location === 'trail' ? 'position' : undefined;
    expect((await stored()).map(({ place }) => place?.kind)).toEqual([
      expected,
      expected,
      expected,
      expected,
    ]);
  });
});
