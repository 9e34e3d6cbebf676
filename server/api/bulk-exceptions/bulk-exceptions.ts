import { permitBulk, permitRevocation } from '@attend/casework';
import type {
  BulkException,
  BulkList,
  BulkOffices,
  BulkPreview,
  bulkChanged,
  bulkGrant,
  bulkPreviewAsk,
  bulkRevoke,
} from '@attend/contracts/bulk-exceptions';
import { type Failure, fail, formatInstant, parseInstant, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import {
  type BulkRow,
  countConcerned,
  insertBulk,
  listBulkOffices,
  listBulks,
  listConcerned,
  lockBulk,
  writeCounty,
  writeRevocation,
} from '../../database/repositories/bulk-exceptions.ts';
import { readCursor, writeCursor } from '../../database/repositories/cursor.ts';
import { nameOf, openPerson } from '../../database/repositories/people.ts';
import type { StaffContext } from '../context.ts';

type Changed = Result<z.output<typeof bulkChanged>>;
const inBody = ({ path, ...failure }: Failure): Failure =>
  path === undefined ? failure : { ...failure, path: ['body', ...path] };

export async function readOffices({ client, reach }: StaffContext): Promise<Result<BulkOffices>> {
  return succeed({ offices: await listBulkOffices(client, await reach()) });
}

export async function changeCounty(
  { client, audit }: StaffContext,
  id: string,
  county: string | null,
): Promise<Result<{ id: string; name: string }>> {
  const name = await writeCounty(client, id, county);
  if (name === null) return fail({ code: 'not-found', message: 'There is no such office.' });
  await audit({ action: 'office.county-set', entity: 'office', entityId: id, after: { county } });
  return succeed({ id, name });
}

const page = 50;

/** LIF-10: whom it would concern; nothing is written but that they were looked at. */
export async function previewBulk(
  { client, reach, record, services }: StaffContext,
  { offices, cursor }: z.output<typeof bulkPreviewAsk>,
): Promise<Result<BulkPreview>> {
  const after = cursor === null ? null : readCursor(cursor, 1);
  if (after !== null && !after.ok) return fail(inBody({ ...after.error, path: ['cursor'] }));
  const within = await reach();
  const rows = await listConcerned(client, within, offices, after?.value[0] ?? '', page + 1);
  const shown = rows.slice(0, page);
  await record.list(shown.map(({ id }) => id));
  record.passOver(rows.slice(page).map(({ id }) => id));
  const last = shown.at(-1);
  return succeed({
    concerned: await countConcerned(client, within, offices),
    people: shown.map(({ id, reference, sealed, office }) => ({
      ...{ id, reference, office },
      name: nameOf(openPerson(services.keyring, id, sealed)),
    })),
    next: rows.length > page && last !== undefined ? writeCursor([last.reference]) : null,
  });
}

/** LIF-10: one command, whoever many it concerns; each of them is applied in their turn (server/bulk-exceptions). */
export async function grantBulk(context: StaffContext, given: z.output<typeof bulkGrant>): Promise<Changed> {
  const { client, reach, programme, actor, audit, now } = context;
  const span = { from: parseInstant(given.from) ?? Number.NaN, to: parseInstant(given.to) ?? Number.NaN };
  const permitted = permitBulk(span, now());
  if (!permitted.ok) return fail(inBody(permitted.error));
  const { offices, reason } = given;
  const conditions = [...new Set(given.conditions)];
  const made = await insertBulk(client, await reach(), {
    ...{ ...span, programmeId: programme.id, reason, conditions, offices, by: actor.staffId },
  });
  if (made.concerned !== given.concerned)
    return fail({
      code: 'audience-changed',
      message: 'Whom it would concern has changed since you looked. Look again first.',
    });
  if (made.concerned === 0)
    return fail({ code: 'nobody', message: 'Nobody is supervised there.', path: ['body', 'offices'] });
  await audit({
    ...{ action: 'bulk-exception.granted', entity: 'bulk_exception', entityId: made.id },
    after: { offices, conditions, from: given.from, to: given.to, reason, concerned: made.concerned },
  });
  return succeed(made);
}

/** LIF-11: what had not to be kept has to be kept again from now on; the time before it stays free. */
export async function revokeBulk(
  { client, actor, audit, now }: StaffContext,
  id: string,
  { version, reason }: z.output<typeof bulkRevoke>,
): Promise<Changed> {
  const row = await lockBulk(client, id);
  if (row === null) return fail({ code: 'not-found', message: 'There is no such exception here.' });
  if (row.version !== version)
    return fail({ code: 'version-changed', message: 'Somebody changed it meanwhile.' });
  const permitted = permitRevocation(row, now());
  if (!permitted.ok) return permitted;
  await writeRevocation(client, id, actor.staffId, reason);
  await audit({
    ...{ action: 'bulk-exception.revoked', entity: 'bulk_exception', entityId: id },
    after: { reason, concerned: row.concerned },
  });
  return succeed({ id, concerned: row.concerned });
}

const most = 100;
const viewOf = (row: BulkRow): BulkException => ({
  ...{ id: row.id, reason: row.reason, conditions: [...row.conditions], offices: [...row.offices] },
  ...{ from: formatInstant(row.from), to: formatInstant(row.to), version: row.version },
  ...{ concerned: row.concerned, applied: row.concerned - Math.min(row.waiting, row.concerned) },
  made: { at: formatInstant(row.madeAt), by: row.madeBy },
  revoked:
    row.revokedAt === null
      ? null
      : { at: formatInstant(row.revokedAt), by: row.revokedBy ?? '', reason: row.revokeReason ?? '' },
});

/** They name nobody: everybody who supervises sees that there is one. */
export async function readBulks({ client, actor }: StaffContext): Promise<Result<BulkList>> {
  return succeed({
    exceptions: (await listBulks(client, most)).map(viewOf),
    mayGrant: actor.permissions.has('bulk-exceptions.write'),
  });
}
