/** Rotates a keyring in small batches, says how many keys are done, and waits at so many to be killed. */
import { rotateKeys } from '../rotate.ts';

const [directory = '', stopAt = '0'] = process.argv.slice(2);
await rotateKeys(
  directory,
  { kind: 'file', directory },
  {
    batch: 10,
    tell: (rewrapped) => {
      if (rewrapped < Number(stopAt)) return;
      process.stdout.write(`${rewrapped}\n`);
      setInterval(() => undefined, 60_000);
      return new Promise(() => undefined);
    },
  },
);
