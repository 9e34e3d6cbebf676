import { type Failure, fail, type Result, succeed } from '@attend/kernel';
import { type EnrolEntry, type EnrolOutcome, enrolLines } from '../api/enrolment/enrol.ts';
import { transaction } from '../database/connect.ts';
import { insertProgramme, listProgrammes } from '../database/repositories/programmes.ts';
import type { Operator } from './operator.ts';

/** The programme by name; without a name the only one, made where there is none yet. */
export async function findProgramme(
  operator: Operator,
  name: string | null,
  timezone: string,
): Promise<Result<string>> {
  const programmes = await listProgrammes(operator.owner);
  const named = programmes.filter((programme) => name === null || programme.name === name);
  const [only, second] = named;
  if (only === undefined) {
    if (name !== null && programmes.length > 0) {
      const names = programmes.map((programme) => programme.name).join(', ');
      return fail({
        code: 'unknown-programme',
        message: `there is no programme «${name}»; there are: ${names}`,
      });
    }
    const made = await insertProgramme(operator.owner, { name: name ?? 'Attend', timezone }, operator.name);
    return succeed(made.id);
  }
  if (second !== undefined) {
    const names = named.map((programme) => programme.name).join(', ');
    return fail({ code: 'which-programme', message: `say which programme with --programme: ${names}` });
  }
  return succeed(only.id);
}

/** 23505, 23P01: somebody else entered the same person or device between our look and our write. */
const isConflict = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && (thrown.code === '23505' || thrown.code === '23P01');

const conflict = ({ line }: EnrolEntry): Failure => ({
  code: 'conflict',
  message: `device ${line.device.id} or person ${line.participant.id} is already on record in another programme, or is being enrolled by somebody else`,
  path: ['device', 'id'],
});

/**
 * Enrols a batch in one transaction; where somebody else came in between, once more, then line by line. As many outcomes as lines were
 * looked at: the last one alone can be a refusal, and those before it stand.
 */
export async function enrolBatch(
  operator: Operator,
  programmeId: string,
  entries: readonly EnrolEntry[],
): Promise<EnrolOutcome[]> {
  const author = { programmeId, staffId: null, operator: operator.name, requestId: operator.requestId };
  const enrol = (some: readonly EnrolEntry[]): Promise<EnrolOutcome[]> =>
    transaction(operator.app, { 'attend.programme': programmeId }, (client) =>
      enrolLines({ client, keyring: operator.keyring, author, now: Date.now() }, some),
    );
  try {
    return await enrol(entries);
  } catch (thrown) {
    if (!isConflict(thrown)) throw thrown;
  }
  const outcomes: EnrolOutcome[] = [];
  for (const entry of entries) {
    const outcome = await enrol([entry]).catch((thrown: unknown): EnrolOutcome[] => {
      if (!isConflict(thrown)) throw thrown;
      return [{ kind: 'refused', failure: conflict(entry) }];
    });
    outcomes.push(...outcome);
    if (outcomes.at(-1)?.kind === 'refused') break;
  }
  return outcomes;
}
