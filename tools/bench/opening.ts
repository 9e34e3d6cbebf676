import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

let spent = 0;
let isWatched = false;

/** Milliseconds that this process has spent in opening sealed values, from the first call on. */
export function openingSoFar(): number {
  if (!isWatched) watch();
  return spent;
}

function watch(): void {
  isWatched = true;
  const real = crypto.createDecipheriv as (...asked: unknown[]) => crypto.DecipherGCM;
  Object.assign(crypto, {
    createDecipheriv: (...asked: unknown[]) => {
      const began = performance.now();
      const decipher = real(...asked);
      const end = decipher.final.bind(decipher);
      decipher.final = ((...given: Parameters<typeof end>) => {
        const rest = end(...given);
        spent += performance.now() - began;
        return rest;
      }) as typeof decipher.final;
      return decipher;
    },
  });
  syncBuiltinESMExports();
}
