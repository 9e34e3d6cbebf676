import { randomUUID } from 'node:crypto';
import type {
  CheckInStatus,
  HearingStatus,
  HelpKind,
  HelpStatus,
  HelpTarget,
  HelpWay,
  InterpretingMode,
  LetGo,
  StandingHelp,
} from '@attend/casework';
import type { Keyring } from '@attend/server/keys/keyring';
import { isSuspended, letGo } from './let-go.ts';
import { instantOf, instantOrNull, millis, type Queryable } from './queryable.ts';
import { openRow, type SealedForm, sealRow } from './sealed.ts';

/** What help is for, as the database has it. */
export type TargetRow = {
  readonly targetKind: HelpTarget['kind'];
  readonly targetId: string;
  readonly targetStatus: HearingStatus | CheckInStatus;
  readonly targetInError: boolean;
  readonly letGo: LetGo | null;
  readonly at: number | null;
  readonly until: number;
  readonly dueOn: string | null;
  readonly timezone: string;
  readonly where: string;
  readonly movedTo: string | null;
  readonly movedToAt: number | null;
};

export type HelpRow = StandingHelp &
  TargetRow & {
    readonly id: string;
    readonly participantId: string;
    readonly way: HelpWay;
    readonly askedAt: number;
    readonly askedBy: string | null;
    readonly replyId: string | null;
    readonly status: HelpStatus;
    readonly kind: HelpKind | null;
    readonly arrangedAt: number | null;
    readonly arrangedBy: string | null;
    readonly to: number | null;
    readonly mode: InterpretingMode | null;
    readonly settledAt: number | null;
    readonly settledBy: string | null;
    readonly sealed: Buffer;
    readonly placeSealed: Buffer | null;
    readonly placeProtected: boolean;
    readonly version: number;
  };

/** `h` and `n`: a hearing and the one in its place; `c` and `o`: a check-in and its office; one pair of them is null. */
export const targetColumns = (participant: string): string => `
  case when h.id is null then 'check-in' else 'hearing' end as "targetKind", coalesce(h.id, c.id) as "targetId",
  coalesce(h.status, c.status) as "targetStatus", coalesce(h.entered_in_error_at, c.entered_in_error_at) is not null as "targetInError",
  case when h.id is null then (${letGo('c', 'o.timezone')})
    when ${isSuspended(participant, 'h.at')} then 'suspended' end as "letGo",
  ${millis('coalesce(h.at, c.slot_at)')} as at,
  ${millis('coalesce(h.at, (c.window_to + 1)::timestamp at time zone o.timezone)')} as until,
  c.due_on::text as "dueOn", coalesce(h.timezone, o.timezone) as timezone, coalesce(h.court, o.name) as where,
  n.id as "movedTo", ${millis('n.at')} as "movedToAt"`;

export const helpColumns = `a.id, a.participant_id as "participantId", a.kind, a.way, ${millis('a.asked_at')} as "askedAt", q.name as "askedBy",
  a.reply_id as "replyId", a.status, ${millis('a.arranged_at')} as "arrangedAt", r.name as "arrangedBy", ${millis('a.from_at')} as from,
  ${millis('a.to_at')} as to, a.mode, ${millis('a.for_at')} as "forAt", ${millis('a.settled_at')} as "settledAt", t.name as "settledBy",
  a.entered_in_error_at is not null as "inError", a.sealed, a.place_sealed as "placeSealed", a.place_protected as "placeProtected", a.version,
  ${targetColumns('a.participant_id')}`;
export const helpJoins = `left join hearing h on h.id = a.hearing_id left join hearing n on n.id = h.moved_to
left join check_in c on c.id = a.check_in_id left join office o on o.id = c.office_id
left join staff q on q.id = a.asked_by left join staff r on r.id = a.arranged_by left join staff t on t.id = a.settled_by`;

const standings: Readonly<Record<HearingStatus | CheckInStatus, HelpTarget['standing']>> = {
  ...{ scheduled: 'open', moved: 'moved', cancelled: 'cancelled', held: 'held' },
  'not-followed': 'cancelled',
  ...{ due: 'open', booked: 'open', kept: 'held', missed: 'held', excused: 'held', 'not-known': 'held' },
  ended: 'cancelled',
};

/** As the pure functions judge it. */
export function targetOf(row: TargetRow): HelpTarget {
  const { targetKind: kind, targetStatus, targetInError, letGo, at, until } = row;
  const standing = targetInError ? 'cancelled' : standings[targetStatus];
  if (standing !== 'open' || letGo === null) return { kind, standing, at, until };
  return { kind, standing: letGo === 'suspended' ? 'suspended' : 'cancelled', at, until };
}

/** A person's, the latest asked first. */
export async function listHelpOf(client: Queryable, participantId: string): Promise<HelpRow[]> {
  const { rows } = await client.query<HelpRow>({
    name: 'help-of',
    text: `select ${helpColumns} from arranged_help a ${helpJoins} where a.participant_id = $1 order by a.asked_at desc, a.id desc limit 500`,
    values: [participantId],
  });
  return rows;
}

export type HelpFor = { readonly kind: HelpTarget['kind']; readonly id: string };
const lockTarget = {
  hearing: 'select participant_id, id from hearing where id = $1 for update',
  'check-in': 'select participant_id, id from check_in where id = $1 for update',
} as const;

/**
 * Locked until the transaction ends, with what it is for: whoever plans reminders holds that too (plan-reminders.ts), so none is
 * written from what stood before.
 */
export async function lockHelp(client: Queryable, id: string): Promise<HelpRow | null> {
  const found = await client.query<{ id: string }>(
    'select a.participant_id, coalesce(a.hearing_id, a.check_in_id) as id, a.hearing_id is not null as heard from arranged_help a where a.id = $1 for update',
    [id],
  );
  const [row] = found.rows as { id: string; heard: boolean }[];
  if (row === undefined) return null;
  await client.query(lockTarget[row.heard ? 'hearing' : 'check-in'], [row.id]);
  const { rows } = await client.query<HelpRow>(
    `select ${helpColumns} from arranged_help a ${helpJoins} where a.id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

export type FoundTarget = TargetRow & { readonly participantId: string };

/** A hearing, or a check-in: of the other, nothing. */
const targets = {
  hearing: `select h.participant_id as "participantId", ${targetColumns('h.participant_id')}
    from hearing h left join hearing n on n.id = h.moved_to left join check_in c on false left join office o on false`,
  'check-in': `select c.participant_id as "participantId", ${targetColumns('c.participant_id')}
    from check_in c join office o on o.id = c.office_id left join hearing h on false left join hearing n on false`,
} as const;

/** The hearing or check-in that help is asked for, locked until the transaction ends. */
export async function lockHelpTarget(client: Queryable, { kind, id }: HelpFor): Promise<FoundTarget | null> {
  await client.query(lockTarget[kind], [id]);
  const column = kind === 'hearing' ? 'h.id' : 'c.id';
  const { rows } = await client.query<FoundTarget>(`${targets[kind]} where ${column} = $1`, [id]);
  return rows[0] ?? null;
}

/** What is to come of a person's, by its date: hearings, and the next check-ins; schedules are made years ahead. */
export async function listTargetsOf(client: Queryable, participantId: string): Promise<FoundTarget[]> {
  const hearings = await client.query<FoundTarget>({
    name: 'help-hearings-of',
    text: `${targets.hearing} where h.participant_id = $1 and h.status = 'scheduled' and h.entered_in_error_at is null and h.at > now()
      order by h.at limit 30`,
    values: [participantId],
  });
  const checkIns = await client.query<FoundTarget>({
    name: 'help-check-ins-of',
    text: `${targets['check-in']} where c.participant_id = $1 and c.status in ('due', 'booked') and c.entered_in_error_at is null
      and c.window_to >= current_date order by c.due_on limit 6`,
    values: [participantId],
  });
  return [...hearings.rows, ...checkIns.rows].toSorted((a, b) => (a.at ?? a.until) - (b.at ?? b.until));
}

const noWords: SealedForm<'arranged_help'> = {
  ...{ note: null, supplier: null, phone: null, language: null, told: null, reason: null },
};
/** Without the person's key the words are gone; that there was help is not. */
export function openHelp(
  keyring: Keyring,
  { id, participantId, sealed }: Pick<HelpRow, 'id' | 'participantId' | 'sealed'>,
): SealedForm<'arranged_help'> {
  const key = keyring.find(participantId);
  return key === null ? noWords : openRow(key, 'arranged_help', id, sealed);
}
export function openHelpPlace(
  keyring: Keyring,
  { id, participantId, placeSealed }: Pick<HelpRow, 'id' | 'participantId' | 'placeSealed'>,
): string | null {
  const key = placeSealed === null ? null : keyring.find(participantId);
  return key === null || placeSealed === null ? null : openRow(key, 'help_place', id, placeSealed).text;
}

export type NewHelp = {
  readonly programmeId: string;
  readonly participantId: string;
  readonly for: HelpFor;
  readonly kind: HelpKind | null;
  readonly way: HelpWay;
  readonly askedAt: number;
  readonly askedBy: string | null;
  readonly replyId: string | null;
  readonly carriedFrom: string | null;
  readonly note: string | null;
};

/** Null: the same is asked for already. */
export async function insertHelp(client: Queryable, keyring: Keyring, made: NewHelp): Promise<string | null> {
  const id = randomUUID();
  const sealed = sealRow(keyring.create(made.participantId), 'arranged_help', id, { note: made.note });
  const isHearing = made.for.kind === 'hearing';
  const { rowCount } = await client.query(
    `insert into arranged_help (id, programme_id, participant_id, hearing_id, check_in_id, kind, way, asked_at, asked_by, reply_id, carried_from, sealed)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing`,
    [
      ...[id, made.programmeId, made.participantId],
      ...[isHearing ? made.for.id : null, isHearing ? null : made.for.id],
      ...[made.kind, made.way, instantOf(made.askedAt), made.askedBy, made.replyId, made.carriedFrom, sealed],
    ],
  );
  return rowCount === 1 ? id : null;
}

export type WrittenArrangement = {
  readonly kind: HelpKind;
  readonly from: number | null;
  readonly to: number | null;
  readonly mode: InterpretingMode | null;
  readonly forAt: number | null;
  readonly by: string;
  readonly words: SealedForm<'arranged_help'>;
  readonly place: { readonly text: string; readonly protected: boolean } | null;
};

export async function writeArrangement(
  client: Queryable,
  keyring: Keyring,
  { id, participantId }: HelpRow,
  made: WrittenArrangement,
): Promise<void> {
  const key = keyring.create(participantId);
  const { kind, from, to, mode, forAt, by, words, place } = made;
  await client.query(
    `update arranged_help set status = 'arranged', kind = $2, from_at = $3, to_at = $4, mode = $5, for_at = $6, arranged_at = now(),
       arranged_by = $7, sealed = $8, place_sealed = $9, place_protected = $10, version = version + 1 where id = $1`,
    [
      ...[id, kind, instantOrNull(from), instantOrNull(to), mode, instantOrNull(forAt), by],
      sealRow(key, 'arranged_help', id, words),
      place === null ? null : sealRow(key, 'help_place', id, { text: place.text }),
      place?.protected ?? false,
    ],
  );
}

/** Of whom a place is told by their help, though it was not protected when it was entered. */
export async function listOpenPlaces(
  client: Queryable,
  people: readonly string[],
): Promise<Pick<HelpRow, 'id' | 'participantId' | 'placeSealed'>[]> {
  const { rows } = await client.query<Pick<HelpRow, 'id' | 'participantId' | 'placeSealed'>>(
    `select a.id, a.participant_id as "participantId", a.place_sealed as "placeSealed" from arranged_help a
     where a.participant_id = any ($1) and a.place_sealed is not null and not a.place_protected order by a.id`,
    [people],
  );
  return rows;
}
export async function protectPlace(client: Queryable, id: string): Promise<void> {
  await client.query('update arranged_help set place_protected = true, version = version + 1 where id = $1', [
    id,
  ]);
}

export async function writeSettled(
  client: Queryable,
  keyring: Keyring,
  row: HelpRow,
  { as, by, reason }: { readonly as: HelpStatus; readonly by: string; readonly reason: string | null },
): Promise<void> {
  const words = { ...openHelp(keyring, row), reason };
  await client.query(
    `update arranged_help set status = $2, settled_at = now(), settled_by = $3, sealed = $4, version = version + 1 where id = $1`,
    [row.id, as, by, sealRow(keyring.create(row.participantId), 'arranged_help', row.id, words)],
  );
}
