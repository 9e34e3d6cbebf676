import { exceptionChanged } from '@attend/contracts/order-conditions';
import { t } from '@lingui/core/macro';
import { serverNow } from '../../ui/clock.ts';
import { slipWords, type Undo, undoBy } from '../shell/undo.ts';
import { type Command, useCommand } from '../shell/use-command.ts';

/** Whatever shows what is asked for, and what is freed by it. */
const stale = ['requests', 'orders', 'person', 'needs', 'messages', 'log'].map((first) => [first]);

/** Granted by mistake: taken back for whole, as long as its time has not begun. Whoever it is about is told of both. */
export const ungrant = (from: string): Undo =>
  undoBy(exceptionChanged, ({ exception, revision }) =>
    Date.parse(from) <= serverNow()
      ? null
      : {
          path: `/api/exceptions/${exception}/withdraw`,
          body: { revision, reason: slipWords() },
          done: t`The exception is taken back.`,
        },
  );

export const useSendRequest = (): Command => useCommand(stale);
