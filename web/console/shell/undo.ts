import { t } from '@lingui/core/macro';
import { useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { send } from '../../ui/api/request.ts';
import { useSay } from '../../ui/Say.tsx';
import { failureWords } from '../../ui/words/failures.ts';

/** A command, and what is said once it was done. */
export type Sent = {
  readonly path: string;
  readonly body: object;
  readonly done: string;
  readonly method?: 'POST' | 'PUT';
};
/** What takes back, whole, what was just done, by what was answered to it. Null: nothing does. */
export type Undo = (answered: unknown) => Sent | null;

/** The command that takes it back rests on what stands after it: whoever was faster by then is not undone with it. */
export const undoBy =
  <T>(schema: z.ZodType<T>, back: (answered: T) => Sent | null): Undo =>
  (answered) => {
    const read = schema.safeParse(answered);
    return read.success ? back(read.data) : null;
  };

/** Why, where a command asks for it and the button was pressed at once. */
export const slipWords = (): string => t`Taken back right after it was done: a slip.`;

/**
 * Says what was done; where something takes it back, offers that for half a minute (FRM-9). Never for what two people decide, nor for
 * what has left as a message.
 */
export function useDone(
  stale: readonly (readonly string[])[],
): (done: string, answered?: unknown, undo?: Undo | undefined) => void {
  const client = useQueryClient();
  const say = useSay();
  const takeBack = async ({ path, body, done, method = 'POST' }: Sent): Promise<void> => {
    const answer = await send(path, body, method);
    if (answer.ok) say(done);
    else say(failureWords(answer.error).detail, 'trouble');
    await Promise.all(stale.map((queryKey) => client.invalidateQueries({ queryKey })));
  };
  return (done, answered, undo) => {
    const back = undo?.(answered) ?? null;
    say(done, 'done', back === null ? undefined : () => void takeBack(back));
  };
}
