import type { Queryable } from './queryable.ts';

/** A look from the machine's own command line: the operator's account name stands where a member of staff would. */
export async function recordOperatorLooks(
  client: Queryable,
  look: {
    readonly programmeId: string;
    readonly participants: readonly string[];
    readonly operator: string;
    readonly what: string;
    readonly purpose: string;
  },
): Promise<void> {
  if (look.participants.length === 0) return;
  await client.query(
    `insert into access_record (programme_id, participant_id, operator, action, what, purpose)
     select $1, id, $3, 'export', $4, $5 from unnest($2::uuid[]) as p (id)`,
    [look.programmeId, look.participants, look.operator, look.what, look.purpose],
  );
}

export async function recordOperatorLook(
  client: Queryable,
  look: {
    readonly programmeId: string;
    readonly participantId: string;
    readonly operator: string;
    readonly what: string;
    readonly purpose: string;
  },
): Promise<void> {
  await client.query(
    `insert into access_record (programme_id, participant_id, operator, action, what, purpose)
     values ($1, $2, $3, 'export', $4, $5)`,
    [look.programmeId, look.participantId, look.operator, look.what, look.purpose],
  );
}
