import { checkInChanged } from '@attend/contracts/check-ins';
import { useQueryClient } from '@tanstack/react-query';
import { send } from '../../ui/api/request.ts';
import { useSay } from '../../ui/Say.tsx';
import { failureWords } from '../../ui/words/failures.ts';
import { type Sent, undoBy, useDone } from '../shell/undo.ts';

/** Everything that shows check-ins. */
export const checkInKeys = [['check-ins'], ['contact-points'], ['help']];
export const checkInStale = checkInKeys.flat();

/** A command on a check-in; what shows check-ins is read again, also where it was refused: it stands differently by now. */
export function useCheckInCommand(): (
  path: string,
  body: object,
  done: string,
  undo?: (version: number) => Sent,
) => Promise<boolean> {
  const client = useQueryClient();
  const say = useSay();
  const tell = useDone(checkInKeys);
  return async (path, body, done, undo) => {
    const answer = await send(path, body);
    const back = undo && undoBy(checkInChanged, ({ version }) => undo(version));
    if (answer.ok) tell(done, answer.value, back);
    else say(failureWords(answer.error).detail, 'trouble');
    await Promise.all(checkInKeys.map((queryKey) => client.invalidateQueries({ queryKey })));
    return answer.ok;
  };
}
