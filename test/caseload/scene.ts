import { caseloadHead, caseloadLine } from '@attend/casework/caseload/csv';
import type { CaseloadKind } from '@attend/casework/caseload/forms';
import { withTestKeyring } from '@attend/server/api/enrolment/testing';
import { checkText, importText, placeOf } from '@attend/server/caseload/testing';
import { withTestDatabase } from '@attend/server/database/testing';
import { insertProgramme } from '@attend/server/database/testing-records';
import { beforeAll } from 'vitest';

type Values = Readonly<Record<string, string>>;

export const whose = { participant: 'A-1' };
export const device = { protocol: 'laipac', identifier: 'L-1', technology: 'ankle' };
export const worn = { ...whose, protocol: 'laipac', identifier: 'L-1', fix_every: '60', upload_every: '600' };
export const fileOf = (kind: CaseloadKind, ...lines: readonly Values[]): string =>
  caseloadHead(kind) + lines.map((line) => caseloadLine(kind, line)).join('');

/** An office, two people of whom one has two orders, and a device; what a file with some lines does to them. At a test file's top level. */
export async function withCaseload() {
  const database = await withTestDatabase();
  const keyring = withTestKeyring();
  const owner = database.pool('owner');
  const place = placeOf(database, keyring, await insertProgramme(database, 'First'));
  const bringIn = async (kind: CaseloadKind, ...lines: readonly Values[]) =>
    importText(place, kind, fileOf(kind, ...lines));
  const faultsOf = async (kind: CaseloadKind, ...lines: readonly Values[]) =>
    (await checkText(place, kind, fileOf(kind, ...lines))).faults.map(({ line, column, code }) => [
      line,
      column,
      code,
    ]);
  beforeAll(async () => {
    await bringIn('offices', { name: 'North', timezone: 'America/Denver', hours: 'mon 08:00-17:00' });
    await bringIn(
      'people',
      { reference: 'A-1', name: 'Ana', office: 'North' },
      { reference: 'B-1', name: 'Bo' },
    );
    const order = { ...whose, from: '2026-01-05', to: '2027-01-05' };
    await bringIn(
      'orders',
      { ...order, order: 'O-1', clause: '1', kind: 'check-ins' },
      { ...order, order: 'O-1', clause: '2', kind: 'exclusion-zone' },
      { ...order, order: 'O-2', clause: '1', kind: 'technology-ankle' },
    );
    await bringIn('devices', device);
  });
  return { owner, keyring, place, bringIn, faultsOf };
}
