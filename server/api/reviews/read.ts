import {
  chargingHours,
  daysBetween,
  endedWith,
  isReviewOverdue,
  stepsDown,
  windowsOfWeek,
} from '@attend/casework';
import type { PersonReview } from '@attend/contracts/reviews';
import { type AlertKind, fail, formatInstant, mergeSpans, type Result, succeed } from '@attend/kernel';
import { type LegalRow, loadLegal } from '../../database/repositories/legal.ts';
import { findPerson, loadHeldDevices } from '../../database/repositories/people.ts';
import { type DecidedReview, findOpenReview, listDecided } from '../../database/repositories/reviews.ts';
import { findSame } from '../../database/repositories/second-person.ts';
import { listStepUps } from '../../database/repositories/step-ups.ts';
import { mayOn } from '../access/may-on.ts';
import { instantText } from '../alerts/summary.ts';
import type { StaffContext } from '../context.ts';
import { loadObservations } from '../movement/observations.ts';
import { noSuchPerson } from '../orders/take.ts';
import { loadStanding, type Standing, standingConditions } from './standing.ts';

const day = 86_400_000;
const ofPower: readonly AlertKind[] = ['battery-low', 'battery-critical', 'powered-off'];
/** As many as somebody reads; the counts are of all. */
const mostRecords = 100;

/** RVW-1 to RVW-5: one person's level, with every figure and what it comes from. */
export async function readPersonReview(context: StaffContext, id: string): Promise<Result<PersonReview>> {
  const { client, services, record, actor } = context;
  const person = await findPerson(client, id);
  if (person === null) return fail(noSuchPerson);
  await record.open(id);
  const key = services.keyring.find(id);
  const standing = await loadStanding(context, id);
  const decided = await listDecided(client, key, id);
  const stepUps = await listStepUps(client, key, id);
  const same = await findSame(
    client,
    actor.staffId,
    stepUps.map(({ askedBy }) => askedBy.id),
  );
  const open = decided.find(({ swapSince, swapDoneAt }) => swapSince !== null && swapDoneAt === null);
  return succeed({
    participant: id,
    timezone: person.timezone,
    today: Temporal.Instant.fromEpochMilliseconds(context.now())
      .toZonedDateTimeISO(person.timezone)
      .toPlainDate()
      .toString(),
    standing: standing === null ? null : await viewStanding(context, standing),
    swap: open === undefined ? null : viewSwap(open),
    stepUps: stepUps.map(({ askedBy, said, askedAt, decidedAt, ...row }) => ({
      ...{ id: row.id, from: row.from, to: row.to, decision: row.decision, decidedBy: row.decidedBy },
      ...{ version: row.version, askedAt: formatInstant(askedAt), decidedAt: instantText(decidedAt) },
      ...{ askedBy: askedBy.name, mine: askedBy.id === actor.staffId || same.has(askedBy.id) },
      ...{ reason: said?.reason ?? null, lesserMeans: said?.lesserMeans ?? null },
      ...{ told: said?.told ?? null, note: said?.note ?? null },
    })),
    history: decided.map(viewDecided),
    may: {
      decide: !services.keyring.isDestroyed(id) && (await mayOn(context, 'reviews.write', id)),
      approve: !services.keyring.isDestroyed(id) && (await mayOn(context, 'reviews.approve', id)),
    },
  });
}

const viewSwap = ({ id, tierTo, swapSince, swapFrom, swapTo, version }: DecidedReview) => ({
  ...{ review: id, tier: tierTo, since: formatInstant(swapSince ?? 0), version },
  ...{ from: instantText(swapFrom), to: instantText(swapTo) },
});

const viewDecided = (row: DecidedReview): PersonReview['history'][number] => ({
  ...{ id: row.id, dueOn: row.dueOn, cause: row.cause, tier: row.tier, tierTo: row.tierTo },
  ...{ decision: row.decision, decidedAt: formatInstant(row.decidedAt), by: row.by, proposal: row.proposal },
  ...{ policyRevision: row.policyRevision, atRiskFrom: row.atRiskFrom, ended: [...row.ended] },
  ...{ reason: row.said?.reason ?? null, told: row.said?.told ?? null },
});

async function viewStanding(
  context: StaffContext,
  standing: Standing,
): Promise<NonNullable<PersonReview['standing']>> {
  const { client, now } = context;
  const { subject, assessment, policy, records } = standing;
  const { level, facts, due, today, proposal, reasons } = assessment;
  const open = await findOpenReview(client, subject.id);
  const legal = (await loadLegal(client, [subject.id])).get(subject.id);
  const conditions = standingConditions(legal, now());
  const dueOn =
    open !== null && open.dueOn < due.on && isReviewOverdue(open.dueOn, today) ? open.dueOn : due.on;
  return {
    review: open === null ? null : { id: open.id, version: open.version, atRiskFrom: open.atRiskFrom },
    ...{ tier: level.tier, tierSince: level.since, policyRevision: policy.revision },
    due: { on: dueOn, cause: due.cause, overdue: isReviewOverdue(dueOn, today) },
    proposal: { kind: proposal.kind, to: proposal.kind === 'step-down' ? proposal.to : null },
    reasons: [...reasons],
    facts: {
      ...{ from: facts.from, counts: facts.counts, lastNotKept: facts.lastNotKept },
      hearingsToCome: facts.hearingsToCome,
      suspendedDays: facts.suspended.reduce(
        (sum, { from, to }) => sum + Math.max(0, daysBetween(from, to)),
        0,
      ),
    },
    records: records
      .filter(({ on }) => on >= facts.from)
      .slice(0, mostRecords)
      .map(({ kind, id, on, verdict, word, what }) => ({ kind, id, on, verdict, word, what })),
    moreRecords: records.length > mostRecords,
    tiers: level.spans.map(({ tier, from, to }) => ({
      ...{ tier, from: formatInstant(from), to: instantText(to) },
      days: Math.round(((to ?? now()) - from) / (day / 10)) / 10,
    })),
    burdens: await burdensOf(context, standing, conditions),
    endsWith: stepsDown
      .filter(({ from }) => from === level.tier)
      .map(({ to }) => ({
        to,
        conditions: endedWith({ decision: 'step-down', to }, policy.parameters, conditions).map(
          ({ reference, kind }) => ({ reference, kind }),
        ),
      })),
  };
}

async function burdensOf(
  { client, services, now }: StaffContext,
  { subject, records }: Standing,
  conditions: LegalRow['conditions'],
): Promise<NonNullable<PersonReview['standing']>['burdens']> {
  const at = now();
  const since = new Date(at - 90 * day).toISOString().slice(0, 10);
  const recent = records.filter(({ on }) => on >= since);
  const windows = conditions
    .filter(({ kind }) => kind === 'curfew')
    .flatMap(({ timetable }) => windowsOfWeek(subject.timezone, timetable, [], at).windows);
  const curfew = mergeSpans(windows).reduce((sum, { from, to }) => sum + ((to ?? from) - from), 0);
  const [held] = (await loadHeldDevices(client, subject.id)).filter(({ to }) => to === null || to > at);
  const readings =
    held === undefined
      ? []
      : await loadObservations(
          client,
          services.keyring,
          { participantId: subject.id, assignmentId: held.assignmentId },
          { from: at - 7 * day, to: at },
          at,
        );
  return {
    curfewHours: Math.round(curfew / 360_000) / 10,
    contacts: recent.filter(({ kind, verdict }) => kind === 'check-in' && verdict === 'kept').length,
    powerAlerts: recent.filter(({ what }) => what !== null && ofPower.includes(what)).length,
    chargingHours: chargingHours(readings),
  };
}
