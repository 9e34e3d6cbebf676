import { type Fault, fail, type Result, succeed } from '@attend/kernel';
import { type EnrolContext, type EnrolEntry, type EnrolOutcome, enrolLines } from '../api/enrolment/enrol.ts';
import { enrolOne } from '../api/enrolment/enrol-one.ts';
import { transaction } from '../database/connect.ts';
import { recordOperatorLook } from '../database/repositories/operator-looks.ts';
import {
  insertFirstProgramme,
  listProgrammes,
  type ProgrammeRow,
} from '../database/repositories/programmes.ts';
import { isTaken } from '../database/repositories/savepoint.ts';
import { contextOf, type Operator } from './operator.ts';

/** The programme by name; without a name the only one, made where there is none yet. */
export async function findProgramme(
  operator: Operator,
  name: string | null,
  timezone: string,
): Promise<Result<string, Fault>> {
  const programmes = await listProgrammes(operator.owner);
  const named = programmes.filter((programme) => name === null || programme.name === name);
  const [only, second] = named;
  if (only === undefined) {
    if (name !== null && programmes.length > 0) return unknownProgramme(name, programmes);
    const made = await transaction(operator.owner, {}, (client) =>
      insertFirstProgramme(client, { name: name ?? 'Attend', timezone }, operator.name),
    );
    // Somebody else made one of another name in between.
    return name === null || made.name === name ? succeed(made.id) : unknownProgramme(name, [made]);
  }
  if (second !== undefined) {
    const names = named.map((programme) => programme.name).join(', ');
    return fail({ code: 'which-programme', message: `say which programme with --programme: ${names}` });
  }
  return succeed(only.id);
}

function unknownProgramme(name: string, programmes: readonly ProgrammeRow[]): Result<never, Fault> {
  const names = programmes.map((programme) => programme.name).join(', ');
  return fail({
    code: 'unknown-programme',
    message: `there is no programme «${name}»; there are: ${names}`,
  });
}

/**
 * Enrols a batch in one transaction; where somebody else came in between, line by line. As many outcomes as lines were
 * looked at: the last one alone can be a refusal, and those before it stand.
 */
export async function enrolBatch(
  operator: Operator,
  programmeId: string,
  entries: readonly EnrolEntry[],
): Promise<EnrolOutcome[]> {
  const author = { programmeId, staffId: null, operator: operator.name, requestId: operator.requestId };
  const inTransaction = <T>(work: (context: EnrolContext) => Promise<T>): Promise<T> =>
    transaction(operator.app, contextOf(operator, programmeId), (client) =>
      work({ client, keyring: operator.keyring, author, now: Date.now() }),
    );
  try {
    return await noteRefusal(
      operator,
      programmeId,
      await inTransaction((context) => enrolLines(context, entries)),
    );
  } catch (thrown) {
    if (!isTaken(thrown)) throw thrown;
  }
  const outcomes: EnrolOutcome[] = [];
  for (const entry of entries) {
    const outcome = await inTransaction((context) => enrolOne(context, entry));
    outcomes.push(outcome);
    if (outcome.kind === 'refused') break;
  }
  return noteRefusal(operator, programmeId, outcomes);
}

/** ACC-29: a refusal says what stands of somebody, on this way too. */
async function noteRefusal(
  operator: Operator,
  programmeId: string,
  outcomes: EnrolOutcome[],
): Promise<EnrolOutcome[]> {
  const last = outcomes.at(-1);
  if (last?.kind !== 'refused' || last.about === undefined) return outcomes;
  const look = { programmeId, participantId: last.about, operator: operator.name };
  await transaction(operator.app, contextOf(operator, programmeId), (client) =>
    recordOperatorLook(client, { ...look, what: 'enrolment', purpose: 'enrolment' }),
  );
  return outcomes;
}
