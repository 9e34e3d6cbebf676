import { createHmac } from 'node:crypto';
import { fail, type Result, say, succeed } from '@attend/kernel';
import { type Pool, transaction } from '../../database/connect.ts';
import {
  beginAttempts,
  endAttempts,
  hasSucceeded,
  type Pace,
  rememberSuccess,
} from '../../database/repositories/sign-in.ts';

/**
 * Failed sign-ins make the next one wait, counted by account, by address and by both. The account's own wait is short and
 * does not hold where the person has signed in before, so that a stranger's guessing cannot keep them out. A browser that has
 * signed in before is counted by itself alone: a stranger behind the same address cannot slow it either.
 */
const paces = {
  device: { free: 4, longestSeconds: 300, forgetMinutes: 10 },
  pair: { free: 4, longestSeconds: 300, forgetMinutes: 10 },
  account: { free: 10, longestSeconds: 30, forgetMinutes: 1 },
  address: { free: 30, longestSeconds: 300, forgetMinutes: 1 },
} as const satisfies Record<string, Pace>;

export type Slowing = {
  /** A refusal with the seconds to wait, or what to tell when the sign-in succeeded. `device`: the mark that the browser has. */
  begin(
    email: string,
    address: string,
    device?: string | null,
  ): Promise<Result<{ readonly succeeded: () => Promise<void> }>>;
  /** Somebody signed in, in whatever way, in the browser that has this mark. */
  remember(email: string, device: string): Promise<void>;
};

export function createSlowing(pool: Pool, key: Buffer): Slowing {
  const hash = (...parts: readonly string[]): Buffer =>
    createHmac('sha256', key).update(JSON.stringify(parts)).digest();
  return {
    async begin(email, address, device = null) {
      const keyed = {
        account: hash('account', email.toLowerCase()),
        address: hash('address', address),
        pair: hash('pair', email.toLowerCase(), address),
        device: hash('device', email.toLowerCase(), device ?? ''),
      };
      const names = await transaction(pool, {}, async (client) => {
        if (device !== null && (await hasSucceeded(client, keyed.device))) return ['device'] as const;
        if (await hasSucceeded(client, keyed.pair)) return ['pair'] as const;
        return ['account', 'address', 'pair'] as const;
      });
      const attempts = names.map((name) => ({ who: keyed[name], pace: paces[name] }));
      const wait = await transaction(pool, {}, (client) => beginAttempts(client, attempts));
      if (wait > 0)
        return fail({
          code: 'too-many-attempts',
          ...say('Too many failed attempts: try again in {seconds} seconds.', { seconds: wait }),
          path: ['retry-after', wait],
        });
      const counted = attempts.map(({ who }) => who);
      return succeed({
        succeeded: () => transaction(pool, {}, (client) => endAttempts(client, counted, keyed)),
      });
    },
    remember: (email, device) => rememberSuccess(pool, hash('device', email.toLowerCase(), device)),
  };
}
