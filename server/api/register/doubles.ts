import { doubleQueries, type Findable } from '@attend/casework';
import type { doublesAsk, doublesFound } from '@attend/contracts/register';
import { type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import type { Reach } from '../../database/repositories/reach.ts';
import type { StaffContext } from '../context.ts';
import { searchPeople } from '../people/search.ts';
import { summarisePeople } from '../people/summary.ts';

const each = 8;
const most = 20;

type Doubles = {
  /** The surest first. */
  readonly ids: readonly string[];
  readonly matched: ReadonlyMap<string, string>;
  readonly more: boolean;
};

/** PPL-12: who within reach may be the same person, by the tolerant search. Who was read and is somebody else is passed over. */
export async function findDoubles(
  { client, services, programme, record }: StaffContext,
  reach: Reach,
  given: Findable,
): Promise<Doubles> {
  const matched = new Map<string, string>();
  let more = false;
  for (const typed of doubleQueries(given)) {
    const found = await searchPeople({
      client,
      keyring: services.keyring,
      programmeId: programme.id,
      ...{ reach, typed, cursor: undefined, limit: each },
    });
    if (!found.ok) continue;
    record.passOver(found.value.passedOver);
    if (found.value.next !== null) more = true;
    for (const id of found.value.ids)
      if (!matched.has(id)) matched.set(id, found.value.matched.get(id) ?? '');
  }
  const ids = [...matched.keys()];
  record.passOver(ids.slice(most));
  return { ids: ids.slice(0, most), matched, more: more || ids.length > most };
}

export async function readDoubles(
  context: StaffContext,
  given: z.output<typeof doublesAsk>,
): Promise<Result<z.output<typeof doublesFound>>> {
  const { client, services, record } = context;
  const { ids, matched, more } = await findDoubles(context, await context.reach(), given);
  await record.list(ids);
  const people = await summarisePeople(client, services.keyring, ids, matched);
  return succeed({ people, more });
}
