import type { BreachScope, breachQuery } from '@attend/contracts/oversight';
import { type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { countScope, loadScope } from '../../database/repositories/breach.ts';
import { readCursor, writeCursor } from '../../database/repositories/cursor.ts';
import type { StaffContext } from '../context.ts';
import { personRefs } from './person-refs.ts';

type Context = Pick<StaffContext, 'client' | 'services' | 'programme' | 'record'>;

/** OVR-4: whose data was seen in a span, when and by whom, from the record of looks alone. */
export async function readBreach(
  context: Context,
  query: z.output<typeof breachQuery>,
): Promise<Result<BreachScope>> {
  const { client, programme } = context;
  const after = query.cursor === undefined ? succeed(null) : readCursor(query.cursor, 2);
  if (!after.ok) return after;
  const scope = { from: new Date(query.from), to: new Date(query.to), staffId: query.staff ?? null };
  const [person = '', who = ''] = after.value ?? [];
  // Counted before this look is recorded: the report is about what was, not about being read.
  const total = await countScope(client, programme.id, scope);
  const lines = await loadScope(
    client,
    programme.id,
    scope,
    after.value === null ? null : [person, who],
    query.limit + 1,
  );
  const page = lines.slice(0, query.limit);
  const people = await personRefs(
    context,
    page.map(({ participantId }) => participantId),
  );
  const last = page.at(-1);
  return succeed({
    lines: page.flatMap(({ participantId, first, last: latest, what, ...line }) => {
      const participant = people.get(participantId);
      return participant === undefined
        ? []
        : [{ ...line, participant, first: first.toISOString(), last: latest.toISOString(), what: [...what] }];
    }),
    ...total,
    next:
      lines.length > query.limit && last !== undefined ? writeCursor([last.participantId, last.who]) : null,
  });
}
