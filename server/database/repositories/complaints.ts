import { randomUUIDv7 } from 'node:crypto';
import type {
  Complainant,
  ComplaintOutcome,
  ComplaintShow,
  ComplaintStatus,
  ComplaintStep,
  ComplaintTelling,
  ComplaintTopic,
  RequestWay,
} from '@attend/casework';
import { millis, type Queryable } from './queryable.ts';
import { isReached, type Reach } from './reach.ts';

type Named = { readonly id: string; readonly name: string };
export type ComplaintRow = {
  readonly id: string;
  readonly number: number;
  readonly participantId: string | null;
  readonly complainant: Complainant;
  readonly anonymous: boolean;
  readonly way: RequestWay;
  readonly topic: ComplaintTopic;
  readonly concernedStaff: readonly string[];
  readonly concernedProvider: string | null;
  readonly office: Named | null;
  readonly receivedOn: string;
  readonly takenAt: number;
  readonly takenBy: Named;
  readonly status: ComplaintStatus;
  readonly handler: Named | null;
  readonly acknowledgeBy: string;
  readonly answerBy: string;
  readonly outcome: ComplaintOutcome | null;
  readonly answeredBy: string | null;
  readonly appealOutcome: ComplaintOutcome | null;
  readonly version: number;
  readonly sealed: Buffer;
};
const named = (table: string, column: string): string =>
  `(select json_build_object('id', x.id, 'name', x.name) from ${table} x where x.id = ${column})`;
const columns = `c.id, c.number, c.participant_id as "participantId", c.complainant, c.anonymous, c.way, c.topic,
  c.concerned_staff as "concernedStaff", c.concerned_provider as "concernedProvider", ${named('office', 'c.office_id')} as office,
  c.received_on::text as "receivedOn", ${millis('c.taken_at')} as "takenAt", ${named('staff', 'c.taken_by')} as "takenBy", c.status,
  ${named('staff', 'c.handler_id')} as handler, c.acknowledge_by::text as "acknowledgeBy", c.answer_by::text as "answerBy", c.outcome,
  c.answered_by as "answeredBy", c.appeal_outcome as "appealOutcome", c.version, c.sealed`;

export type NewComplaint = Pick<
  ComplaintRow,
  | 'id'
  | 'participantId'
  | 'complainant'
  | 'anonymous'
  | 'way'
  | 'topic'
  | 'concernedStaff'
  | 'concernedProvider'
  | 'receivedOn'
  | 'acknowledgeBy'
  | 'answerBy'
  | 'sealed'
> & { readonly programmeId: string; readonly officeId: string | null; readonly takenBy: string };

/** Its number. Nothing of the row comes back: who takes one down may be whom it concerns. */
export async function insertComplaint(client: Queryable, made: NewComplaint): Promise<number> {
  const { rows } = await client.query<{ number: number }>('select next_complaint_number() as number');
  const number = rows[0]?.number ?? 0;
  await client.query(
    `insert into complaint (id, number, programme_id, participant_id, complainant, anonymous, way, topic, concerned_staff,
       concerned_provider, office_id, received_on, taken_by, acknowledge_by, answer_by, sealed)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      ...[made.id, number, made.programmeId, made.participantId, made.complainant, made.anonymous, made.way],
      ...[made.topic, made.concernedStaff, made.concernedProvider, made.officeId, made.receivedOn],
      ...[made.takenBy, made.acknowledgeBy, made.answerBy, made.sealed],
    ],
  );
  return number;
}

export async function findComplaint(client: Queryable, id: string): Promise<ComplaintRow | null> {
  const { rows } = await client.query<ComplaintRow>(`select ${columns} from complaint c where c.id = $1`, [
    id,
  ]);
  return rows[0] ?? null;
}
/** Locked until the transaction ends. */
export async function lockComplaint(client: Queryable, id: string): Promise<ComplaintRow | null> {
  const { rows } = await client.query<ComplaintRow>(
    `select ${columns} from complaint c where c.id = $1 for update of c`,
    [id],
  );
  return rows[0] ?? null;
}

/** `$4` is the actor, `$5` today, `$6` whether they oversee what others have in hand. */
const shows: Readonly<Record<ComplaintShow, string>> = {
  today: `c.closed_at is null and (c.handler_id = $4::uuid or $6::boolean and (c.handler_id is null
    or case c.status when 'received' then c.acknowledge_by else c.answer_by end < $5::date))`,
  open: 'c.closed_at is null',
  mine: 'c.closed_at is null and c.handler_id = $4::uuid',
  closed: 'c.closed_at is not null',
};
const order = (show: ComplaintShow): string =>
  show === 'closed'
    ? 'c.closed_at desc, c.id'
    : `case c.status when 'received' then c.acknowledge_by else c.answer_by end, c.id`;

/** Of people within reach, and of nobody in particular. */
export async function listComplaints(
  client: Queryable,
  reach: Reach,
  show: ComplaintShow,
  viewer: {
    readonly staffId: string;
    readonly today: string;
    readonly oversees: boolean;
    /** Those alone that concern it. */
    readonly provider: string | null;
  },
  limit: number,
): Promise<ComplaintRow[]> {
  const { rows } = await client.query<ComplaintRow>({
    name: `complaints-${show}`,
    text: `select ${columns} from complaint c left join participant p on p.id = c.participant_id
      where c.programme_id = $1 and (c.participant_id is null or p.entered_in_error_at is null and ($2::boolean or ${isReached('p', '$3')}))
        and ($4::uuid is not null and $5::date is not null and $6::boolean is not null) and ${shows[show]}
        and ($8::uuid is null or c.concerned_provider = $8)
      order by ${order(show)} limit $7`,
    values: [
      ...[reach.programmeId, reach.whole, reach.keys, viewer.staffId, viewer.today, viewer.oversees],
      ...[limit, viewer.provider],
    ],
  });
  return rows;
}

export type StepRow = {
  readonly id: string;
  readonly participantId: string | null;
  readonly kind: ComplaintStep;
  readonly told: ComplaintTelling | null;
  readonly at: number;
  readonly by: string;
  readonly sealed: Buffer | null;
};
export async function listSteps(client: Queryable, complaintId: string): Promise<StepRow[]> {
  const { rows } = await client.query<StepRow>(
    `select t.id, t.participant_id as "participantId", t.kind, t.told, ${millis('t.at')} as at, s.name as by, t.sealed from complaint_step t join staff s on s.id = t.by_id
     where t.complaint_id = $1 order by t.at, t.id`,
    [complaintId],
  );
  return rows;
}

export async function insertStep(
  client: Queryable,
  made: Pick<StepRow, 'kind' | 'told'> & {
    readonly programmeId: string;
    readonly complaintId: string;
    readonly participantId: string | null;
    readonly by: string;
    readonly seal: (id: string) => Buffer | null;
  },
): Promise<void> {
  const id = randomUUIDv7();
  await client.query(
    `insert into complaint_step (id, programme_id, complaint_id, kind, told, by_id, sealed, participant_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ...[id, made.programmeId, made.complaintId, made.kind, made.told, made.by, made.seal(id)],
      made.participantId,
    ],
  );
}

export type ComplaintChange = {
  readonly status: ComplaintStatus;
  readonly handlerId: string | null;
  readonly concernedStaff?: readonly string[];
  readonly concernedProvider?: string | null;
  readonly answerBy?: string;
  /** By the actor. */
  readonly answer?: { readonly outcome: ComplaintOutcome; readonly inTime: boolean };
};
export async function writeComplaint(
  client: Queryable,
  row: ComplaintRow,
  next: ComplaintChange,
): Promise<void> {
  await client.query('select change_complaint($1, $2, $3, $4, $5, $6, $7, $8)', [
    ...[row.id, next.status, next.handlerId, next.concernedStaff ?? row.concernedStaff],
    next.concernedProvider === undefined ? row.concernedProvider : next.concernedProvider,
    ...[next.answerBy ?? row.answerBy, next.answer?.outcome ?? null, next.answer?.inTime ?? null],
  ]);
}

/** Who of these roles may have it in hand: whoever works where the person is supervised or with the person, and is not concerned. */
export async function listHandlers(
  client: Queryable,
  roles: readonly string[],
  row: Pick<ComplaintRow, 'participantId' | 'concernedStaff' | 'concernedProvider'>,
): Promise<Named[]> {
  const { rows } = await client.query<Named>(
    `select distinct s.id, s.name from staff s join staff_role r on r.staff_id = s.id
     where s.ended_at is null and r.role = any ($1) and r.from_at <= now() and (r.to_at is null or r.to_at > now())
       and s.id <> all ($3::uuid[]) and ($4::uuid is null or s.provider_id is distinct from $4::uuid)
       and ($2::uuid is null or r.office_id is null or r.office_id = (select p.office_id from participant p where p.id = $2::uuid)
         or exists (select from supervision v where v.staff_id = s.id and v.participant_id = $2::uuid and v.to_at is null))
     order by s.name, s.id`,
    [roles, row.participantId, row.concernedStaff, row.concernedProvider],
  );
  return rows;
}

/** Everybody of the staff, providers and offices that there are: whom a complaint may be about. */
export async function listComplaintChoices(
  client: Queryable,
): Promise<{ staff: Named[]; providers: Named[]; offices: Named[] }> {
  const read = async (text: string): Promise<Named[]> => (await client.query<Named>(text)).rows;
  return {
    staff: await read(
      `select s.id, s.name from staff s where s.ended_at is null and exists (select from staff_role r
         where r.staff_id = s.id and r.role <> all (array['participant', 'attorney'])) order by s.name, s.id`,
    ),
    providers: await read('select id, name from provider order by name, id'),
    offices: await read('select id, name from office where ended_at is null order by name, id'),
  };
}
/** The names of these; whoever has left has one still. */
export async function listStaffNames(client: Queryable, ids: readonly string[]): Promise<Named[]> {
  if (ids.length === 0) return [];
  const { rows } = await client.query<Named>(
    'select id, name from staff where id = any ($1) order by name, id',
    [ids],
  );
  return rows;
}
export async function findProviderName(client: Queryable, id: string | null): Promise<Named | null> {
  if (id === null) return null;
  return (await client.query<Named>('select id, name from provider where id = $1', [id])).rows[0] ?? null;
}
/** The office that supervises a person. */
export async function findOfficeOf(client: Queryable, participantId: string): Promise<string | null> {
  const { rows } = await client.query<{ office: string | null }>(
    'select office_id as office from participant where id = $1',
    [participantId],
  );
  return rows[0]?.office ?? null;
}

export type ComplaintPolicyRow = {
  readonly revision: number;
  readonly acknowledgeDays: number;
  readonly answerDays: number;
};
export async function findComplaintPolicy(client: Queryable): Promise<ComplaintPolicyRow | null> {
  const { rows } = await client.query<ComplaintPolicyRow>(
    `select revision, acknowledge_days as "acknowledgeDays", answer_days as "answerDays" from complaint_policy
     where from_at <= now() order by revision desc limit 1`,
  );
  return rows[0] ?? null;
}
/** False: another stands under this number by now. */
export async function insertComplaintPolicy(
  client: Queryable,
  made: ComplaintPolicyRow & { readonly programmeId: string; readonly reason: string; readonly by: string },
): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into complaint_policy (programme_id, revision, acknowledge_days, answer_days, reason, made_by)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [made.programmeId, made.revision, made.acknowledgeDays, made.answerDays, made.reason, made.by],
  );
  return rowCount === 1;
}

export type CountRow = {
  readonly received: number;
  readonly answered: number;
  readonly inTime: number;
  readonly upheld: number;
  readonly appealed: number;
};
export type CountedBy = CountRow & {
  readonly by: 'all' | 'topic' | 'office' | 'provider';
  readonly topic: ComplaintTopic | null;
  readonly office: Named | null;
  readonly provider: Named | null;
};
/** CPL-10: the wall leaves out those that concern the viewer. In time: by the day of the term. */
export async function countComplaints(
  client: Queryable,
  of: { readonly programmeId: string; readonly from: string; readonly to: string },
): Promise<CountedBy[]> {
  const { rows } = await client.query<CountedBy>({
    name: 'complaint-counts',
    text: `select g.by, g.topic, ${named('office', 'g.office_id')} as office, ${named('provider', 'g.concerned_provider')} as provider,
        g.received, g.answered, g."inTime", g.upheld, g.appealed
      from (
        select case when grouping(c.topic) = 0 then 'topic' when grouping(c.office_id) = 0 then 'office'
            when grouping(c.concerned_provider) = 0 then 'provider' else 'all' end as by,
          case when grouping(c.topic) = 0 then c.topic end as topic, c.office_id, c.concerned_provider, count(*)::int as received, count(c.outcome)::int as answered,
          count(*) filter (where c.answered_in_time)::int as "inTime",
          count(*) filter (where coalesce(c.appeal_outcome, c.outcome) in ('upheld', 'partly-upheld'))::int as upheld,
          count(*) filter (where c.status in ('appealed', 'appeal-answered'))::int as appealed
        from complaint c where c.programme_id = $1 and c.received_on between $2::date and $3::date
        group by grouping sets ((), (c.topic), (c.office_id), (c.concerned_provider))
      ) g order by g.by, g.received desc`,
    values: [of.programmeId, of.from, of.to],
  });
  return rows.filter(({ by, provider }) => by !== 'provider' || provider !== null);
}
