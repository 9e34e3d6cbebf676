import { useQueryClient } from '@tanstack/react-query';
import { send } from '../../ui/api/request.ts';
import { useSay } from '../../ui/Say.tsx';
import { failureWords } from '../../ui/words/failures.ts';

/** A command on a check-in; everything that shows check-ins is read again, also where it was refused: it stands differently by now. */
export function useCheckInCommand(): (path: string, body: object, done: string) => Promise<boolean> {
  const client = useQueryClient();
  const say = useSay();
  return async (path, body, done) => {
    const answer = await send(path, body);
    if (answer.ok) say(done);
    else say(failureWords(answer.error).detail, 'trouble');
    await client.invalidateQueries({ queryKey: ['check-ins'] });
    await client.invalidateQueries({ queryKey: ['contact-points'] });
    await client.invalidateQueries({ queryKey: ['help'] });
    return answer.ok;
  };
}
