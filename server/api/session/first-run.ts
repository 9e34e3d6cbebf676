import { createHash, timingSafeEqual } from 'node:crypto';
import { rmSync } from 'node:fs';
import { firstRunKeyFile, loadFirstRunKey } from './secrets.ts';

/** The one-time key of the data folder. */
export type FirstRunKey = {
  matches(given: string): boolean;
  /** After the first administrator is made: it opens nothing any more. */
  discard(): void;
};

export function openFirstRunKey(dataDir: string): FirstRunKey {
  return {
    // Read each time: several processes of one data folder share the file.
    matches: (given) => timingSafeEqual(digest(given.trim()), digest(loadFirstRunKey(dataDir))),
    discard: () => rmSync(firstRunKeyFile(dataDir), { force: true }),
  };
}

// Equal lengths, so that the comparison's time tells nothing of the key.
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
