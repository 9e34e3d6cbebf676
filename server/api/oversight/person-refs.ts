import type { personRef } from '@attend/contracts/alerts';
import type { z } from 'zod';
import { loadNames, nameOf, openPerson } from '../../database/repositories/people.ts';
import type { StaffContext } from '../context.ts';

type PersonRef = z.output<typeof personRef>;

/** Who people are, by id; each is recorded as looked at. */
export async function personRefs(
  { client, services, record }: Pick<StaffContext, 'client' | 'services' | 'record'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, PersonRef>> {
  const asked = [...new Set(ids)];
  if (asked.length === 0) return new Map();
  const rows = await loadNames(client, asked);
  await record.list(asked);
  return new Map(
    rows.map(({ id, reference, sealed }) => [
      id,
      { id, reference, name: nameOf(openPerson(services.keyring, id, sealed)) },
    ]),
  );
}
