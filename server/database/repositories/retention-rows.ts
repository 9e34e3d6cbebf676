import type { RetentionKindName } from '@attend/casework';
import { millis, type Queryable } from './queryable.ts';

/** What was removed, or would be: `from` the oldest, null where there is nothing. */
export type Amount = {
  readonly rows: number;
  readonly bytes: number;
  readonly held: number;
  readonly from: number | null;
};
export const nothing: Amount = { rows: 0, bytes: 0, held: 0, from: null };

/** Rows that end one by one. $1 the programme (null for the machine's own), $2 the instant before which they end. */
type RowsOfKind = {
  readonly kind: RetentionKindName;
  readonly table: string;
  /** After `from TABLE t`. */
  readonly joins: string;
  readonly due: string;
  readonly at: string;
  readonly bytes: string;
  /** Null: about nobody. */
  readonly participant: string | null;
};

const ofAssignment = 'left join attend.assignment a on a.id = t.assignment_id';

/** An order of theirs stood at $2, or was to stand. */
const isUnderOrder = `exists (select from attend.supervision_order o join attend.order_version v on v.order_id = o.id
  where o.participant_id = t.participant_id and o.status <> 'draft' and coalesce(o.ended_at, v.to_at, 'infinity') > $2::timestamptz)`;
/** A file goes with what was made of it: a document whole, of a photo the image. */
const file = {
  table: 'attend.stored_file',
  bytes: 'octet_length(t.sealed)',
  participant: 't.participant_id',
} as const;

const isChained = (kind: 'look' | 'look-total' | 'change'): string =>
  `exists (select from attend.audit_chain c where c.kind = '${kind}' and c.entry_id = t.id and c.at < $2::timestamptz)`;

const rowsOfKinds: readonly RowsOfKind[] = [
  {
    // A hold's copies of days whose partition is gone.
    kind: 'readings',
    table: 'attend.upload_held',
    joins: ofAssignment,
    due: 'a.programme_id = $1::uuid and t.day < ($2::timestamptz)::date',
    at: 't.day::timestamptz',
    bytes: 'octet_length(t.content)',
    participant: 'a.participant_id',
  },
  {
    // Of violations that are over: what lasts is evidence still being gathered.
    kind: 'violation-positions',
    table: 'attend.violation_position',
    joins: `${ofAssignment} join attend.alert_occurrence o on o.assignment_id = t.assignment_id and o.ordinal = t.ordinal`,
    due: 't.programme_id = $1::uuid and coalesce(o.withdrawn_at, o.cleared_at) < $2::timestamptz',
    at: 'coalesce(o.withdrawn_at, o.cleared_at)',
    bytes: 'octet_length(t.content)',
    participant: 'a.participant_id',
  },
  {
    kind: 'rejections',
    table: 'attend.rejection',
    joins: ofAssignment,
    due: 't.programme_id = $1::uuid and t.at < $2::timestamptz',
    at: 't.at',
    bytes: 'coalesce(octet_length(t.sealed), 0) + octet_length(t.hash)',
    participant: 'a.participant_id',
  },
  {
    // Not before all that the chain says of them has stood there for the term: then a verifier can tell by the chain alone.
    kind: 'access-records',
    table: 'attend.access_record',
    joins: '',
    due: `t.programme_id = $1::uuid and t.at < $2::timestamptz and ${isChained('look')} and (t.action <> 'list' or ${isChained('look-total')})`,
    at: 't.at',
    bytes: 'octet_length(t.what) + octet_length(t.purpose)',
    participant: 't.participant_id',
  },
  {
    kind: 'audit-values',
    table: 'attend.audit_entry',
    joins: '',
    due: `t.programme_id = $1::uuid and t.at < $2::timestamptz and (t.before is not null or t.after is not null) and ${isChained('change')}`,
    at: 't.at',
    bytes: 'coalesce(octet_length(t.before), 0) + coalesce(octet_length(t.after), 0)',
    participant: 't.participant_id',
  },
  {
    kind: 'device-flags',
    table: 'attend.device_flag',
    joins: '',
    due: 't.programme_id = $1::uuid and t.looked_at < $2::timestamptz',
    at: 't.looked_at',
    bytes: 'coalesce(octet_length(t.sealed), 0)',
    participant: null,
  },
  {
    // Held or cancelled; one that was moved before the one in its place, which it names. With its changes and its confirmation.
    kind: 'hearings',
    table: 'attend.hearing',
    joins: '',
    due: `t.programme_id = $1::uuid and t.at < $2::timestamptz and t.status <> 'scheduled'
      and not exists (select from attend.hearing m where m.moved_to = t.id)`,
    at: 't.at',
    bytes: 'octet_length(t.sealed)',
    participant: 't.participant_id',
  },
  {
    // Decided ones, with the attempts at contact and the incident of a missed one. What nobody decided stays as work.
    kind: 'check-ins',
    table: 'attend.check_in',
    joins: '',
    due: `t.programme_id = $1::uuid and coalesce(t.decided_at, t.window_to::timestamptz) < $2::timestamptz and t.status not in ('due', 'booked')
      and (t.status <> 'missed' or t.followed_up_at is not null)`,
    at: 'coalesce(t.decided_at, t.window_to::timestamptz)',
    bytes: 'coalesce(octet_length(t.sealed), 0)',
    participant: 't.participant_id',
  },
  {
    // Settled, or never meant; what is open stays as work until its hearing or check-in ends, and goes with it.
    kind: 'arranged-help',
    table: 'attend.arranged_help',
    joins: '',
    due: `t.programme_id = $1::uuid and coalesce(t.settled_at, t.entered_in_error_at) < $2::timestamptz`,
    at: 'coalesce(t.settled_at, t.entered_in_error_at)',
    bytes: 'octet_length(t.sealed) + coalesce(octet_length(t.place_sealed), 0)',
    participant: 't.participant_id',
  },
  {
    // Calls, visits, letters and notes; counted from when they happened, also those that were entered in error.
    kind: 'contact-entries',
    table: 'attend.contact_entry',
    joins: '',
    due: 't.programme_id = $1::uuid and t.at < $2::timestamptz',
    at: 't.at',
    bytes: 'octet_length(t.sealed)',
    participant: 't.participant_id',
  },
  {
    // What nobody knows of stays until somebody has said what became of it.
    kind: 'messages',
    table: 'attend.message',
    joins: '',
    due: `t.programme_id = $1::uuid and coalesce(t.sent_at, t.due_at) < $2::timestamptz and t.status in ('sent', 'failed', 'cancelled')`,
    at: 'coalesce(t.sent_at, t.due_at)',
    bytes: 'octet_length(t.sealed)',
    participant: 't.participant_id',
  },
  {
    // One that asks for help, or must be read, stays until somebody has seen to it.
    kind: 'replies',
    table: 'attend.message_reply',
    joins: '',
    due: `t.programme_id = $1::uuid and t.at < $2::timestamptz and (t.answered_at is not null or t.meaning in ('yes', 'stop'))`,
    at: 't.at',
    bytes: 'octet_length(t.sealed)',
    participant: 't.participant_id',
  },
  {
    // With its steps. What nobody has answered stays as work.
    kind: 'complaints',
    table: 'attend.complaint',
    joins: '',
    due: 't.programme_id = $1::uuid and t.closed_at < $2::timestamptz',
    at: 't.closed_at',
    bytes: 'octet_length(t.sealed)',
    participant: 't.participant_id',
  },
  {
    // What was asked for and nobody handed over stays as work.
    kind: 'look-copies',
    table: 'attend.look_copy',
    joins: '',
    due: 't.programme_id = $1::uuid and t.handed_at < $2::timestamptz',
    at: 't.handed_at',
    bytes: 'octet_length(t.sealed)',
    participant: 't.participant_id',
  },
  {
    ...file,
    kind: 'case-documents',
    joins: 'join attend.case_document d on d.file_id = t.id',
    due: `t.programme_id = $1::uuid and d.added_at < $2::timestamptz and not ${isUnderOrder}`,
    at: 'd.added_at',
  },
  {
    ...file,
    kind: 'check-in-photos',
    joins: 'join attend.check_in_photo p on p.file_id = t.id',
    due: 't.programme_id = $1::uuid and p.added_at < $2::timestamptz',
    at: 'p.added_at',
  },
  {
    ...file,
    kind: 'reference-photos',
    joins: 'join attend.reference_photo r on r.file_id = t.id',
    due: `t.programme_id = $1::uuid and coalesce(r.replaced_at, r.added_at) < $2::timestamptz
      and (r.replaced_at is not null or not ${isUnderOrder})`,
    at: 'coalesce(r.replaced_at, r.added_at)',
  },
  {
    ...file,
    kind: 'unused-files',
    joins: '',
    due: `t.programme_id = $1::uuid and t.uploaded_at < $2::timestamptz and not exists (select from attend.case_document d where d.file_id = t.id)
      and not exists (select from attend.check_in_photo p where p.file_id = t.id)
      and not exists (select from attend.reference_photo r where r.file_id = t.id)`,
    at: 't.uploaded_at',
  },
  {
    kind: 'idempotency-keys',
    table: 'attend.idempotency_key',
    joins: '',
    due: 't.programme_id = $1::uuid and t.at < $2::timestamptz',
    at: 't.at',
    bytes: 'coalesce(octet_length(t.response), 0)',
    participant: null,
  },
  {
    kind: 'unknown-devices',
    table: 'attend.unknown_device',
    joins: '',
    due: '$1::uuid is null and t.last_at < $2::timestamptz',
    at: 't.last_at',
    bytes: 'octet_length(t.identifier)',
    participant: null,
  },
  {
    kind: 'listening',
    table: 'attend.listening',
    joins: '',
    due: '$1::uuid is null and t.until_at < $2::timestamptz',
    at: 't.until_at',
    bytes: '0',
    participant: null,
  },
];

/** Kinds that `removeRows` knows; uploads by their days' partitions and alerts have functions of their own. */
export const kindsInRows: readonly RetentionKindName[] = rowsOfKinds.map(({ kind }) => kind);

export const rowsOf = (kind: RetentionKindName): RowsOfKind => {
  const found = rowsOfKinds.find((one) => one.kind === kind);
  if (found === undefined) throw new Error(`${kind} does not end row by row`);
  return found;
};

export type AmountRow = { rows: number; bytes: number; held: number; from: number | null };
export const amountColumns = (held: string): string =>
  `count(*) filter (where not ${held})::float8 as rows, coalesce(sum(bytes) filter (where not ${held}), 0)::float8 as bytes,
   count(*) filter (where ${held})::float8 as held, ${millis(`min(at) filter (where not ${held})`)} as "from"`;

/** What would go. Reads the rows, so it is for a page that somebody opens, not for a clock. */
export async function countRows(
  client: Queryable,
  kind: RetentionKindName,
  programmeId: string | null,
  until: Date,
): Promise<Amount> {
  const { table, joins, due, at, bytes, participant } = rowsOf(kind);
  const held = participant === null ? 'false' : `attend.is_held(${participant})`;
  const { rows } = await client.query<AmountRow>(
    `select ${amountColumns('held')} from (select ${at} as at, ${bytes} as bytes, ${held} as held from ${table} t ${joins} where ${due}) due`,
    [programmeId, until],
  );
  return rows[0] ?? nothing;
}

/** Removes at most `limit`; fewer removed than that means that nothing is left. */
export async function removeRows(
  client: Queryable,
  kind: RetentionKindName,
  programmeId: string | null,
  until: Date,
  limit: number,
): Promise<Amount> {
  const { table, joins, due, at, bytes, participant } = rowsOf(kind);
  const free =
    participant === null ? 'true' : `(${participant} is null or not attend.is_held(${participant}))`;
  const { rows } = await client.query<AmountRow>(
    `with due as (
       select t.ctid as place, ${at} as at, ${bytes} as bytes from ${table} t ${joins} where ${due} and ${free} limit $3
     ), gone as (
       delete from ${table} g using due where g.ctid = due.place returning due.at, due.bytes
     )
     select ${amountColumns('false')} from gone`,
    [programmeId, until, limit],
  );
  return rows[0] ?? nothing;
}

/** Over as work and as a happening: closed or withdrawn, and nothing of it lasts. */
const alertDue = `a.programme_id = $1 and coalesce(a.withdrawn_at, a.closed_at) < $2
  and (a.withdrawn_at is not null or a.status = 'closed')
  and (a.withdrawn_at is not null or a.to_at is not null)`;
const alertBytes = `(select coalesce(sum(octet_length(o.sealed)), 0) from attend.alert_occurrence o where o.alert_id = a.id)`;

export async function countAlerts(client: Queryable, programmeId: string, until: Date): Promise<Amount> {
  const { rows } = await client.query<AmountRow>(
    `select ${amountColumns('held')} from (
       select coalesce(a.withdrawn_at, a.closed_at) as at, ${alertBytes} as bytes, attend.is_held(a.participant_id) as held
       from attend.alert a where ${alertDue}) due`,
    [programmeId, until],
  );
  return rows[0] ?? nothing;
}

/** An alert goes whole: its occurrences, transitions, kept positions, and its incident where that is left empty. */
export async function removeAlerts(
  client: Queryable,
  programmeId: string,
  until: Date,
  limit: number,
): Promise<Amount> {
  const { rows: found } = await client.query<{ id: string; incident_id: string | null }>(
    `select a.id, a.incident_id from attend.alert a where ${alertDue} and not attend.is_held(a.participant_id)
     order by a.id limit $3 for update of a`,
    [programmeId, until, limit],
  );
  if (found.length === 0) return nothing;
  const ids = found.map(({ id }) => id);
  const { rows } = await client.query<AmountRow>(
    `select ${amountColumns('false')} from (
       select coalesce(a.withdrawn_at, a.closed_at) as at, ${alertBytes} as bytes from attend.alert a where a.id = any($1)) gone`,
    [ids],
  );
  await client.query(
    `delete from attend.violation_position v using attend.alert_occurrence o
     where o.alert_id = any($1) and v.assignment_id = o.assignment_id and v.ordinal = o.ordinal`,
    [ids],
  );
  await client.query('delete from attend.alert_transition where alert_id = any($1)', [ids]);
  await client.query('delete from attend.alert_occurrence where alert_id = any($1)', [ids]);
  await client.query('delete from attend.alert where id = any($1)', [ids]);
  const incidents = found.flatMap(({ incident_id }) => (incident_id === null ? [] : [incident_id]));
  await client.query(
    `delete from attend.incident i where i.id = any($1) and not exists (select from attend.alert a where a.incident_id = i.id)`,
    [incidents],
  );
  return rows[0] ?? nothing;
}
