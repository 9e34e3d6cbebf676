import { changesBetween, checkTerms, type OrderTerms, writtenFields } from '@attend/casework';
import type { DraftChange, OrderCreate } from '@attend/contracts/orders';
import { fail, type Millis, parseInstant, type Result, succeed } from '@attend/kernel';
import {
  discardDraft,
  insertCourtCase,
  insertDraft,
  insertOrder,
  writeCourtCase,
  writeDraft,
  writeInError,
} from '../../database/repositories/order-writes.ts';
import { findPerson } from '../../database/repositories/people.ts';
import { isTaken, withSavepoint } from '../../database/repositories/savepoint.ts';
import type { StaffContext } from '../context.ts';
import { draftOf, type Pending, pendingOf, termsOf } from './standing.ts';
import { type Changed, finish, noDraft, noSuchPerson, type Owner, ownerOf, take } from './take.ts';

type Given = Omit<DraftChange, 'revision'>;

const empty = (from: Millis): OrderTerms => ({
  ...{ from, to: null, reviewAt: null, legalBasis: null, clauses: [] },
  written: {
    ...{ necessity: null, lesserMeans: null, vulnerability: null, language: null, representations: null },
    ...{ answer: null, reasons: null, stepReason: null, stepLesserMeans: null },
  },
});

const at = (text: string | null): Millis | null => (text === null ? null : parseInstant(text));

/** Only what is given changes. A clause without a beginning of its own begins with its order, also where that is moved. */
function withGiven(was: OrderTerms, given: Given): OrderTerms {
  const from = given.from === undefined ? was.from : (at(given.from) ?? was.from);
  const written = { ...was.written };
  for (const name of writtenFields) {
    const text = given[name];
    if (text !== undefined) written[name] = text;
  }
  const kept = was.clauses.map((clause) => ({
    ...clause,
    from: clause.from === was.from ? from : clause.from,
  }));
  return {
    from,
    to: given.to === undefined ? was.to : at(given.to),
    reviewAt: given.reviewAt === undefined ? was.reviewAt : at(given.reviewAt),
    legalBasis: given.legalBasis === undefined ? was.legalBasis : given.legalBasis,
    written,
    clauses:
      given.clauses === undefined
        ? kept
        : given.clauses.map(({ number, kind, ...span }) => ({
            ...{ number, kind, from: at(span.from) ?? from, to: at(span.to) },
          })),
  };
}

function inBody(checked: Result<null>): Result<null> {
  if (checked.ok || checked.error.path === undefined) return checked;
  return fail({ ...checked.error, path: ['body', ...checked.error.path] });
}

async function setCourt(
  context: StaffContext,
  owner: Owner,
  orderId: string,
  was: { readonly court: string | null; readonly caseNumber: string | null },
  given: Given,
): Promise<void> {
  const { court = was.court, caseNumber = was.caseNumber } = given;
  if (court === was.court && caseNumber === was.caseNumber) return;
  await writeCourtCase(
    context.client,
    orderId,
    await insertCourtCase(context.client, owner, court, caseNumber),
  );
}

/** ORD-10: a draft, which permits nothing. */
export async function createOrder(
  context: StaffContext,
  participantId: string,
  { reference, ...given }: OrderCreate,
): Promise<Changed> {
  const { client, record, actor, now } = context;
  if ((await findPerson(client, participantId)) === null) return fail(noSuchPerson);
  await record.open(participantId);
  const terms = withGiven(empty(now()), given);
  const checked = inBody(checkTerms(terms));
  if (!checked.ok) return checked;
  const owner = ownerOf(context, participantId);
  let id: string;
  try {
    id = await withSavepoint(client, () => insertOrder(client, owner, reference));
  } catch (thrown) {
    if (!isTaken(thrown)) throw thrown;
    return fail({
      code: 'exists',
      message: 'This person has an order by this reference already.',
      path: ['body', 'reference'],
    });
  }
  await insertDraft(client, owner, { orderId: id, version: 1, terms, by: actor.staffId });
  await setCourt(context, owner, id, { court: null, caseNumber: null }, given);
  return finish(context, { id, participantId }, 'order.drafted', { after: { reference, ...given } });
}

/** ORD-14, ORD-16: what changes alone; refused where somebody else changed the order since it was read. */
export async function changeDraft(
  context: StaffContext,
  id: string,
  { revision, ...given }: DraftChange,
): Promise<Changed> {
  const taken = await take(context, id, revision);
  if (!taken.ok) return taken;
  const { order, owner } = taken.value;
  const draft = draftOf(order);
  if (draft === null) return fail(noDraft);
  const was = termsOf(draft);
  const terms = withGiven(was, given);
  const checked = inBody(checkTerms(terms));
  if (!checked.ok) return checked;
  await writeDraft(context.client, owner, draft.id, terms, context.actor.staffId);
  await setCourt(context, owner, id, order, given);
  const { court, caseNumber } = order;
  return finish(context, order, 'order.draft-changed', {
    before: { court, caseNumber },
    after: { changes: changesBetween(was, terms), court: given.court, caseNumber: given.caseNumber },
  });
}

/** ORD-14: a draft of the next version, with everything that stands. */
export async function amendOrder(context: StaffContext, id: string, revision: number): Promise<Changed> {
  const taken = await take(context, id, revision);
  if (!taken.ok) return taken;
  const { order, owner } = taken.value;
  if (draftOf(order) !== null)
    return fail({ code: 'another-open', message: 'This order has a draft already: change that one.' });
  const [newest] = order.versions.filter(({ effectiveAt }) => effectiveAt !== null);
  if (newest === undefined) return fail(noDraft);
  const terms = termsOf(newest);
  const fresh = { ...terms, written: { ...terms.written, stepReason: null, stepLesserMeans: null } };
  const version = Math.max(...order.versions.map((one) => one.version)) + 1;
  const of = { orderId: id, version, terms: fresh, by: context.actor.staffId };
  await insertDraft(context.client, owner, of);
  return finish(context, order, 'order.amendment-begun', { after: { version } });
}

type Why = { readonly revision: number; readonly reason: string };

/** A draft ends before it took effect. An order of which nothing ever took effect is entered in error with it. */
export async function endDraft(
  context: StaffContext,
  id: string,
  { revision, reason }: Why,
  action: 'order.draft-discarded' | 'order.draft-in-error',
  also: (pending: Pending, participantId: string) => Promise<Result<unknown>> = async () => succeed(null),
): Promise<Changed> {
  const taken = await take(context, id, revision);
  if (!taken.ok) return taken;
  const { order, owner } = taken.value;
  const pending = pendingOf(order, context.now());
  if (pending === null) return fail(noDraft);
  await discardDraft(context.client, pending.version.id);
  const done = await also(pending, order.participantId);
  if (!done.ok) return done;
  if (pending.candidate.first) await writeInError(context.client, owner.key, id, reason);
  return finish(context, order, action, {
    before: { version: pending.version.version },
    after: { reason },
  });
}

/** Given up. */
export const discard = (context: StaffContext, id: string, why: Why): Promise<Changed> =>
  endDraft(context, id, why, 'order.draft-discarded');
