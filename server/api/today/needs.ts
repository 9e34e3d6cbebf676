import { confirmationSpan } from '@attend/casework/today/needs';
import type { Need, NeedList, needQuery } from '@attend/contracts/today';
import { day, formatInstant, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import type { NeedListName } from '../../database/repositories/need-sources.ts';
import { nameOf, openPerson } from '../../database/repositories/people.ts';
import { loadAsked } from '../../database/repositories/person-links.ts';
import { findBeyond } from '../../database/repositories/reach.ts';
import { openRow } from '../../database/repositories/sealed.ts';
import { findSame } from '../../database/repositories/second-person.ts';
import { loadAskers } from '../../database/repositories/step-ups.ts';
import { listNeeds, type NeedRow } from '../../database/repositories/today.ts';
import type { Keyring } from '../../keys/keyring.ts';
import type { StaffContext } from '../context.ts';
import { personRefs } from '../oversight/person-refs.ts';

/** As far ahead as the first reminder goes, and a day to find a number before it. */
const reminderDays = 8;

type Query = z.output<typeof needQuery>;

export const readCheckInNeeds = (context: StaffContext, query: Query): Promise<Result<NeedList>> =>
  read(context, 'check-ins', query);

/** Whoever keeps papers keeps the addresses that they go to. */
export const readLetterNeeds = (context: StaffContext, query: Query): Promise<Result<NeedList>> =>
  read(context, 'letters', query);

export const readHearingNeeds = (context: StaffContext, query: Query): Promise<Result<NeedList>> =>
  read(context, 'hearings', query, confirmationSpan(context.now(), context.programme.timezone));

/** TDY-8, TDY-9, TDY-10: fittings left open, removals, and devices to be fetched. */
export const readDeviceNeeds = (context: StaffContext, query: Query): Promise<Result<NeedList>> =>
  read(context, 'devices', query);

export const readHelpNeeds = (context: StaffContext, query: Query): Promise<Result<NeedList>> =>
  read(context, 'help', query);

export const readMessageNeeds = (context: StaffContext, query: Query): Promise<Result<NeedList>> =>
  read(context, 'messages', query, { from: context.now(), to: context.now() + reminderDays * day });

export const readRequestNeeds = (context: StaffContext, query: Query): Promise<Result<NeedList>> =>
  read(context, 'requests', query);

/** RVW-8, RVW-10, RVW-14: what waits for a second person, for a device to be changed, and for a decision that is late. */
export async function readReviewNeeds(context: StaffContext, query: Query): Promise<Result<NeedList>> {
  const { client, actor } = context;
  const own = async (rows: readonly NeedRow[]): Promise<ReadonlySet<string>> => {
    const ids = rows.filter(({ kind }) => kind === 'step-up-asked').map(({ id }) => id);
    const askers = await loadAskers(client, ids);
    const same = await findSame(client, actor.staffId, [...new Set(askers.values())]);
    return new Set(
      ids.filter((id) => {
        const asker = askers.get(id);
        return asker === undefined || asker === actor.staffId || same.has(asker);
      }),
    );
  };
  const list = actor.permissions.has('reviews.approve') ? 'reviews' : 'reviews-to-do';
  return read(context, list, query, null, own);
}

/** TDY-1, TDY-2, TDY-7: within the reach of the route's own permission, in order of need; whoever is shown is recorded. */
async function read(
  context: StaffContext,
  list: NeedListName,
  { limit }: Query,
  span: { readonly from: number; readonly to: number } | null = null,
  /** Those that are not the actor's to see to. */
  notTheirs: (rows: readonly NeedRow[]) => Promise<ReadonlySet<string>> = () => Promise.resolve(new Set()),
): Promise<Result<NeedList>> {
  const { client, record, services } = context;
  const rows = await listNeeds(client, await context.reach(), list, limit + 1, span);
  const out = await notTheirs(rows);
  const shown = rows.filter(({ id }) => !out.has(id)).slice(0, limit);
  const people = new Set(shown.map(({ participantId }) => participantId));
  await record.list([...people]);
  record.passOver(rows.flatMap(({ participantId }) => (people.has(participantId) ? [] : [participantId])));
  return succeed({
    needs: shown.map((row) => viewOf(services.keyring, row)),
    participants: [...people],
    more: rows.length > limit,
  });
}

/**
 * TDY-6: merges that wait for a second person, for those who may be that: never who asked, nor whose account counts as theirs
 * (SGN-26), and only where both records are within reach.
 */
export async function readMergeNeeds(context: StaffContext, { limit }: Query): Promise<Result<NeedList>> {
  const { client, record, services, actor } = context;
  const reach = await context.reach();
  const rows = await listNeeds(client, reach, 'merges', limit + 1);
  const asked = await loadAsked(
    client,
    rows.map(({ id }) => id),
  );
  const of = [...asked.values()];
  const same = await findSame(
    client,
    actor.staffId,
    of.map(({ askedById }) => askedById),
  );
  const beyond = new Set(
    await findBeyond(
      client,
      reach,
      of.map(({ other }) => other),
    ),
  );
  const mine = rows.flatMap((row) => {
    const link = asked.get(row.id);
    if (link === undefined || beyond.has(link.other)) return [];
    return link.askedById === actor.staffId || same.has(link.askedById) ? [] : [{ row, other: link.other }];
  });
  const shown = mine.slice(0, limit);
  const others = await personRefs(
    context,
    shown.map(({ other }) => other),
  );
  const people = new Set(shown.map(({ row }) => row.participantId));
  await record.list([...people]);
  // Of a merge that is not theirs to decide both people were read, and neither is shown.
  const both = [...rows.map(({ participantId }) => participantId), ...of.map(({ other }) => other)];
  record.passOver(both.filter((id) => !people.has(id) && !others.has(id)));
  return succeed({
    needs: shown.map(({ row, other }) => {
      const view = viewOf(services.keyring, row);
      const ref = others.get(other);
      const second = ref === undefined ? [] : [`${ref.name} · ${ref.reference}`];
      return { ...view, words: [...second, ...(view.words === null ? [] : [view.words])].join(': ') };
    }),
    participants: [...people, ...others.keys()],
    more: rows.length > limit,
  });
}

function viewOf(keyring: Keyring, row: NeedRow): Need {
  const { kind, id, participantId, reference, officer, standIn, version } = row;
  return {
    ...{ kind, id, officer, standIn, version, help: row.help },
    participant: {
      id: participantId,
      reference,
      name: nameOf(openPerson(keyring, participantId, row.person)),
    },
    at: formatInstant(row.at),
    words: wordsOf(keyring, row),
  };
}

/** Null also where the person's key was destroyed. */
function wordsOf(keyring: Keyring, { kind, id, participantId, sealed, court }: NeedRow): string | null {
  if (sealed === null) return court;
  const key = keyring.find(participantId);
  if (key === null) return null;
  switch (kind) {
    case 'bounced':
      return openRow(key, 'contact_point', id, sealed).address;
    case 'exception-late':
    case 'exception-asked':
      return openRow(key, 'condition_exception', id, sealed).reason;
    case 'collection-due':
      return openRow(key, 'device_collection', id, sealed).place ?? court;
    case 'merge-waiting':
      return openRow(key, 'person_link', id, sealed).reason;
    default:
      return openRow(key, 'message_reply', id, sealed).text;
  }
}
