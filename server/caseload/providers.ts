import { type CaseloadProvider, readCaseloadProvider } from '@attend/casework/caseload/providers';
import { formatInstant, type Millis, say } from '@attend/kernel';
import { writeChanges } from '../audit/changes.ts';
import {
  insertCaseloadProviders,
  loadCaseloadProviders,
  loadProvidersByName,
} from '../database/repositories/caseload-providers.ts';
import type { CaseloadContext } from './context.ts';
import { defineKind, eachRecord } from './kind.ts';
import { type Decision, madeOf, type OwnedStep, planOwned, refuse, sayable } from './owned.ts';

type Made = { readonly providerId: string };
type Span = { readonly providerId: string; readonly from: Millis; readonly to: Millis | null };

const end = (to: Millis | null): Millis => to ?? Number.POSITIVE_INFINITY;
const overlaps = (a: Span, b: Span): boolean => a.from < end(b.to) && b.from < end(a.to);

async function prepare({ client, now }: CaseloadContext, participants: readonly string[]) {
  const providers = await loadProvidersByName(client);
  const standing = await loadCaseloadProviders(client, participants);
  const ofPerson = Map.groupBy<string, Span & { readonly participantId: string }>(
    standing,
    ({ participantId }) => participantId,
  );
  return (item: CaseloadProvider, { id: person }: { readonly id: string }): Decision<Made> => {
    const providerId = providers.get(item.provider);
    if (providerId === undefined)
      return refuse(
        'provider',
        'unknown-provider',
        say('There is no provider “{name}”.', { name: item.provider }),
      );
    // Who is with a provider is seen by its staff from the moment at which that is on record, whatever day is written.
    if (item.from > now) return refuse('from', 'to-come', 'This is to come: it begins by a transfer.');
    if (item.to !== null && item.to > now)
      return refuse('to', 'to-come', 'This is to come: leave it empty as long as they work together.');
    const own = ofPerson.get(person) ?? [];
    const known = own.find((one) => one.providerId === providerId && one.from === item.from);
    if (known !== undefined)
      return { kind: known.to === item.to ? 'same' : 'settled', stands: JSON.stringify(known), made: null };
    const wanted = { providerId, from: item.from, to: item.to, participantId: person };
    if (own.some((one) => one.providerId === providerId && overlaps(one, wanted)))
      return refuse('from', 'held', 'They have this provider at that time already.');
    ofPerson.set(person, [...own, wanted]);
    return { kind: 'new', made: { providerId } };
  };
}

async function write(
  { client, keyring, author }: CaseloadContext,
  steps: readonly OwnedStep<CaseloadProvider, Made>[],
): Promise<void> {
  const made = madeOf(steps, 'new');
  await insertCaseloadProviders(
    client,
    author,
    made.map(({ item: { from, to }, participantId, made: { providerId } }) => ({
      ...{ participantId, providerId, from, to },
    })),
  );
  await writeChanges(
    client,
    keyring,
    author,
    made.map(({ item, participantId: participant }) => ({
      ...{ action: 'supervision.imported', entity: 'participant', entityId: participant, participant },
      after: {
        ...{ ...sayable(item), from: formatInstant(item.from) },
        to: item.to === null ? null : formatInstant(item.to),
      },
    })),
  );
}

/** IMP-16: which provider works with whom, since when, and who did. */
export const importProviders = defineKind<CaseloadProvider, OwnedStep<CaseloadProvider, Made>>({
  items: eachRecord(readCaseloadProvider),
  keysOf: ({ participant, provider, from }) => [JSON.stringify([participant, provider, from])],
  plan: (context, items) => planOwned(context, items, (ids) => prepare(context, ids)),
  write,
});
