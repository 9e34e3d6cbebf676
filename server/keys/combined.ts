import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';

/**
 * KEY-21: one key out of several people's, for what tells of all of them: whoever lacks a single one of theirs cannot make it again. The
 * order counts: the caller sorts. `use` keeps it from being anything else's.
 */
export function combineKeys(keys: readonly KeyObject[], use: string): KeyObject {
  const both = keys.reduce(
    (before, key) => createHmac('sha256', key).update(before).digest(),
    Buffer.from(`attend combined ${use}`),
  );
  return createSecretKey(both);
}
