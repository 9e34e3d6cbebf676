import { type Command, useCommand } from '../shell/use-command.ts';

/** Whatever shows what is asked for, and what is freed by it. */
const stale = ['requests', 'orders', 'person', 'needs', 'messages', 'log'].map((first) => [first]);

export const useSendRequest = (): Command => useCommand(stale);
