import type { CheckInKind, CheckInStatus, ExcusingReason } from '@attend/casework';
import type { Keyring } from '@attend/server/keys/keyring';
import { insertRows } from './insert-rows.ts';
import { instantOf, millis, type Queryable } from './queryable.ts';
import { openRow, sealRow } from './sealed.ts';

export type CaseloadCheckInRow = {
  readonly id: string;
  readonly participantId: string;
  readonly office: string;
  readonly kind: CheckInKind;
  readonly dueOn: string;
  readonly windowFrom: string;
  readonly windowTo: string;
  readonly status: CheckInStatus;
  readonly reason: ExcusingReason | null;
  readonly decided: number | null;
  readonly contactsConfirmed: boolean | null;
  readonly version: number;
  readonly note: string | null;
};

/** Of these people: those of which something was said, and with `open` those of which nothing was yet. */
export async function loadCaseloadCheckIns(
  client: Queryable,
  keyring: Keyring,
  participants: readonly string[],
  open: boolean,
): Promise<CaseloadCheckInRow[]> {
  const { rows } = await client.query<Omit<CaseloadCheckInRow, 'note'> & { readonly sealed: Buffer | null }>(
    `select c.id, c.participant_id as "participantId", o.name as office, c.kind, c.due_on::text as "dueOn",
       c.window_from::text as "windowFrom", c.window_to::text as "windowTo", c.status, c.reason, ${millis('c.decided_at')} as decided,
       c.contacts_confirmed as "contactsConfirmed", c.version, c.sealed
     from check_in c join office o on o.id = c.office_id
     where c.participant_id = any($1) and c.entered_in_error_at is null
       and (c.status in ('kept', 'excused', 'missed', 'not-known') or $2 and c.status in ('due', 'booked'))
     order by c.participant_id, c.due_on, c.id`,
    [participants, open],
  );
  return rows.map(({ sealed, ...row }) => {
    const key = sealed === null ? null : keyring.find(row.participantId);
    const note = key === null || sealed === null ? null : openRow(key, 'check_in', row.id, sealed).note;
    return { ...row, note };
  });
}

type Said = {
  readonly id: string;
  readonly participantId: string;
  readonly outcome: string;
  readonly reason: string | null;
  readonly decided: number;
  readonly contactsConfirmed: boolean | null;
  readonly note: string | null;
};
export type WrittenCheckIn = Said & {
  readonly officeId: string;
  readonly kind: string;
  readonly dueOn: string;
  readonly windowFrom: string;
  readonly windowTo: string;
};

const sealNote = (keyring: Keyring, { id, participantId, note }: Said): Buffer | null =>
  note === null ? null : sealRow(keyring.create(participantId), 'check_in', id, { note });
/** What was missed before it came in is followed up by nobody here. */
const followedUp = ({ outcome, decided }: Said): Date | null =>
  outcome === 'missed' ? instantOf(decided) : null;

/** Nobody of this staff has said what came of them. */
export async function insertCaseloadCheckIns(
  client: Queryable,
  keyring: Keyring,
  programme_id: string,
  made: readonly WrittenCheckIn[],
): Promise<void> {
  const columns = {
    ...{ id: 'uuid', programme_id: 'uuid', participant_id: 'uuid', office_id: 'uuid', kind: 'text' },
    ...{ nominal_on: 'date', due_on: 'date', window_from: 'date', window_to: 'date', status: 'text' },
    ...{ reason: 'text', decided_at: 'timestamptz', contacts_confirmed: 'boolean', sealed: 'bytea' },
    followed_up_at: 'timestamptz',
  };
  const rows = made.map((one) => ({
    ...{
      id: one.id,
      programme_id,
      participant_id: one.participantId,
      office_id: one.officeId,
      kind: one.kind,
    },
    ...{ nominal_on: one.dueOn, due_on: one.dueOn, window_from: one.windowFrom, window_to: one.windowTo },
    ...{ status: one.outcome, reason: one.reason, decided_at: instantOf(one.decided) },
    ...{ contacts_confirmed: one.contactsConfirmed, sealed: sealNote(keyring, one) },
    followed_up_at: followedUp(one),
  }));
  await insertRows(client, 'check_in', columns, rows);
}

/** Of those that were due by a schedule here, and of which nothing was said yet. */
export async function decideCaseloadCheckIns(
  client: Queryable,
  keyring: Keyring,
  decided: readonly Said[],
): Promise<void> {
  if (decided.length === 0) return;
  await client.query(
    `update check_in c set status = w.status, reason = w.reason, decided_at = w.decided, contacts_confirmed = w.confirmed,
       sealed = w.sealed, followed_up_at = w.followed, version = c.version + 1
     from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::boolean[], $6::bytea[], $7::timestamptz[])
       as w (id, status, reason, decided, confirmed, sealed, followed) where c.id = w.id`,
    [
      ...[decided.map(({ id }) => id), decided.map(({ outcome }) => outcome)],
      ...[decided.map(({ reason }) => reason), decided.map((one) => instantOf(one.decided))],
      decided.map(({ contactsConfirmed }) => contactsConfirmed),
      ...[decided.map((one) => sealNote(keyring, one)), decided.map(followedUp)],
    ],
  );
}
