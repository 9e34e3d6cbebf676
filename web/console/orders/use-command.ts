import type { Undo } from '../shell/undo.ts';
import { type Command, useCommand } from '../shell/use-command.ts';

/** Whatever shows orders, and the person's page. */
const stale = [['orders'], ['person']];

/** A command on an order. True: it was done, and said; else `failure` says why. */
export function useOrderCommand(): Omit<Command, 'run'> & {
  readonly run: (path: string, body: object, done: string, undo?: Undo | undefined) => Promise<boolean>;
} {
  const { run, ...state } = useCommand(stale);
  return {
    ...state,
    run: async (path, body, done, undo) => (await run(path, body, done, 'POST', undo)) === null,
  };
}
