import type { HelpKind } from '@attend/casework';
import { type HelpRow, helpColumns, helpJoins } from './arranged-help.ts';
import { instantOf, type Queryable } from './queryable.ts';
import { isReached, type Reach } from './reach.ts';

export type HelpOfDay = HelpRow & {
  readonly reference: string;
  readonly person: Buffer;
  readonly office: string | null;
};

export type HelpDaysAsked = {
  /** In [from, to), by the hearing's or check-in's time; a check-in without one stands on the day on which it is due. */
  readonly from: number;
  readonly to: number;
  readonly fromDay: string;
  readonly toDay: string;
  readonly office: string | null;
  readonly kind: HelpKind | null;
  readonly statuses: readonly HelpRow['status'][];
  readonly limit: number;
};

/** Within reach, in the order of what it is for.  */
const text = `select ${helpColumns}, p.reference, p.sealed as person, f.name as office
from arranged_help a ${helpJoins} join participant p on p.id = a.participant_id left join office f on f.id = p.office_id
where a.programme_id = $1 and a.entered_in_error_at is null and p.entered_in_error_at is null
  and ($2::boolean or ${isReached('p', '$3')}) and ($4::uuid is null or p.office_id = $4)
  and ($5::text is null or a.kind = $5) and a.status = any ($6) and a.id in (
    select x.id from arranged_help x join hearing y on y.id = x.hearing_id where y.programme_id = $1 and y.at >= $7 and y.at < $8
    union all select x.id from arranged_help x join check_in y on y.id = x.check_in_id
      where y.programme_id = $1 and y.slot_at >= $7 and y.slot_at < $8
    union all select x.id from arranged_help x join check_in y on y.id = x.check_in_id
      where y.programme_id = $1 and y.slot_at is null and y.due_on >= $9::date and y.due_on < $10::date)
order by coalesce(a.from_at, h.at, c.slot_at, c.due_on::timestamptz), a.id limit $11`;

export async function listHelpOfDays(
  client: Queryable,
  reach: Reach,
  asked: HelpDaysAsked,
): Promise<HelpOfDay[]> {
  const { rows } = await client.query<HelpOfDay>({
    name: 'help-of-days',
    text,
    values: [
      ...[reach.programmeId, reach.whole, reach.keys, asked.office, asked.kind, asked.statuses],
      ...[instantOf(asked.from), instantOf(asked.to), asked.fromDay, asked.toDay, asked.limit],
    ],
  });
  return rows;
}
