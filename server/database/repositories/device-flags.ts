import type { AddressChange, DeviceFlagKind, DeviceFlagOutcome, DeviceFlagSign } from '@attend/casework';
import type { Keyring } from '@attend/server/keys/keyring';
import { sealJson, unsealJson } from '@attend/server/keys/seal';
import { z } from 'zod';
import { millis, type Queryable } from './queryable.ts';

const noteForm = z.object({ note: z.string() });
const reasonForm = z.object({ reason: z.string() });

/** Free text about equipment is under the programme's own key. */
const keyOf = (keyring: Keyring, programmeId: string) => keyring.create(`programme/${programmeId}`);

export type FlagRow = {
  readonly id: string;
  readonly kind: DeviceFlagKind;
  readonly first: number;
  readonly last: number;
  readonly count: number;
  readonly signs: readonly DeviceFlagSign[];
  readonly changes: readonly AddressChange[];
  readonly outcome: DeviceFlagOutcome | null;
  readonly lookedAt: number | null;
  readonly lookerId: string | null;
  readonly looker: string | null;
  readonly note: string | null;
};

/** Those that nobody has looked at first, then the newest. */
export async function listFlags(
  client: Queryable,
  keyring: Keyring,
  programmeId: string,
  deviceId: string,
): Promise<FlagRow[]> {
  const { rows } = await client.query<FlagRow & { sealed: Buffer | null }>({
    name: 'device-flags',
    text: `select f.id, f.kind, ${millis('f.first_at')} as first, ${millis('f.last_at')} as last, f.count::float8 as count, f.signs, f.changes,
        f.outcome, ${millis('f.looked_at')} as "lookedAt", f.looked_by as "lookerId", s.name as looker, f.sealed
      from device_flag f left join staff s on s.id = f.looked_by where f.device_id = $1
      order by f.outcome is not null, f.first_at desc limit 100`,
    values: [deviceId],
  });
  return rows.map(({ sealed, ...row }) => ({
    ...row,
    note: sealed === null ? null : noteOf(keyring, programmeId, row.id, sealed),
  }));
}

const noteOf = (keyring: Keyring, programmeId: string, id: string, sealed: Buffer): string =>
  noteForm.parse(unsealJson(keyOf(keyring, programmeId), `device_flag/${id}`, sealed)).note;

/** False: there is no such flag of the device, or somebody has looked at it already. */
export async function decideFlag(
  client: Queryable,
  keyring: Keyring,
  programmeId: string,
  flag: { readonly deviceId: string; readonly id: string },
  decision: { readonly outcome: DeviceFlagOutcome; readonly note: string; readonly by: string },
): Promise<boolean> {
  const sealed = sealJson(keyOf(keyring, programmeId), `device_flag/${flag.id}`, { note: decision.note });
  const { rowCount } = await client.query(
    `update device_flag set outcome = $3, looked_at = now(), looked_by = $4, sealed = $5
     where id = $1 and device_id = $2 and outcome is null`,
    [flag.id, flag.deviceId, decision.outcome, decision.by, sealed],
  );
  return rowCount === 1;
}

export type FlagStanding = { readonly kind: DeviceFlagKind; readonly outcome: DeviceFlagOutcome | null };

export async function findFlag(
  client: Queryable,
  deviceId: string,
  id: string,
): Promise<FlagStanding | null> {
  const { rows } = await client.query<FlagStanding>(
    'select kind, outcome from device_flag where id = $1 and device_id = $2',
    [id, deviceId],
  );
  return rows[0] ?? null;
}

export type QuarantineRow = {
  readonly from: number;
  readonly to: number | null;
  readonly by: string;
  readonly reason: string;
  readonly releasedBy: string | null;
  readonly releaseReason: string | null;
};

/** Newest first. */
export async function listQuarantines(
  client: Queryable,
  keyring: Keyring,
  programmeId: string,
  deviceId: string,
): Promise<QuarantineRow[]> {
  type Row = { id: string; from: number; to: number | null; by: string; releasedBy: string | null };
  const { rows } = await client.query<Row & { sealed: Buffer; releaseSealed: Buffer | null }>({
    name: 'device-quarantines',
    text: `select q.id, ${millis('q.from_at')} as from, ${millis('q.to_at')} as to, s.name as by, r.name as "releasedBy", q.sealed,
        q.release_sealed as "releaseSealed"
      from device_quarantine q join staff s on s.id = q.by_id left join staff r on r.id = q.released_by
      where q.device_id = $1 order by q.from_at desc limit 100`,
    values: [deviceId],
  });
  const open = (id: string, sealed: Buffer): string =>
    reasonForm.parse(unsealJson(keyOf(keyring, programmeId), `device_quarantine/${id}`, sealed)).reason;
  return rows.map(({ id, sealed, releaseSealed, ...row }) => ({
    ...row,
    reason: open(id, sealed),
    releaseReason: releaseSealed === null ? null : open(id, releaseSealed),
  }));
}

type By = { readonly programmeId: string; readonly staffId: string; readonly reason: string };

/** From now on nothing is taken of it: gateways hear of it with the commit. */
export async function beginQuarantine(
  client: Queryable,
  keyring: Keyring,
  deviceId: string,
  { programmeId, staffId, reason }: By,
): Promise<void> {
  const { rows } = await client.query<{ id: string }>('select uuidv7()::text as id');
  const id = rows[0]?.id ?? '';
  const sealed = sealJson(keyOf(keyring, programmeId), `device_quarantine/${id}`, { reason });
  await client.query(
    'insert into device_quarantine (id, programme_id, device_id, from_at, by_id, sealed) values ($1, $2, $3, now(), $4, $5)',
    [id, programmeId, deviceId, staffId, sealed],
  );
  await client.query('update device set quarantined_at = now() where id = $1', [deviceId]);
}

export async function endQuarantine(
  client: Queryable,
  keyring: Keyring,
  deviceId: string,
  { programmeId, staffId, reason }: By,
): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    'select id from device_quarantine where device_id = $1 and to_at is null for update',
    [deviceId],
  );
  const id = rows[0]?.id;
  if (id !== undefined) {
    const sealed = sealJson(keyOf(keyring, programmeId), `device_quarantine/${id}`, { reason });
    await client.query(
      'update device_quarantine set to_at = now(), released_by = $2, release_sealed = $3 where id = $1',
      [id, staffId, sealed],
    );
  }
  await client.query('update device set quarantined_at = null where id = $1', [deviceId]);
}
