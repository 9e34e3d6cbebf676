import { type LogKind, logKinds } from '@attend/casework';
import { instantOrNull, type Queryable } from './queryable.ts';
import type { SealedTable } from './sealed.ts';

/** A line of the log as the database has it: its words still sealed, its facts as JSON. */
export type LogRow = {
  readonly key: string;
  readonly id: string;
  readonly kind: LogKind;
  /** Microseconds since 1970, as text: the cursor must not round it. */
  readonly micros: string;
  readonly by: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly sealed: Buffer | null;
  readonly sealedAs: SealedTable;
  readonly sealedId: string;
};

/** One kind of line. `from`: after `from`, with the person as $1; the first of the columns says when. */
type Source = {
  readonly at: string;
  readonly key: string;
  readonly id: string;
  readonly by: string;
  readonly facts: string;
  readonly sealed: string;
  readonly sealedAs: SealedTable;
  readonly sealedId?: string;
  readonly from: string;
};

const utc = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const facts = (of: Readonly<Record<string, string>>): string =>
  `jsonb_build_object(${Object.entries(of)
    .map(([name, column]) => `'${name}', ${column}`)
    .join(', ')})`;
const named = (column: string): string => `(select s.name from staff s where s.id = ${column})`;

const entry = (kind: string): Source => ({
  ...{ at: 'e.at', key: 'e.id', id: 'e.id', by: named('e.by_id'), sealed: 'e.sealed' },
  facts: facts({ place: 'e.place', result: 'e.result' }),
  sealedAs: 'contact_entry',
  from: `contact_entry e where e.participant_id = $1 and e.kind = '${kind}'`,
});

/** Of one help up to three lines: who asked, who arranged it, who said what came of it. */
const helpEvents = [
  { event: `'asked'`, at: 'a.asked_at', by: 'a.asked_by', when: 'true', key: 'asked' },
  {
    event: `'arranged'`,
    at: 'a.arranged_at',
    by: 'a.arranged_by',
    when: 'a.arranged_at is not null',
    key: 'arranged',
  },
  {
    event: 'a.status',
    at: 'a.settled_at',
    by: 'a.settled_by',
    when: 'a.settled_at is not null',
    key: 'settled',
  },
] as const;
const sending: Source = {
  ...{ at: 'n.sent_at', key: 'n.id', id: 'n.id', by: named('n.by_id'), facts: '' },
  ...{ sealed: 'n.sealed', sealedAs: 'letter_sending' },
  from: 'letter_sending n join letter l on l.id = n.letter_id where n.participant_id = $1',
};
const sentFacts = (event: 'sent' | 'returned'): string =>
  facts({ event: `'${event}'`, of: 'l.kind', way: 'n.way', letter: 'l.id' });

const sources: Readonly<Record<LogKind, readonly Source[]>> = {
  // What is planned has not happened; what was cancelled never did.
  message: [
    {
      ...{
        at: 'coalesce(m.sent_at, m.sending_at, m.try_at)',
        key: 'm.id',
        id: 'm.id',
        by: named('m.created_by'),
      },
      facts: facts({
        ...{
          template: 'm.template',
          status: 'm.status',
          reason: 'm.reason',
          delivered: utc('m.delivered_at'),
        },
        way: '(select c.kind from contact_point c where c.id = m.contact_point_id)',
      }),
      ...{ sealed: 'm.sealed', sealedAs: 'message' },
      from: `message m where m.participant_id = $1 and m.status in ('sent', 'failed', 'unknown')`,
    },
  ],
  reply: [
    {
      ...{
        at: 'r.at',
        key: 'r.id',
        id: 'r.id',
        by: 'null::text',
        sealed: 'r.sealed',
        sealedAs: 'message_reply',
      },
      facts: facts({ meaning: 'r.meaning' }),
      from: 'message_reply r where r.participant_id = $1',
    },
  ],
  call: [entry('call')],
  visit: [entry('visit')],
  letter: [entry('letter')],
  'letter-sending': [
    { ...sending, facts: sentFacts('sent') },
    {
      ...{ ...sending, at: 'n.returned_at', key: `n.id || '/returned'`, by: named('n.returned_by') },
      ...{ facts: sentFacts('returned'), sealed: 'n.returned_sealed', sealedAs: 'letter_return' },
      from: `${sending.from} and n.returned_at is not null`,
    },
  ],
  note: [entry('note')],
  'check-in': [
    {
      ...{ at: 'c.decided_at', key: 'c.id', id: 'c.id', by: named('c.decided_by') },
      facts: facts({ how: 'c.kind', dueOn: 'c.due_on', status: 'c.status', reason: 'c.reason' }),
      ...{ sealed: 'c.sealed', sealedAs: 'check_in' },
      from: 'check_in c where c.participant_id = $1 and c.decided_at is not null',
    },
  ],
  'contact-attempt': [
    {
      ...{ at: 'a.at', key: 'a.id', id: 'a.id', by: named('a.by_id') },
      facts: facts({ way: 'a.way', result: 'a.result', dueOn: 'c.due_on' }),
      ...{ sealed: 'a.sealed', sealedAs: 'check_in_attempt' },
      from: 'check_in_attempt a join check_in c on c.id = a.check_in_id where a.participant_id = $1',
    },
  ],
  alert: [
    {
      ...{ at: 't.at', key: 't.id', id: 'a.id', by: named('t.staff_id') },
      facts: facts({
        ...{ event: 't.kind', alert: 'a.id', of: 'a.kind', severity: 'a.severity', outcome: 't.outcome' },
      }),
      ...{ sealed: 't.sealed', sealedAs: 'alert_transition' },
      // As alert-history.ts names a transition: by its alert and the instant in milliseconds.
      sealedId: `a.id || '/' || floor(extract(epoch from t.at) * 1000)::bigint`,
      from: `alert a join alert_transition t on t.alert_id = a.id
        where a.participant_id = $1 and t.kind in ('raised', 'returned', 'withdrawn', 'closed', 'reopened')`,
    },
  ],
  hearing: [
    {
      ...{ at: 'x.at', key: `h.id || '/' || x.version`, id: 'h.id', by: named('x.staff_id') },
      facts: facts({
        event: `case when x.version = 1 then 'entered' when 'appearance' = any (x.fields) then 'appearance'
          when 'status' = any (x.fields) then h.status else 'changed' end`,
        ...{ at: utc('h.at'), timezone: 'h.timezone', court: 'h.court', appearance: 'h.appearance' },
        ...{ excuse: 'h.excuse', movedTo: `(select ${utc('n.at')} from hearing n where n.id = h.moved_to)` },
      }),
      ...{ sealed: 'h.sealed', sealedAs: 'hearing', sealedId: 'h.id::text' },
      from: 'hearing h join hearing_change x on x.hearing_id = h.id where h.participant_id = $1',
    },
  ],
  help: helpEvents.map(({ event, at, by, when, key }) => ({
    ...{ at, key: `a.id || '/${key}'`, id: 'a.id', by: named(by) },
    facts: facts({
      ...{
        event,
        of: 'a.kind',
        way: 'a.way',
        for: `case when a.hearing_id is null then 'check-in' else 'hearing' end`,
      },
      at: utc(
        '(select h.at from hearing h where h.id = a.hearing_id union all select c.slot_at from check_in c where c.id = a.check_in_id)',
      ),
      dueOn: '(select c.due_on from check_in c where c.id = a.check_in_id)',
    }),
    ...{ sealed: 'a.sealed', sealedAs: 'arranged_help' as const },
    from: `arranged_help a where a.participant_id = $1 and ${when}`,
  })),
  order: [
    {
      ...{ at: 'v.effective_at', key: 'v.id', id: 'o.id', by: named('v.created_by') },
      facts: facts({
        ...{ event: `'took-effect'`, reference: 'o.reference', version: 'v.version', endedAs: 'null::text' },
      }),
      ...{ sealed: 'v.sealed', sealedAs: 'order_version', sealedId: 'v.id::text' },
      from: `supervision_order o join order_version v on v.order_id = o.id
        where o.participant_id = $1 and v.effective_at is not null`,
    },
    // A draft is no event but where it should never have been: then it stands here, struck through.
    {
      ...{ at: 'v.created_at', key: `v.id || '/drafted'`, id: 'v.id', by: named('v.created_by') },
      facts: facts({
        ...{ event: `'drafted'`, reference: 'o.reference', version: 'v.version', endedAs: 'null::text' },
      }),
      ...{ sealed: 'v.sealed', sealedAs: 'order_version', sealedId: 'v.id::text' },
      from: `supervision_order o join order_version v on v.order_id = o.id
        where o.participant_id = $1 and v.entered_in_error_at is not null`,
    },
    {
      ...{ at: 'o.ended_at', key: `o.id || '/ended'`, id: 'o.id', by: 'null::text' },
      facts: facts({
        ...{ event: `'ended'`, reference: 'o.reference', version: 'null::int', endedAs: 'o.ended_as' },
      }),
      ...{ sealed: 'null::bytea', sealedAs: 'order_version' },
      from: 'supervision_order o where o.participant_id = $1 and o.ended_at is not null',
    },
  ],
  exception: [
    {
      ...{ at: 'coalesce(e.decided_at, e.asked_at)', key: 'e.id', id: 'e.id', by: named('e.decided_by') },
      facts: facts({
        ...{
          event: `'decided'`,
          status: 'e.status',
          condition: 'c.reference',
          from: utc('e.from_at'),
          to: utc('e.to_at'),
        },
        ...{ asker: 'null::text', way: 'null::text', receivedOn: 'null::date' },
      }),
      ...{ sealed: 'e.sealed', sealedAs: 'condition_exception' },
      from: `condition c join condition_exception e on e.condition_id = c.id
        where c.participant_id = $1 and (e.decided_at is not null or e.asker is null)`,
    },
    {
      ...{ at: 'e.asked_at', key: `e.id || '/asked'`, id: 'e.id', by: named('e.asked_by') },
      facts: facts({
        ...{ event: `'asked'`, status: `'asked'`, condition: 'c.reference' },
        from: utc('coalesce(e.wished_from, e.from_at)'),
        to: utc('coalesce(e.wished_to, e.to_at)'),
        ...{ asker: 'e.asker', way: 'e.way', receivedOn: 'e.received_on' },
      }),
      ...{ sealed: 'e.sealed', sealedAs: 'condition_exception' },
      from: `condition c join condition_exception e on e.condition_id = c.id where c.participant_id = $1 and e.asker is not null`,
    },
  ],
  suspension: [
    {
      ...{ at: 'u.begun_at', key: 'u.id', id: 'u.id', by: named('u.begun_by') },
      facts: facts({ event: `'began'`, of: 'u.kind', from: utc('u.from_at'), to: 'null::text' }),
      ...{ sealed: 'u.sealed', sealedAs: 'suspension', from: 'suspension u where u.participant_id = $1' },
    },
    {
      ...{ at: 'u.end_said_at', key: `u.id || '/ended'`, id: 'u.id', by: named('u.ended_by') },
      facts: facts({ event: `'ended'`, of: 'u.kind', from: utc('u.from_at'), to: utc('u.to_at') }),
      ...{ sealed: 'u.sealed', sealedAs: 'suspension' },
      from: 'suspension u where u.participant_id = $1 and u.end_said_at is not null',
    },
  ],
  // Whom it concerns sees none: the wall leaves them out here as everywhere (CPL-2).
  complaint: [
    {
      ...{ at: 'c.taken_at', key: 'c.id', id: 'c.id', by: named('c.taken_by') },
      facts: facts({ event: `'received'`, number: 'c.number', topic: 'c.topic' }),
      ...{ sealed: 'c.sealed', sealedAs: 'complaint', from: 'complaint c where c.participant_id = $1' },
    },
    {
      ...{ at: 't.at', key: 't.id', id: 'c.id', by: named('t.by_id') },
      facts: facts({ event: 't.kind', number: 'c.number', topic: 'c.topic' }),
      ...{ sealed: 't.sealed', sealedAs: 'complaint_step', sealedId: 't.id::text' },
      from: `complaint c join complaint_step t on t.complaint_id = c.id
        where c.participant_id = $1 and t.kind in ('acknowledged', 'answered', 'appealed', 'appeal-answered')`,
    },
  ],
  'look-copy': [
    {
      ...{ at: 'y.asked_at', key: 'y.id', id: 'y.id', by: named('y.asked_by') },
      facts: facts({
        ...{ event: `'asked'`, asker: 'y.asker', way: 'y.way', receivedOn: 'y.received_on' },
      }),
      ...{ sealed: 'null::bytea', sealedAs: 'look_copy', from: 'look_copy y where y.participant_id = $1' },
    },
    {
      ...{ at: 'y.handed_at', key: `y.id || '/handed'`, id: 'y.id', by: named('y.handed_by') },
      facts: facts({
        ...{ event: `'handed'`, asker: 'y.asker', way: 'y.way', receivedOn: 'y.received_on' },
      }),
      ...{ sealed: 'y.sealed', sealedAs: 'look_copy' },
      from: 'look_copy y where y.participant_id = $1 and y.handed_at is not null',
    },
  ],
};

const keyOf = (kind: string, { key }: Source): string => `'${kind}/' || ${key}`;

/** No further than a page of each kind is read, whatever else the person has. */
const branch = (kind: LogKind, source: Source): string => `(
  select ${keyOf(kind, source)} as key, ${source.id}::text as id, '${kind}' as kind, ${source.at} as at, ${source.by} as by,
    ${source.facts} as facts, ${source.sealed} as sealed, '${source.sealedAs}' as sealed_as, ${source.sealedId ?? `${source.id}::text`} as sealed_id
  from ${source.from}
    and ${source.at} >= coalesce($2, '-infinity'::timestamptz) and ${source.at} < coalesce($3, 'infinity'::timestamptz)
    and ($4::bigint is null or (${source.at}, ${keyOf(kind, source)}) < ('epoch'::timestamptz + $4::bigint * interval '1 microsecond', $5::text))
  order by ${source.at} desc, 1 desc limit $6)`;

export type LogAsked = {
  readonly participantId: string;
  readonly kinds: readonly LogKind[];
  readonly from: number | null;
  readonly to: number | null;
  /** The last line that was read: in the order of instant and key, downwards. */
  readonly after: { readonly micros: string; readonly key: string } | null;
  readonly limit: number;
};

/**
 * Planned once a connection and set of kinds, of which there are as many as roles see and filters name: planning some thirty branches
 * takes five times as long as running them (measured, docs/operations/performance.md).
 */
const nameOf = (kinds: readonly LogKind[]): string =>
  `contact-log-${kinds.reduce((bits, kind) => bits | (1 << logKinds.indexOf(kind)), 0).toString(16)}`;

/** The latest first. Only of the kinds that are asked for: what a viewer may not read is not read. */
export async function listLog(
  client: Queryable,
  { participantId, kinds: asked, from, to, after, limit }: LogAsked,
): Promise<LogRow[]> {
  // In one order, so that one name has one text.
  const kinds = logKinds.filter((kind) => asked.includes(kind));
  if (kinds.length === 0) return [];
  const union = kinds
    .flatMap((kind) => sources[kind].map((source) => branch(kind, source)))
    .join('\nunion all\n');
  const { rows } = await client.query<LogRow>({
    name: nameOf(kinds),
    text: `select key, id, kind, (extract(epoch from at) * 1000000)::bigint::text as micros, by, facts, sealed,
       sealed_as as "sealedAs", sealed_id as "sealedId"
     from (${union}) l order by at desc, key desc limit $6`,
    values: [
      ...[participantId, instantOrNull(from), instantOrNull(to), after?.micros ?? null, after?.key ?? null],
      limit,
    ],
  });
  return rows;
}
