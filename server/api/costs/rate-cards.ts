import type { RateCardList, rateCardChange, rateCardChanged, rateCardCreate } from '@attend/contracts/costs';
import { type Failure, fail, formatInstant, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import {
  dropRateCard,
  insertRateCard,
  listRateCards,
  lockRateCard,
  publishRateCard,
  type RateCardContent,
  type RateCardRow,
  writeRateCard,
} from '../../database/repositories/rate-cards.ts';
import { listProviders } from '../../database/repositories/supervision.ts';
import { instantText } from '../alerts/summary.ts';
import type { StaffContext } from '../context.ts';

type Changed = Result<z.output<typeof rateCardChanged>>;
const missing: Failure = { code: 'not-found', message: 'There is no such rate card here.' };
const changed: Failure = { code: 'version-changed', message: 'Somebody changed this rate card meanwhile.' };
const published: Failure = {
  code: 'already-decided',
  message: 'It is published. A change is another card, from a later day.',
};

export async function readRateCards({ client, programme, now }: StaffContext): Promise<Result<RateCardList>> {
  const cards = await listRateCards(client);
  const today = Temporal.Instant.fromEpochMilliseconds(now())
    .toZonedDateTimeISO(programme.timezone)
    .toPlainDate()
    .toString();
  const holding = new Map<string, string>();
  for (const card of cards) {
    const key = `${card.provider?.id}/${card.technology}`;
    // Latest first: the first that has begun holds.
    if (card.status === 'published' && card.from <= today && !holding.has(key)) holding.set(key, card.id);
  }
  const held = new Set(holding.values());
  return succeed({
    cards: cards.map(({ madeAt, publishedAt, ...card }) => ({
      ...{ ...card, holds: held.has(card.id), madeAt: formatInstant(madeAt) },
      publishedAt: instantText(publishedAt),
    })),
    providers: (await listProviders(client)).map(({ id, name }) => ({ id, name })),
    today,
  });
}

async function hasProvider({ client }: StaffContext, id: string | null): Promise<boolean> {
  return id === null || (await listProviders(client)).some((provider) => provider.id === id);
}
const noProvider: Failure = {
  ...{ code: 'not-found', message: 'There is no such provider.', path: ['body', 'provider'] },
};

export async function createRateCard(
  context: StaffContext,
  card: z.output<typeof rateCardCreate>,
): Promise<Changed> {
  const { client, programme, actor, audit } = context;
  if (!(await hasProvider(context, card.provider))) return fail(noProvider);
  const id = await insertRateCard(client, programme.id, card, actor.staffId);
  await audit({ action: 'rate-card.drafted', entity: 'rate_card', entityId: id, after: card });
  return succeed({ id, version: 1 });
}

async function takeDraft(
  { client }: StaffContext,
  id: string,
  version: number,
): Promise<Result<RateCardRow>> {
  const row = await lockRateCard(client, id);
  if (row === null) return fail(missing);
  if (row.status === 'published') return fail(published);
  return row.version === version ? succeed(row) : fail(changed);
}
const contentOf = ({ provider, ...row }: RateCardRow): RateCardContent => ({
  ...{ provider: provider?.id ?? null, technology: row.technology, from: row.from, minor: row.minor },
  ...{ currency: row.currency, partDay: row.partDay, faultCredit: row.faultCredit, source: row.source },
});

export async function changeRateCard(
  context: StaffContext,
  id: string,
  { version, ...card }: z.output<typeof rateCardChange>,
): Promise<Changed> {
  const taken = await takeDraft(context, id, version);
  if (!taken.ok) return taken;
  if (!(await hasProvider(context, card.provider))) return fail(noProvider);
  await writeRateCard(context.client, id, card);
  await context.audit({
    ...{ action: 'rate-card.changed', entity: 'rate_card', entityId: id },
    ...{ before: contentOf(taken.value), after: card },
  });
  return succeed({ id, version: version + 1 });
}

/** CST-1: from then on it stands as it is; months that are closed are corrected in the next one. */
export async function publish(context: StaffContext, id: string, version: number): Promise<Changed> {
  const taken = await takeDraft(context, id, version);
  if (!taken.ok) return taken;
  if (!(await publishRateCard(context.client, id, context.actor.staffId)))
    return fail({
      code: 'exists',
      message: 'A published card of this provider and kind holds from the same day.',
      path: ['body', 'from'],
    });
  await context.audit({
    ...{ action: 'rate-card.published', entity: 'rate_card', entityId: id },
    after: contentOf(taken.value),
  });
  return succeed({ id, version: version + 1 });
}

export async function drop(context: StaffContext, id: string, version: number): Promise<Changed> {
  const taken = await takeDraft(context, id, version);
  if (!taken.ok) return taken;
  await dropRateCard(context.client, id);
  await context.audit({
    ...{ action: 'rate-card.dropped', entity: 'rate_card', entityId: id },
    before: contentOf(taken.value),
  });
  return succeed({ id, version });
}
