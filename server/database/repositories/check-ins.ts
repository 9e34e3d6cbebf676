import type {
  CheckInKind,
  CheckInStatus,
  ContactResult,
  ContactWay,
  DueDate,
  ExcusingReason,
  LetGo,
} from '@attend/casework';
import type { Keyring } from '@attend/server/keys/keyring';
import { letGo } from './let-go.ts';
import { instantOf, instantOrNull, millis, type Queryable } from './queryable.ts';
import { openRow, sealRow } from './sealed.ts';

export type CheckInRow = {
  readonly id: string;
  readonly participantId: string;
  readonly scheduleId: string | null;
  readonly officeId: string;
  readonly office: string;
  readonly timezone: string;
  readonly kind: CheckInKind;
  readonly dueOn: string;
  readonly windowFrom: string;
  readonly windowTo: string;
  readonly status: CheckInStatus;
  readonly letGo: LetGo | null;
  readonly inError: boolean;
  readonly slotAt: number | null;
  readonly reason: ExcusingReason | null;
  readonly contactsConfirmed: boolean | null;
  readonly decidedAt: number | null;
  readonly deciderId: string | null;
  readonly decider: string | null;
  readonly incidentId: string | null;
  readonly version: number;
  /** Under the person's key; null: nothing was written, or their key has ended. */
  readonly note: string | null;
};
type Sealed = Omit<CheckInRow, 'note'> & { readonly sealed: Buffer | null };

const columns = `c.id, c.participant_id as "participantId", c.schedule_id as "scheduleId", c.office_id as "officeId", o.name as office, o.timezone,
  c.kind, c.due_on::text as "dueOn", c.window_from::text as "windowFrom", c.window_to::text as "windowTo", c.status,
  ${letGo('c', 'o.timezone')} as "letGo", c.entered_in_error_at is not null as "inError",
  ${millis('c.slot_at')} as "slotAt", c.reason, c.contacts_confirmed as "contactsConfirmed", ${millis('c.decided_at')} as "decidedAt",
  c.decided_by as "deciderId", s.name as decider, c.incident_id as "incidentId", c.version, c.sealed`;
const joined = 'from check_in c join office o on o.id = c.office_id left join staff s on s.id = c.decided_by';

function openNote(
  keyring: Keyring,
  table: 'check_in' | 'check_in_attempt',
  row: { id: string; participantId: string; sealed: Buffer | null },
): string | null {
  const key = row.sealed === null ? null : keyring.find(row.participantId);
  return key === null || row.sealed === null ? null : openRow(key, table, row.id, row.sealed).note;
}

const opened = (keyring: Keyring, rows: readonly Sealed[]): CheckInRow[] =>
  rows.map(({ sealed, ...row }) => ({ ...row, note: openNote(keyring, 'check_in', { ...row, sealed }) }));

/** Newest due first: what is to come, and what was. */
export async function listCheckInsOf(
  client: Queryable,
  keyring: Keyring,
  participantId: string,
): Promise<CheckInRow[]> {
  const { rows } = await client.query<Sealed>({
    name: 'check-ins-of',
    text: `select ${columns} ${joined} where c.participant_id = $1 order by c.due_on desc, c.id limit 200`,
    values: [participantId],
  });
  return opened(keyring, rows);
}

/**
 * An office's day: whoever has a time on it, whoever is due without one, and those whose window ended without a word. By time, the
 * late ones last. `from` and `to` are the day's instants.
 */
export async function listDay(
  client: Queryable,
  keyring: Keyring,
  asked: {
    readonly officeId: string;
    readonly on: string;
    readonly from: number;
    readonly to: number;
    readonly limit: number;
  },
): Promise<CheckInRow[]> {
  const { rows } = await client.query<Sealed>({
    name: 'check-ins-day',
    text: `select ${columns} from (
        select id from check_in where office_id = $1 and slot_at >= $3 and slot_at < $4 and status <> 'ended'
        union select id from check_in where office_id = $1 and slot_at is null and due_on = $2 and status <> 'ended'
        union select l.id from check_in l join office f on f.id = l.office_id where l.office_id = $1 and l.status in ('due', 'booked')
          and l.window_to < $2::date and l.window_to >= $2::date - 400 and ${letGo('l', 'f.timezone')} is null
      ) d join check_in c on c.id = d.id and c.entered_in_error_at is null join office o on o.id = c.office_id left join staff s on s.id = c.decided_by
      order by c.window_to < $2::date, c.slot_at nulls last, c.due_on, c.id limit $5`,
    values: [asked.officeId, asked.on, instantOf(asked.from), instantOf(asked.to), asked.limit],
  });
  return opened(keyring, rows);
}

/** Locked until the transaction ends. */
export async function lockCheckIn(
  client: Queryable,
  keyring: Keyring,
  id: string,
): Promise<CheckInRow | null> {
  const { rows } = await client.query<Sealed>(`select ${columns} ${joined} where c.id = $1 for update of c`, [
    id,
  ]);
  return opened(keyring, rows)[0] ?? null;
}

/** The open one of a person, at this office, whose window holds a day. */
export async function lockOpenOn(
  client: Queryable,
  keyring: Keyring,
  participantId: string,
  officeId: string,
  on: string,
): Promise<CheckInRow | null> {
  const { rows } = await client.query<Sealed>(
    `select ${columns} ${joined} where c.participant_id = $1 and c.office_id = $2 and c.status in ('due', 'booked') and c.entered_in_error_at is null
       and c.window_from <= $3 and c.window_to >= $3 order by c.due_on limit 1 for update of c`,
    [participantId, officeId, on],
  );
  return opened(keyring, rows)[0] ?? null;
}

export type NewCheckIn = {
  readonly programmeId: string;
  readonly participantId: string;
  readonly scheduleId: string | null;
  readonly officeId: string;
  readonly kind: CheckInKind;
};

/** Those that are there already, by their day of the rhythm, stay as they are. Answers how many are new. */
export async function insertDue(client: Queryable, of: NewCheckIn, due: readonly DueDate[]): Promise<number> {
  const { rowCount } = await client.query(
    `insert into check_in (programme_id, participant_id, schedule_id, office_id, kind, nominal_on, due_on, window_from, window_to)
     select $1, $2, $3, $4, $5, d.* from unnest($6::date[], $7::date[], $8::date[], $9::date[]) as d on conflict do nothing`,
    [
      ...[of.programmeId, of.participantId, of.scheduleId, of.officeId, of.kind],
      ...[due.map((one) => one.nominalOn), due.map((one) => one.dueOn)],
      ...[due.map((one) => one.windowFrom), due.map((one) => one.windowTo)],
    ],
  );
  return rowCount ?? 0;
}

/** Somebody came without one being due. */
export async function insertWalkIn(
  client: Queryable,
  keyring: Keyring,
  of: NewCheckIn,
  came: {
    readonly on: string;
    readonly by: string;
    readonly contactsConfirmed: boolean;
    readonly note: string | null;
  },
): Promise<string> {
  const { rows } = await client.query<{ id: string }>('select uuidv7()::text as id');
  const id = rows[0]?.id ?? '';
  await client.query(
    `insert into check_in (id, programme_id, participant_id, office_id, kind, nominal_on, due_on, window_from, window_to, status,
       contacts_confirmed, decided_at, decided_by, sealed)
     values ($1, $2, $3, $4, $5, $6, $6, $6, $6, 'kept', $7, now(), $8, $9)`,
    [
      id,
      of.programmeId,
      of.participantId,
      of.officeId,
      of.kind,
      came.on,
      came.contactsConfirmed,
      came.by,
      sealNote(keyring, of.participantId, id, came.note),
    ],
  );
  return id;
}

const sealNote = (keyring: Keyring, participantId: string, id: string, note: string | null): Buffer | null =>
  note === null ? null : sealRow(keyring.create(participantId), 'check_in', id, { note });

/** Whether something was said of a check-in, and whether an attempt is the last one that counts. */
export async function findStanding(
  client: Queryable,
  kind: 'check-in' | 'contact-attempt',
  id: string,
): Promise<{ readonly decided: boolean; readonly last: boolean } | null> {
  const { rows } = await client.query<{ decided: boolean; last: boolean }>(
    kind === 'check-in'
      ? 'select c.decided_at is not null as decided, false as last from check_in c where c.id = $1'
      : `select false as decided, not exists (select from check_in_attempt l where l.check_in_id = a.check_in_id
           and l.step > a.step and l.entered_in_error_at is null) as last from check_in_attempt a where a.id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

/** The same check-in again, as nobody had said anything of it: what was said stands beside it, marked. Null: it was no due one. */
export async function openAgain(client: Queryable, id: string): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    `insert into check_in (programme_id, participant_id, schedule_id, office_id, kind, nominal_on, due_on, window_from, window_to)
     select programme_id, participant_id, schedule_id, office_id, kind, nominal_on, due_on, window_from, window_to
     from check_in where id = $1 and schedule_id is not null and entered_in_error_at is not null returning id`,
    [id],
  );
  return rows[0]?.id ?? null;
}

export async function bookSlot(client: Queryable, id: string, at: number): Promise<void> {
  await client.query(
    `update check_in set status = 'booked', slot_at = $2, version = version + 1 where id = $1`,
    [id, instantOf(at)],
  );
}

/** As suspensions do it: due as it was, without a time. */
export async function freeSlot(client: Queryable, id: string): Promise<void> {
  await client.query(
    `update check_in set status = 'due', slot_at = null, version = version + 1 where id = $1`,
    [id],
  );
}

export type Decided = {
  readonly status: CheckInStatus;
  readonly reason: ExcusingReason | null;
  readonly contactsConfirmed: boolean | null;
  readonly incidentId: string | null;
  readonly by: string;
  /** Null: the one that stands stays. */
  readonly note: string | null;
};

export async function writeDecision(
  client: Queryable,
  keyring: Keyring,
  row: CheckInRow,
  decided: Decided,
): Promise<void> {
  await client.query(
    `update check_in set status = $2, reason = $3, contacts_confirmed = coalesce($4, contacts_confirmed), incident_id = coalesce($5, incident_id),
       decided_at = now(), decided_by = $6, sealed = coalesce($7, sealed), version = version + 1 where id = $1`,
    [
      ...[row.id, decided.status, decided.reason, decided.contactsConfirmed, decided.incidentId, decided.by],
      sealNote(keyring, row.participantId, row.id, decided.note),
    ],
  );
}

export async function writeContactsConfirmed(
  client: Queryable,
  id: string,
  confirmed: boolean,
): Promise<void> {
  await client.query('update check_in set contacts_confirmed = $2, version = version + 1 where id = $1', [
    id,
    confirmed,
  ]);
}

/** What alerts of one happening join as well: work for somebody. */
export async function insertIncident(
  client: Queryable,
  programmeId: string,
  participantId: string,
): Promise<string> {
  const { rows } = await client.query<{ id: string }>('select uuidv7()::text as id');
  const id = rows[0]?.id ?? '';
  await client.query('insert into incident (id, programme_id, participant_id) values ($1, $2, $3)', [
    id,
    programmeId,
    participantId,
  ]);
  return id;
}

export type AttemptRow = {
  readonly id: string;
  readonly checkInId: string;
  readonly participantId: string;
  readonly step: number;
  readonly way: ContactWay;
  readonly result: ContactResult;
  readonly at: number;
  readonly byId: string;
  readonly by: string;
  readonly inError: boolean;
  readonly letterId: string | null;
  readonly note: string | null;
};

export async function listAttempts(
  client: Queryable,
  keyring: Keyring,
  checkInIds: readonly string[],
): Promise<AttemptRow[]> {
  const { rows } = await client.query<Omit<AttemptRow, 'note'> & { sealed: Buffer | null }>({
    name: 'check-in-attempts',
    text: `select a.id, a.check_in_id as "checkInId", a.participant_id as "participantId", a.step, a.way, a.result, ${millis('a.at')} as at,
        a.by_id as "byId", s.name as by, a.entered_in_error_at is not null as "inError",
        a.letter_id as "letterId", a.sealed
      from check_in_attempt a join staff s on s.id = a.by_id where a.check_in_id = any($1) order by a.check_in_id, a.step`,
    values: [checkInIds],
  });
  return rows.map(({ sealed, ...row }) => ({
    ...row,
    note: openNote(keyring, 'check_in_attempt', { ...row, sealed }),
  }));
}

export async function insertAttempt(
  client: Queryable,
  keyring: Keyring,
  of: { readonly programmeId: string; readonly row: CheckInRow; readonly by: string; readonly at: number },
  made: {
    readonly step: number;
    readonly way: ContactWay;
    readonly result: ContactResult;
    readonly note: string | null;
    /** The letter by which it was tried. */
    readonly letterId?: string;
  },
): Promise<string> {
  const { rows } = await client.query<{ id: string }>('select uuidv7()::text as id');
  const id = rows[0]?.id ?? '';
  const { participantId } = of.row;
  const sealed =
    made.note === null
      ? null
      : sealRow(keyring.create(participantId), 'check_in_attempt', id, { note: made.note });
  await client.query(
    `insert into check_in_attempt (id, programme_id, participant_id, check_in_id, step, way, result, at, by_id, sealed, letter_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      id,
      of.programmeId,
      participantId,
      of.row.id,
      made.step,
      made.way,
      made.result,
      instantOrNull(of.at),
      of.by,
      sealed,
      made.letterId ?? null,
    ],
  );
  await client.query('update check_in set version = version + 1 where id = $1', [of.row.id]);
  return id;
}

/** How many of a person's are asked for from an instant on. */
export async function countDueFrom(client: Queryable, participantId: string, from: number): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `select count(*)::int as n from check_in c join office o on o.id = c.office_id where c.participant_id = $1
       and c.status in ('due', 'booked') and c.entered_in_error_at is null and c.due_on >= ($2::timestamptz at time zone o.timezone)::date
       and ${letGo('c', 'o.timezone')} is null`,
    [participantId, instantOf(from)],
  );
  return rows[0]?.n ?? 0;
}
