import type { KeyObject } from 'node:crypto';
import type { CadenceWeeks, DeviceAbility, Fitting, SelfTest, Signs } from '@attend/casework';
import type { FixSource, Technology } from '@attend/kernel';
import { instantOf, millis, type Queryable } from './queryable.ts';
import { isReached, type Reach } from './reach.ts';
import { openRow, type SealedForm, sealRow } from './sealed.ts';

export type FittingWords = SealedForm<'fitting'>;
export type FittedDevice = {
  readonly id: string;
  readonly identifier: string;
  readonly technology: Technology;
  readonly modelId: string | null;
  readonly model: string | null;
};
export type FittingRow = Fitting & {
  readonly id: string;
  readonly programmeId: string;
  readonly participantId: string;
  readonly reference: string;
  readonly person: Buffer;
  readonly device: FittedDevice & {
    readonly knows: readonly DeviceAbility[] | null;
    readonly proposedWeeks: CadenceWeeks | null;
    readonly fixEvery: number | null;
    readonly uploadEvery: number | null;
  };
  readonly officeId: string;
  readonly office: string;
  readonly begunById: string;
  readonly begunBy: string;
  readonly closedAt: number | null;
  /** Of one that expired: somebody began anew, or gave it up. */
  readonly seenToAt: number | null;
  readonly tested: SelfTest | null;
  readonly identityAt: number | null;
  readonly taughtAt: number | null;
  readonly checkInsAt: number | null;
  readonly replaces: (FittedDevice & { readonly assignmentId: string }) | null;
  readonly version: number;
  readonly sealed: Buffer | null;
};

const deviceOf = (device: string, model: string): string =>
  `'id', ${device}.id, 'identifier', ${device}.identifier, 'technology', ${device}.technology, 'modelId', ${model}.id,
   'model', ${model}.maker || ' ' || ${model}.name`;
const columns = `
select f.id, f.programme_id as "programmeId", f.participant_id as "participantId", p.reference, p.sealed as person, f.office_id as "officeId", o.name as office, f.status,
  ${millis('f.begun_at')} as "begunAt", f.begun_by as "begunById", b.name as "begunBy", ${millis('f.expires_at')} as "expiresAt",
  ${millis('f.closed_at')} as "closedAt", ${millis('f.seen_to_at')} as "seenToAt", f.identity, ${millis('f.tested_at')} as "testedAt", f.tested, f.taught, f.language,
  ${millis('f.identity_at')} as "identityAt", ${millis('f.taught_at')} as "taughtAt", ${millis('f.check_ins_at')} as "checkInsAt",
  f.check_in_weeks as "checkInWeeks", f.version, f.sealed,
  json_build_object(${deviceOf('d', 'm')}, 'knows', m.knows, 'proposedWeeks', m.check_in_weeks, 'fixEvery', m.fix_every,
    'uploadEvery', m.upload_every) as device,
  (select json_build_object('assignmentId', a.id::text, ${deviceOf('r', 'n')}) from assignment a join device r on r.id = a.device_id
    left join device_model n on n.id = r.model_id where a.id = f.replaces_id) as replaces
from fitting f join participant p on p.id = f.participant_id join device d on d.id = f.device_id left join device_model m on m.id = d.model_id
join office o on o.id = f.office_id join staff b on b.id = f.begun_by`;

/** Under way, of people within reach, the oldest first. */
export async function listFittings(
  client: Queryable,
  { programmeId, whole, keys }: Reach,
  limit: number,
): Promise<FittingRow[]> {
  const { rows } = await client.query<FittingRow>({
    name: 'fittings-under-way',
    text: `${columns} where f.programme_id = $1 and f.status = 'under-way' and p.entered_in_error_at is null and ($2 or ${isReached('p', '$3')})
      order by f.begun_at, f.id limit $4`,
    values: [programmeId, whole, keys, limit],
  });
  return rows;
}

/** The latest first. */
export async function listFittingsOf(client: Queryable, participantId: string): Promise<FittingRow[]> {
  const { rows } = await client.query<FittingRow>({
    name: 'fittings-of',
    text: `${columns} where f.participant_id = $1 order by f.begun_at desc, f.id desc limit 100`,
    values: [participantId],
  });
  return rows;
}

export async function findFitting(client: Queryable, id: string): Promise<FittingRow | null> {
  const { rows } = await client.query<FittingRow>({
    name: 'fitting',
    text: `${columns} where f.id = $1`,
    values: [id],
  });
  return rows[0] ?? null;
}

/** Locked until the transaction ends. */
export async function lockFitting(client: Queryable, id: string): Promise<FittingRow | null> {
  const { rows } = await client.query<FittingRow>(`${columns} where f.id = $1 for update of f`, [id]);
  return rows[0] ?? null;
}

export const openWords = (key: KeyObject | null, { id, sealed }: FittingRow): FittingWords | null =>
  key === null || sealed === null ? null : openRow(key, 'fitting', id, sealed);

export type BegunFitting = {
  readonly id: string;
  readonly programmeId: string;
  readonly participantId: string;
  readonly deviceId: string;
  readonly officeId: string;
  readonly replacesId: string | null;
  readonly at: number;
  readonly expiresAt: number;
  readonly by: string;
};
export async function insertFitting(client: Queryable, made: BegunFitting): Promise<void> {
  await client.query(
    `insert into fitting (id, programme_id, participant_id, device_id, office_id, replaces_id, begun_at, expires_at, begun_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[made.id, made.programmeId, made.participantId, made.deviceId, made.officeId, made.replacesId],
      ...[instantOf(made.at), instantOf(made.expiresAt), made.by],
    ],
  );
}

/** One left too long, of this device or person: its place is free. */
export async function expireOld(client: Queryable, deviceId: string, participantId: string): Promise<void> {
  await client.query(
    `update fitting set status = 'expired', closed_at = now(), version = version + 1
     where (device_id = $1 or participant_id = $2) and status = 'under-way' and expires_at <= now()`,
    [deviceId, participantId],
  );
}

/** TDY-8: what expired of this person needs nobody any more. When it ended stays: by that gateways judge what comes late. */
export async function seeToExpired(client: Queryable, participantId: string): Promise<void> {
  await client.query(
    `update fitting set seen_to_at = now(), version = version + 1 where participant_id = $1 and status = 'expired' and seen_to_at is null`,
    [participantId],
  );
}

/** What one step writes; what is undefined stays. */
export type FittingChange = {
  readonly identity?: { readonly means: string; readonly at: number };
  readonly tested?: { readonly test: SelfTest; readonly at: number };
  readonly teaching?: { readonly points: readonly string[]; readonly language: string; readonly at: number };
  readonly checkIns?: { readonly weeks: number; readonly at: number };
  readonly words?: FittingWords;
};
export async function writeStep(
  client: Queryable,
  key: KeyObject,
  id: string,
  { identity, tested, teaching, checkIns, words }: FittingChange,
): Promise<void> {
  await client.query(
    `update fitting set identity = coalesce($2, identity), identity_at = coalesce($3, identity_at), tested = coalesce($4, tested),
       tested_at = coalesce($5, tested_at), taught = coalesce($6, taught), language = coalesce($7, language), taught_at = coalesce($8, taught_at),
       check_in_weeks = coalesce($9, check_in_weeks), sealed = coalesce($10, sealed), check_ins_at = coalesce($11, check_ins_at), version = version + 1 where id = $1`,
    [
      ...[id, identity?.means ?? null, identity === undefined ? null : instantOf(identity.at)],
      ...[
        tested === undefined ? null : JSON.stringify(tested.test),
        tested === undefined ? null : instantOf(tested.at),
      ],
      ...[
        teaching?.points ?? null,
        teaching?.language ?? null,
        teaching === undefined ? null : instantOf(teaching.at),
      ],
      ...[checkIns?.weeks ?? null, words === undefined ? null : sealRow(key, 'fitting', id, words)],
      checkIns === undefined ? null : instantOf(checkIns.at),
    ],
  );
}

export async function closeFitting(
  client: Queryable,
  id: string,
  closed: {
    readonly as: 'done' | 'abandoned';
    readonly at: number;
    readonly by: string;
    readonly assignmentId: string | null;
  },
): Promise<void> {
  await client.query(
    `update fitting set status = $2, closed_at = $3, closed_by = $4, assignment_id = $5, version = version + 1 where id = $1`,
    [id, closed.as, instantOf(closed.at), closed.by, closed.assignmentId],
  );
  await client.query('delete from fitting_sign where fitting_id = $1', [id]);
}

export type SignRow = Signs & {
  readonly frames: number;
  readonly source: FixSource | null;
  readonly satellites: number | null;
  /** Percent. */
  readonly signal: number | null;
};
/** What gateways heard of it. Null: nothing yet. */
export async function findSigns(client: Queryable, fittingId: string): Promise<SignRow | null> {
  const { rows } = await client.query<SignRow>({
    name: 'fitting-signs',
    text: `select ${millis('last_at')} as "lastAt", frames, strap, worn, battery_percent as percent, charging, ${millis('fix_at')} as "fixAt",
        fix_source as source, fix_accuracy::float8 as accuracy, satellites, signal_percent as signal from fitting_sign where fitting_id = $1`,
    values: [fittingId],
  });
  return rows[0] ?? null;
}

/** Fittings that nobody ended in time, for the job; how many. */
export async function expireFittings(owner: Queryable): Promise<number> {
  const { rows } = await owner.query<{ expired: number }>('select attend.expire_fittings() as expired');
  return rows[0]?.expired ?? 0;
}
