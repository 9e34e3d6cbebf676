import { createHash, randomUUIDv7 } from 'node:crypto';
import { dayOf } from '@attend/casework';
import type {
  TransferAsk,
  TransferCreate,
  TransferList,
  TransferPreview,
  transferMade,
  transferUndone,
} from '@attend/contracts/provider-transfers';
import { type Failure, fail, formatInstant, type Result, say, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { findStandingProvider, type Named } from '../../database/repositories/provider-contracts.ts';
import { countProviderPeople } from '../../database/repositories/provider-measures.ts';
import {
  cancelTransfer,
  countLeaves,
  insertTransfer,
  listAssignedStaff,
  listProvidersPeople,
  listTransferred,
  listTransfers,
  lockTransfer,
  type ProvidersPerson,
} from '../../database/repositories/provider-transfers.ts';
import { carryOutTransfer, keyOf } from '../../providers/carry-out.ts';
import { instantText } from '../alerts/summary.ts';
import type { StaffContext } from '../context.ts';
import { personRefs } from '../oversight/person-refs.ts';

/** What a screen shows by name: of everybody, the first; of those who were chosen, each whom a page lets choose. */
const shown = { everybody: 200, chosen: 700 };
const stale: Failure = {
  code: 'changed',
  message: 'Other people are with this provider by now. Look at the preview again.',
};
const missing: Failure = { code: 'not-found', message: 'There is no such transfer here.' };
const nobodyMoves: Failure = { code: 'nobody-moves', message: 'Nobody would move.' };
/** What is planned is planned for a time that somebody can see. */
const mostDaysAhead = 366;

type Plan = {
  readonly from: Named;
  readonly to: Named;
  readonly people: readonly ProvidersPerson[];
  readonly reached: number;
  readonly hash: string;
  /** References that name nobody of them. */
  readonly unknown: readonly string[];
};
const plain = (reference: string): string => reference.trim().toLowerCase();

/** PRV-23: everybody, or those alone who were ticked or named. What names nobody is told and never passed over. */
function chosenOf(all: readonly ProvidersPerson[], { people, references }: TransferAsk) {
  if (people === null && references === null) return { people: all, unknown: [] };
  const ids = new Set(people ?? []);
  const named = new Set((references ?? []).map(plain));
  const known = new Set(all.map(({ reference }) => plain(reference)));
  return {
    people: all.filter(({ id, reference }) => ids.has(id) || named.has(plain(reference))),
    unknown: [...new Set(references ?? [])].filter((reference) => !known.has(plain(reference))),
  };
}

/** PRV-17: what a transfer would do now. Everybody's rows are read; who is shown is recorded. */
async function plan(context: StaffContext, asked: TransferAsk): Promise<Result<Plan>> {
  const { client, record } = context;
  if (asked.from === asked.to)
    return fail({ code: 'same-provider', message: 'Choose two providers.', path: ['body', 'to'] });
  const from = await findStandingProvider(client, asked.from);
  const to = await findStandingProvider(client, asked.to);
  if (from === null || to === null)
    return fail({
      ...{ code: 'unknown-provider', message: 'There is no such provider.' },
      path: ['body', from === null ? 'from' : 'to'],
    });
  const all = await listProvidersPeople(client, await context.reach(), asked.from);
  record.passOver(all.map(({ id }) => id));
  const { people, unknown } = chosenOf(all, asked);
  const named = [asked.from, asked.to, people.map(({ id }) => id).sort()];
  const hash = createHash('sha256').update(JSON.stringify(named)).digest('base64url');
  return succeed({ from, to, people, reached: all.length, hash, unknown });
}

export async function previewTransfer(
  context: StaffContext,
  asked: TransferAsk,
): Promise<Result<TransferPreview>> {
  const planned = await plan(context, asked);
  if (!planned.ok) return planned;
  const { client, now } = context;
  const { from, to, people, reached, hash, unknown } = planned.value;
  const ids = people.map(({ id }) => id);
  const isWhole = asked.people === null && asked.references === null;
  const first = people.slice(0, isWhole ? shown.everybody : shown.chosen);
  const refs = await personRefs(
    context,
    first.map(({ id }) => id),
  );
  const sizeOf = (provider: string) => countProviderPeople(client, { provider, from: now(), to: now() + 1 });
  const [before, there] = [await sizeOf(from.id), await sizeOf(to.id)];
  return succeed({
    ...{ plan: hash, moves: people.length, beyond: before - reached, unknown: [...unknown] },
    moving: first.flatMap(({ id, office }) => {
      const person = refs.get(id);
      return person === undefined ? [] : [{ person, office }];
    }),
    from: { provider: from, before, after: before - people.length },
    to: { provider: to, before: there, after: there + people.length },
    leaves: await countLeaves(client, ids),
    staff: await listAssignedStaff(client, ids, from.id),
  });
}

const placeOf = ({ client, services, requestId }: StaffContext) => ({
  ...{ client, keyring: services.keyring, requestId },
});

/** PRV-18, PRV-20: what the preview showed, all of them or nobody; at once where the day is today. */
export async function makeTransfer(
  context: StaffContext,
  { plan: seen, on, reason, ...asked }: TransferCreate,
): Promise<Result<z.output<typeof transferMade>>> {
  const { client, programme, actor, services, record, audit, now } = context;
  const today = dayOf(now(), programme.timezone);
  const last = Temporal.PlainDate.from(today).add({ days: mostDaysAhead }).toString();
  if (on < today || on > last)
    return fail({
      ...{ code: 'bad-day', message: 'It is done today, or on a day within a year.', path: ['body', 'on'] },
    });
  const planned = await plan(context, asked);
  if (!planned.ok) return planned;
  const { hash, unknown } = planned.value;
  if (unknown.length > 0)
    return fail({
      ...{ code: 'unknown-people', path: ['body', 'references'] },
      ...say('Not with this provider, or not yours to move: {references}.', {
        references: unknown.join(', '),
      }),
    });
  if (hash !== seen) return fail(stale);
  const people = planned.value.people.map(({ id }) => id).sort();
  if (people.length === 0) return fail(nobodyMoves);
  const id = randomUUIDv7();
  await record.list(people);
  const made = {
    id,
    programmeId: programme.id,
    from: asked.from,
    to: asked.to,
    by: actor.staffId,
    undoes: null,
  };
  await insertTransfer(client, keyOf(services.keyring)(programme.id), { ...made, on }, reason, people);
  await audit({
    ...{ action: 'provider-transfer.asked', entity: 'provider_transfer', entityId: id },
    after: { from: asked.from, to: asked.to, on, reason, people: people.length },
  });
  if (on > today) return succeed({ id, people, carriedOut: false });
  const went = await carryOutTransfer(placeOf(context), { ...made, reason }, people);
  return went.length === people.length ? succeed({ id, people, carriedOut: true }) : fail(stale);
}

export async function dropTransfer(
  context: StaffContext,
  id: string,
  version: number,
): Promise<Result<{ id: string }>> {
  const { client, services, actor, audit } = context;
  const transfer = await lockTransfer(client, keyOf(services.keyring), id);
  if (transfer === null) return fail(missing);
  if (transfer.carriedOutAt !== null || transfer.cancelledAt !== null)
    return fail({ code: 'already-decided', message: 'This transfer waits no more.' });
  if (transfer.version !== version)
    return fail({ code: 'version-changed', message: 'Somebody changed this transfer meanwhile.' });
  await cancelTransfer(client, id, actor.staffId);
  await audit({ action: 'provider-transfer.cancelled', entity: 'provider_transfer', entityId: id });
  return succeed({ id });
}

/** PRV-19: back to whom they came from; who is with neither of the two any more, or beyond reach, stays. */
export async function undoTransfer(
  context: StaffContext,
  id: string,
): Promise<Result<z.output<typeof transferUndone>>> {
  const { client, programme, actor, services, record, audit, now } = context;
  const transfer = await lockTransfer(client, keyOf(services.keyring), id);
  if (transfer === null) return fail(missing);
  if (transfer.carriedOutAt === null || transfer.undoneAt !== null || transfer.undoes !== null)
    return fail({ code: 'already-decided', message: 'There is nothing to take back, or it was already.' });
  const back = await findStandingProvider(client, transfer.from.id);
  if (back === null)
    return fail({ code: 'has-ended', message: 'The provider they came from is contracted no more.' });
  const moved = new Set(await listTransferred(client, id, true));
  record.passOver(moved);
  const there = await listProvidersPeople(client, await context.reach(), transfer.to.id);
  record.passOver(there.map((one) => one.id));
  const people = there.flatMap((one) => (moved.has(one.id) ? [one.id] : [])).sort();
  if (people.length === 0) return fail(nobodyMoves);
  const undo = randomUUIDv7();
  await record.list(people);
  const { reason } = transfer;
  const made = {
    id: undo,
    programmeId: programme.id,
    from: transfer.to.id,
    to: back.id,
    by: actor.staffId,
    undoes: id,
  };
  const on = dayOf(now(), programme.timezone);
  await insertTransfer(client, keyOf(services.keyring)(programme.id), { ...made, on }, reason, people);
  await audit({
    ...{ action: 'provider-transfer.undone', entity: 'provider_transfer', entityId: id },
    after: { undo, people: people.length },
  });
  const went = await carryOutTransfer(placeOf(context), { ...made, reason }, people);
  if (went.length !== people.length) return fail(stale);
  return succeed({ id: undo, people, stayed: (transfer.moved ?? 0) - people.length });
}

export async function readTransfers(
  { client, services, programme }: StaffContext,
  provider: string | null,
): Promise<Result<TransferList>> {
  const rows = await listTransfers(client, keyOf(services.keyring)(programme.id), provider);
  return succeed({
    transfers: rows.map(({ askedAt, carriedOutAt, cancelledAt, undoneAt, ...row }) => ({
      ...{ id: row.id, from: row.from, to: row.to, on: row.on, askedBy: row.askedBy, reason: row.reason },
      ...{ people: row.people, moved: row.moved, undoes: row.undoes, version: row.version },
      askedAt: formatInstant(askedAt),
      carriedOutAt: instantText(carriedOutAt),
      cancelledAt: instantText(cancelledAt),
      cancelledBy: row.cancelledBy,
      undone: instantText(undoneAt),
    })),
  });
}
