import { randomUUID } from 'node:crypto';
import {
  type Delay,
  judgeConfirmation,
  judgeEnd,
  judgeEntry,
  judgeReview,
  reviewOpens,
  standingOfDelay,
} from '@attend/casework';
import type {
  DelayEntry,
  DisclosureDelay,
  delayChanged,
  delayCounts,
  delayList,
} from '@attend/contracts/disclosure';
import { fail, formatInstant, parseInstant, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { grantsOf } from '../../access/policy.ts';
import {
  confirmDelay,
  countViewers,
  type DelayRow,
  endDelay,
  insertDelay,
  listDelays,
  listDelayTimes,
  lockDelay,
  lockDelaysOf,
  reviewDelay,
} from '../../database/repositories/disclosure.ts';
import { findPerson, nameOf, openPerson } from '../../database/repositories/people.ts';
import { findBeyond, loadReach } from '../../database/repositories/reach.ts';
import { findSame } from '../../database/repositories/second-person.ts';
import type { StaffContext } from '../context.ts';

type Changed = Result<z.output<typeof delayChanged>>;
const entity = 'disclosure_delay';
const unreadable = '—';

function said<T extends object>(
  by: string | null,
  name: string | null,
  at: number | null,
  more: T,
): ({ by: { id: string; name: string }; at: string } & T) | null {
  return by === null || name === null || at === null
    ? null
    : { by: { id: by, name }, at: formatInstant(at), ...more };
}

function viewOf(
  { actor, services, now }: Pick<StaffContext, 'actor' | 'services' | 'now'>,
  row: DelayRow,
  writes: boolean,
): DisclosureDelay {
  const at = now();
  return {
    id: row.id,
    participant: {
      id: row.participantId,
      reference: row.personReference,
      name: nameOf(openPerson(services.keyring, row.participantId, row.person)),
    },
    court: row.order?.court ?? unreadable,
    reference: row.order?.reference ?? unreadable,
    legalBasis: row.order?.legalBasis ?? unreadable,
    reason: row.order?.reason ?? unreadable,
    viewers: [...row.viewerNames],
    purposes: [...row.purposes],
    from: formatInstant(row.from),
    to: formatInstant(row.to),
    reviewAt: formatInstant(row.reviewAt),
    standing: standingOfDelay(row, at),
    entered: { by: { id: row.enteredBy, name: row.enteredName }, at: formatInstant(row.enteredAt) },
    confirmed: said(row.confirmedBy, row.confirmedName, row.confirmedAt, {}),
    reviewed: said(row.reviewedBy, row.reviewedName, row.reviewedAt, { note: row.note ?? unreadable }),
    ended: said(row.endedBy, row.endedName, row.endedAt, { reason: row.endReason ?? unreadable }),
    may: {
      confirm: writes && judgeConfirmation(row, actor.staffId, at).ok,
      review: writes && judgeReview(row, actor.staffId, at).ok,
      end: writes && judgeEnd(row, at).ok,
    },
  };
}

export async function readDelays(context: StaffContext): Promise<Result<z.output<typeof delayList>>> {
  const { client, services, record, reach, programme } = context;
  const rows = await listDelays(client, services.keyring, await reach());
  const people = rows.map(({ participantId }) => participantId);
  await record.list(people);
  // Who sees somebody through broken glass reads, and decides nothing.
  const writers = await loadReach(client, programme.id, grantsOf('delays.write'));
  const beyond = new Set(await findBeyond(client, writers, people));
  const delays = rows.map((row) => viewOf(context, row, !beyond.has(row.participantId)));
  const acted = ({ may }: DisclosureDelay): boolean => may.confirm || may.review;
  return succeed({ delays: delays.toSorted((a, b) => Number(acted(b)) - Number(acted(a))) });
}

export async function countDelays({
  client,
  reach,
  now,
}: StaffContext): Promise<Result<z.output<typeof delayCounts>>> {
  const rows = await listDelayTimes(client, await reach());
  const at = now();
  const standing = (...wanted: ReturnType<typeof standingOfDelay>[]) =>
    rows.filter((row) => wanted.includes(standingOfDelay(row, at)));
  const inForce = standing('in-force');
  return succeed({
    waiting: standing('waiting').length,
    inForce: inForce.length,
    toReview: inForce.filter((row) => row.reviewedAt === null && at >= row.reviewAt - reviewOpens).length,
    over: standing('ended', 'lapsed', 'over').length,
    people: new Set(inForce.map(({ person }) => person)).size,
  });
}

/** DIS-2: the first of two people. Nothing is kept back by it yet. */
export async function enterDelay(context: StaffContext, given: DelayEntry): Promise<Changed> {
  const { client, programme, actor, services, record, audit, now } = context;
  const { participant, court, reference, legalBasis, reason, viewers, purposes } = given;
  if ((await findPerson(client, participant)) === null)
    return fail({
      code: 'not-found',
      message: 'There is no such person here.',
      path: ['body', 'participant'],
    });
  await record.open(participant);
  const times = {
    from: parseInstant(given.from) ?? 0,
    to: parseInstant(given.to) ?? 0,
    reviewAt: parseInstant(given.reviewAt) ?? 0,
  };
  const named = [...new Set(viewers)];
  const at = now();
  const earlier = await lockDelaysOf(client, services.keyring, programme.id, participant);
  const judged = judgeEntry(
    { ...times, viewers: named, reference },
    actor.staffId,
    earlier.flatMap(({ order }) => order ?? []),
    at,
  );
  if (!judged.ok) return judged;
  if ((await countViewers(client, participant, named)) !== named.length)
    return fail({
      code: 'unknown-staff',
      message: 'An order names members of the staff, and never the person’s own account.',
      path: ['body', 'viewers'],
    });
  const id = randomUUID();
  const order = { court, reference, legalBasis, reason };
  await insertDelay(client, services.keyring, {
    ...{ id, programmeId: programme.id, participantId: participant, staffId: actor.staffId, at },
    ...{ ...times, viewers: named, purposes: [...new Set(purposes)], order },
  });
  await audit({
    ...{ action: 'disclosure-delay.entered', entity, entityId: id, participant },
    after: { ...order, viewers: named, purposes, from: given.from, to: given.to, reviewAt: given.reviewAt },
  });
  return succeed({ id, participant });
}

type Step = {
  readonly judge: (delay: Delay, by: string, now: number) => Result<null>;
  readonly save: (row: DelayRow, word: { staffId: string; at: number }) => Promise<void>;
  readonly action: string;
  readonly after: object;
};

/** What somebody says about an order that stands: judged under its lock, saved and audited, and a look at the person. */
async function say(
  { client, programme, actor, services, record, audit, now }: StaffContext,
  id: string,
  step: Step,
): Promise<Changed> {
  const row = await lockDelay(client, services.keyring, programme.id, id);
  if (row === null) return fail({ code: 'not-found', message: 'There is no such order here.' });
  await record.open(row.participantId);
  const at = now();
  // An account that counts as the actor's own is the actor here: one person is not both, by two accounts neither.
  const same = await findSame(client, actor.staffId, [row.enteredBy, ...row.viewers]);
  const whose = (staff: string): string => (same.has(staff) ? actor.staffId : staff);
  const asOne = { ...row, enteredBy: whose(row.enteredBy), viewers: row.viewers.map(whose) };
  const judged = step.judge(asOne, actor.staffId, at);
  if (!judged.ok) return judged;
  await step.save(row, { staffId: actor.staffId, at });
  await audit({
    ...{ action: `disclosure-delay.${step.action}`, entity, entityId: id, participant: row.participantId },
    before: { standing: standingOfDelay(row, at) },
    after: step.after,
  });
  return succeed({ id, participant: row.participantId });
}

/** DIS-2: the second person's word. From now on what the order names is kept back. */
export const confirm = (context: StaffContext, id: string): Promise<Changed> =>
  say(context, id, {
    judge: judgeConfirmation,
    save: (row, word) => confirmDelay(context.client, row.id, word),
    action: 'confirmed',
    after: { confirmed: true },
  });

export const review = (context: StaffContext, id: string, note: string): Promise<Changed> =>
  say(context, id, {
    judge: judgeReview,
    save: (row, word) => reviewDelay(context.client, context.services.keyring, row, { ...word, text: note }),
    action: 'reviewed',
    after: { note },
  });

export const end = (context: StaffContext, id: string, reason: string): Promise<Changed> =>
  say(context, id, {
    judge: (delay, _by, now) => judgeEnd(delay, now),
    save: (row, word) => endDelay(context.client, context.services.keyring, row, { ...word, text: reason }),
    action: 'ended',
    after: { reason },
  });
