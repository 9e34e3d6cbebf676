import { type Failure, say } from '@attend/kernel';
import { isBeyondWall, isTaken, withSavepoint } from '../../database/repositories/savepoint.ts';
import { type EnrolContext, type EnrolEntry, type EnrolOutcome, enrolLines } from './enrol.ts';

/** ENR-9: what stands in the way is not ours to see. */
const taken = ({ line }: EnrolEntry): Failure => ({
  code: 'conflict',
  ...say(
    'device {device} is on record in another programme, or this person is being enrolled by somebody else',
    { device: line.device.id },
  ),
  path: ['device', 'id'],
});

/** Whoever enrolled them could not see them afterwards. */
const beyond: Failure = {
  code: 'not-yours',
  message: 'You may enrol people into your own offices, or under your own supervision.',
  path: ['participant', 'office'],
};

/** One line; where somebody else came in between, looked at once more: then theirs stands and this is a repeat of it, or differs. */
export async function enrolOne(context: EnrolContext, entry: EnrolEntry): Promise<EnrolOutcome> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const [outcome] = await withSavepoint(context.client, () => enrolLines(context, [entry]));
      if (outcome === undefined) throw new Error('an enrolment had no outcome');
      return outcome;
    } catch (thrown) {
      if (isBeyondWall(thrown)) return { kind: 'refused', failure: beyond };
      if (!isTaken(thrown)) throw thrown;
      if (attempt === 2) return { kind: 'refused', failure: taken(entry) };
    }
  }
}
