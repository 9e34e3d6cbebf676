import { createHmac, type KeyObject } from 'node:crypto';
import { permissions } from '@attend/contracts/session';
import { fail, type Result } from '@attend/kernel';
import { z } from 'zod';
import type { Actor } from '../access/actor.ts';
import { createReaches, type Reaches } from '../access/reaches.ts';
import { createRecorder, OutOfReach, type Recorder, type Written, writeLooks } from '../access/recorder.ts';
import { personTablesOf, type Seen, watchPeople } from '../access/watch.ts';
import { createAudit, programmeKey } from '../audit/audit.ts';
import { type Pool, transaction } from '../database/connect.ts';
import { claimWriteKey, keepAnswer, type WriteKey } from '../database/repositories/idempotency.ts';
import type { Queryable } from '../database/repositories/queryable.ts';
import { loadReach, type Reach } from '../database/repositories/reach.ts';
import { isBeyondWall } from '../database/repositories/savepoint.ts';
import { combineKeys } from '../keys/combined.ts';
import { KeyDestroyed } from '../keys/failure.ts';
import { sealJson, unsealJson } from '../keys/seal.ts';
import type { OpenContext, StaffContext } from './context.ts';
import type { Answer } from './http/answer.ts';
import { isWorthAnotherTry } from './http/faults.ts';
import type { AnswerRoute, AnyInput } from './route.ts';
import { needsStepUp, stepUpNeeded } from './step-up.ts';

/** What the request's transaction stands on. */
export type StaffRequest = {
  readonly pool: Pool;
  readonly actor: Actor;
  readonly shared: Omit<OpenContext, 'kind'>;
  /** The caller's own key of this write: a repeat gets the first answer and changes nothing. */
  readonly writeKey: string | null;
};

const tries = 3;

/** A route that answered with people whom it did not record: a fault, and nothing of it leaves. */
export class NotRecorded extends Error {}
/** Ends the transaction of a use case that refused, and with it the record of whom it had looked at by then. */
class Refused extends Error {
  readonly result: Result<never>;
  readonly looks: readonly Written[];
  constructor(result: Result<never>, looks: readonly Written[] = []) {
    super('refused');
    this.result = result;
    this.looks = looks;
  }
}

export async function runOpen(route: AnswerRoute, context: OpenContext, input: AnyInput): Promise<Answer> {
  return answerOf(route, await route.handler(context, input));
}

/** Runs a use case in one transaction as the application's role, for this actor and programme alone. */
export async function runStaff(route: AnswerRoute, request: StaffRequest, input: AnyInput): Promise<Answer> {
  if (route.stepUp && needsStepUp(request.actor)) return answerOf(route, stepUpNeeded());
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runOnce(route, request, input);
    } catch (thrown) {
      if (thrown instanceof Refused) {
        // ACC-29: a refusal says why, and so may say what stands; it does not leave before the look is on record again.
        if (thrown.looks.length > 0)
          await transaction(request.pool, settingsOf(request.actor), (client) =>
            writeLooks(client, thrown.looks),
          );
        return answerOf(route, thrown.result);
      }
      if (isOutOfReach(thrown)) return answerOf(route, notFound);
      if (attempt === tries || !isWorthAnotherTry(thrown)) throw thrown;
      request.shared.log.info({ route: route.path, attempt }, 'transaction tried again');
    }
  }
}

const settingsOf = ({ programme, staffId }: Actor) =>
  ({ 'attend.programme': programme.id, 'attend.staff': staffId }) as const;

async function runOnce(
  route: AnswerRoute,
  { pool, actor, shared, writeKey }: StaffRequest,
  input: AnyInput,
): Promise<Answer> {
  const tables = await personTablesOf(pool);
  const after: (() => Promise<void>)[] = [];
  const answer = await transaction(pool, settingsOf(actor), async (connection) => {
    const { client, seen } = watchPeople(connection, tables);
    const reaches = createReaches(client, actor, route.method === 'GET');
    const reach = reachOf(route, client, actor, reaches);
    const record = recorderFor(route, client, actor, reach);
    // First of all where only reading follows: what it works out is the second wall's too, which every statement after it asks for.
    // A command may change whom its actor reaches (by breaking glass) before it asks.
    if (route.method === 'GET' && route.access.reads === 'people') await reach();
    const write =
      writeKey === null ? null : { programmeId: actor.programme.id, actor: actor.staffId, key: writeKey };
    if (write !== null) {
      const first = await findFirstAnswer(route, client, shared.services.keyring, write, input);
      if (first !== null) {
        await recordAgain(route, record, first);
        return first;
      }
    }
    const context: StaffContext = {
      ...shared,
      kind: 'staff',
      actor,
      programme: actor.programme,
      client,
      reach,
      reaches,
      record,
      afterCommit: (work) => after.push(work),
      audit: createAudit(client, shared.services.keyring, actor, shared.requestId),
    };
    const result = await route.handler(context, input);
    if (!result.ok) throw new Refused(result, record.written);
    const answer = answerOf(route, result);
    assertRecorded(route, record, answer);
    assertSeenIsRecorded(route, record, seen);
    if (write !== null && answer.kind === 'done') {
      const about = peopleOf(route, answer);
      const { keyring } = shared.services;
      // What is shown once is not kept: that it was done is. Nor what tells of several, one of whom nothing may be kept of any more.
      const isKept =
        !route.answersSecret && !(about.length > 1 && about.some((id) => keyring.isDestroyed(id)));
      const kept = isKept
        ? sealJson(
            keyOfAnswer(write, about, (id) => keyring.create(id)),
            identityOf(write),
            answer.body,
          )
        : null;
      await keepAnswer(client, write, answer.status, kept, about);
    }
    return answer;
  });
  for (const work of after) await doAfter(work, shared);
  return answer;
}

/** The transaction stands whatever becomes of this: what it leaves undone is found and done by whoever looks for it. */
async function doAfter(work: () => Promise<void>, { log }: StaffRequest['shared']): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
    log.error({ code }, 'what follows a commit failed');
  }
}

/** In an order of their own, which the key of several depends on. */
function peopleOf(route: AnswerRoute, answer: Extract<Answer, { kind: 'done' }>): readonly string[] {
  if (route.access.reads !== 'people') return [];
  return [...new Set(route.access.participants(answer.body))].sort();
}

/** KEY-21: an answer is kept under the key of whom it tells; of several, under all of theirs together, so that it ends with the first. */
function keyOfAnswer(
  { programmeId }: WriteKey,
  people: readonly string[],
  keyOf: (id: string) => KeyObject,
): KeyObject {
  const [first, ...others] = people;
  if (first === undefined) return keyOf(programmeKey(programmeId));
  return others.length === 0 ? keyOf(first) : combineKeys(people.map(keyOf), 'answer');
}

/** Encoded by its schema, inside the transaction: what the schema does not name does not leave, and what it refuses changes nothing. */
function answerOf(route: AnswerRoute, result: Result<unknown>): Answer {
  if (!result.ok) return { kind: 'refused', failure: result.error };
  return { kind: 'done', status: route.status ?? 200, body: z.encode(route.response, result.value) };
}

/** Read once, when it is first asked for. */
function reachOf(
  route: AnswerRoute,
  client: Queryable,
  actor: Actor,
  reaches: Reaches,
): () => Promise<Reach> {
  let loading: Promise<Reach> | null = null;
  return () => {
    const need = (route.access.reads === 'people' ? route.access.by : undefined) ?? route.permission;
    const permission = permissions.find((one) => one === need);
    loading ??=
      permission === undefined ? loadReach(client, actor.programme.id, []) : reaches.under(permission);
    return loading;
  };
}

/** By the policy table, or by row-level security where a use case wrote a row of somebody else's. */
const isOutOfReach = (thrown: unknown): boolean => thrown instanceof OutOfReach || isBeyondWall(thrown);
/** In the same words as for what does not exist. */
const notFound = fail({ code: 'not-found', message: 'There is no such person here.' });

function recorderFor(
  route: AnswerRoute,
  client: Queryable,
  actor: Actor,
  reach: () => Promise<Reach>,
): Recorder {
  if (route.access.reads === 'people') return createRecorder(client, actor, route.access, reach);
  const refuse = (): never => {
    throw new NotRecorded(`${route.method} ${route.path} says that it reads nobody, and recorded a look`);
  };
  const nobody: ReadonlySet<string> = new Set();
  return {
    list: async () => refuse(),
    open: async () => refuse(),
    passOver: refuse,
    recorded: nobody,
    passedOver: nobody,
    written: [],
  };
}

function assertRecorded(route: AnswerRoute, record: Recorder, answer: Answer): void {
  if (route.access.reads !== 'people' || answer.kind !== 'done') return;
  const missing = route.access.participants(answer.body).filter((id) => !record.recorded.has(id));
  if (missing.length > 0)
    throw new NotRecorded(
      `${route.method} ${route.path} answered with ${missing.length} people whom it did not record`,
    );
}

/** ACC-12: whatever a use case does with them, whose rows SQL gave out has been recorded. */
function assertSeenIsRecorded(route: AnswerRoute, record: Recorder, seen: Seen): void {
  const missing = [...seen.people].filter((id) => !record.recorded.has(id) && !record.passedOver.has(id));
  if (missing.length > 0)
    throw new NotRecorded(
      `${route.method} ${route.path} read rows of ${missing.length} people whom it did not record`,
    );
  if (seen.tables.size > 0 && record.recorded.size === 0)
    throw new NotRecorded(
      `${route.method} ${route.path} read rows of ${[...seen.tables].join(', ')} and recorded nobody`,
    );
}

/** The answer shows the same people again, so it is a look again. */
async function recordAgain(route: AnswerRoute, record: Recorder, answer: Answer): Promise<void> {
  if (route.access.reads === 'people' && answer.kind === 'done')
    await record.list(route.access.participants(answer.body));
}

async function findFirstAnswer(
  route: AnswerRoute,
  client: Queryable,
  keyring: OpenContext['services']['keyring'],
  write: WriteKey,
  input: AnyInput,
): Promise<Answer | null> {
  const name = `${route.method} ${route.path}`;
  // Keyed: a body may hold a password, which a plain hash would let anyone guess who has a copy of the table.
  const hash = createHmac('sha256', keyring.derive('idempotency', write.programmeId))
    .update(JSON.stringify([name, input.params, input.query, input.body]))
    .digest();
  const first = await claimWriteKey(client, write, name, hash);
  if (first === null) return null;
  if (!first.request_hash.equals(hash))
    throw new Refused(
      fail({ code: 'idempotency-key-reused', message: 'This Idempotency-Key was used for another request.' }),
    );
  if (first.response === null)
    throw new Refused(
      fail({
        code: 'done-before',
        message: 'This was done when it was first sent. Its answer holds a secret, which is shown once.',
      }),
    );
  const about = first.participant_ids ?? (first.participant_id === null ? [] : [first.participant_id]);
  const key = keyOfAnswer(write, about, (id) => {
    const found = about.length === 0 ? keyring.create(id) : keyring.find(id);
    if (found === null) throw new KeyDestroyed();
    return found;
  });
  return { kind: 'done', status: first.status, body: unsealJson(key, identityOf(write), first.response) };
}

const identityOf = ({ actor, key }: WriteKey): string => `idempotency_key/${actor}/${key}/response`;
