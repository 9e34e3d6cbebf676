import type { Merge, MergeList } from '@attend/contracts/merges';
import { fail, formatInstant, type Result, succeed } from '@attend/kernel';
import { findPerson } from '../../database/repositories/people.ts';
import { type LinkRow, listLinks } from '../../database/repositories/person-links.ts';
import { openRow } from '../../database/repositories/sealed.ts';
import { findSame } from '../../database/repositories/second-person.ts';
import { mayOn } from '../access/may-on.ts';
import type { StaffContext } from '../context.ts';
import { noSuchPerson } from '../messages/contact-points.ts';
import { personRefs } from '../oversight/person-refs.ts';

function stateOf({ decision, fromAt, undoneAt }: LinkRow): Merge['state'] {
  if (undoneAt !== null) return 'undone';
  if (fromAt !== null) return 'in-force';
  return decision === 'refused' ? 'refused' : 'waiting';
}

export async function readMerges(context: StaffContext, id: string): Promise<Result<MergeList>> {
  const { client, services, record, actor } = context;
  if ((await findPerson(client, id)) === null) return fail(noSuchPerson);
  await record.open(id);
  const links = await listLinks(client, id);
  const refs = await personRefs(
    context,
    links.flatMap(({ kept, other }) => [kept, other]),
  );
  // Whoever looks through broken glass decides nothing, nor does an account that counts as who asked.
  const writes = await mayOn(context, 'people.write', id);
  const same = await findSame(
    client,
    actor.staffId,
    links.map(({ askedById }) => askedById),
  );
  const merges = links.flatMap((link): Merge[] => {
    const [kept, other, key] = [refs.get(link.kept), refs.get(link.other), services.keyring.find(link.kept)];
    if (kept === undefined || other === undefined || key === null) return [];
    const state = stateOf(link);
    return [
      {
        ...{ id: link.id, kept, other, state, askedBy: link.askedBy, decidedBy: link.decidedBy },
        reason: openRow(key, 'person_link', link.id, link.sealed).reason,
        at: formatInstant(link.askedAt),
        mayDecide: writes && state === 'waiting' && !same.has(link.askedById),
        mayUndo: writes && state === 'in-force',
      },
    ];
  });
  return succeed({ participant: id, merges });
}
