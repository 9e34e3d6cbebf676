import { checkInChanged } from '@attend/contracts/check-ins';
import { useQueryClient } from '@tanstack/react-query';
import { send } from '../../ui/api/request.ts';
import { useSay } from '../../ui/Say.tsx';
import { failureWords } from '../../ui/words/failures.ts';

type Done = readonly [path: string, body: object, done: string];
/** The command that takes it back, on the version that stands after it: whoever was faster by then is not undone with it. */
type Undo = (version: number) => Done;

/** A command on a check-in; everything that shows check-ins is read again, also where it was refused: it stands differently by now. */
export function useCheckInCommand(): (...command: [...Done, undo?: Undo]) => Promise<boolean> {
  const client = useQueryClient();
  const say = useSay();
  const run = async (...[path, body, done, undo]: [...Done, undo?: Undo]): Promise<boolean> => {
    const answer = await send(path, body);
    const changed = checkInChanged.safeParse(answer.ok ? answer.value : null);
    const back = undo && changed.success ? undo(changed.data.version) : null;
    if (answer.ok) say(done, 'done', back ? () => void run(...back) : undefined);
    else say(failureWords(answer.error).detail, 'trouble');
    await client.invalidateQueries({ queryKey: ['check-ins'] });
    await client.invalidateQueries({ queryKey: ['contact-points'] });
    await client.invalidateQueries({ queryKey: ['help'] });
    return answer.ok;
  };
  return run;
}
