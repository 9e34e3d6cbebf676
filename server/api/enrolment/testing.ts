import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { enrolForm, readEnrolment } from '@attend/contracts/enrol';
import { type Keyring, openKeyring } from '@attend/server/keys/keyring';
import { afterAll } from 'vitest';
import { transaction } from '../../database/connect.ts';
import type { TestDatabase } from '../../database/testing.ts';

export { insertProgramme, insertStaff } from '../../database/testing-records.ts';

import { type EnrolEntry, type EnrolOutcome, enrolLines } from './enrol.ts';

/** A keyring in a folder of its own, gone after the file's last test. */
export function withTestKeyring(): Keyring {
  const folder = mkdtempSync(join(tmpdir(), 'attend-keyring-'));
  const keyring = openKeyring(folder);
  afterAll(() => {
    keyring.close();
    rmSync(folder, { recursive: true });
  });
  return keyring;
}

type Given = Record<string, unknown>;
export type LineOptions = {
  readonly participant?: Given;
  readonly device?: Given;
  readonly case?: Given;
  readonly [field: string]: unknown;
};

/** A line as `attend enrol` reads it: trail all year, one exclusion zone, one curfew. */
export function lineOf(reference: string, over: LineOptions = {}): Given {
  const { participant, device, case: supervised, ...rest } = over;
  const identifier = device?.id ?? `D${reference}`;
  return {
    participant: { id: reference, name: `Person ${reference}`, ...participant },
    device: { id: identifier, protocol: 'laipac', ...device },
    ...rest,
    case: {
      timezone: 'America/New_York',
      device: { id: identifier, technology: 'ankle', fixEvery: 60, uploadEvery: 600 },
      authority: [{ location: 'trail', from: '2026-01-01T00:00:00Z', to: '2027-12-31T00:00:00Z' }],
      conditions: [
        {
          id: 'z1',
          kind: 'exclusion-zone',
          area: { center: [-80.19, 25.77], radius: 300 },
          from: '2026-01-01T00:00:00Z',
          to: '2027-12-31T00:00:00Z',
        },
        {
          id: 'c1',
          kind: 'curfew',
          area: { center: [-80.3, 25.7], radius: 100 },
          from: '2026-01-01T00:00:00Z',
          to: '2027-12-31T00:00:00Z',
          timetable: [{ days: ['mon', 'tue'], start: '21:00', end: '06:00' }],
          exceptions: [{ from: '2026-05-01T00:00:00Z', to: '2026-05-02T00:00:00Z', reason: 'hospital' }],
        },
      ],
      ...supervised,
    },
  };
}

export const entryOf = (given: unknown): EnrolEntry => readEnrolment(enrolForm.parse(given));

/** Enrols lines in a transaction of their own. */
export function enrol(
  database: TestDatabase,
  keyring: Keyring,
  programmeId: string,
  ...lines: unknown[]
): Promise<EnrolOutcome[]> {
  return transaction(
    database.pool('app'),
    { 'attend.programme': programmeId, 'attend.operator': 'test' },
    (client) =>
      enrolLines(
        {
          client,
          keyring,
          author: { programmeId, staffId: null, operator: 'test', requestId: 'test' },
          now: Date.now(),
        },
        lines.map(entryOf),
      ),
  );
}
