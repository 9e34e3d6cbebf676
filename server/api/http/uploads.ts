import { fail, type Result, succeed } from '@attend/kernel';
import type { FastifyInstance } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import { bytesType } from './openapi.ts';
import { retryAfter } from './problems.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The only type of body that the route takes, where it is not JSON. */
    takes?: string;
  }
}

/**
 * FIL-1: a file comes as bytes and as nothing else. They are counted while they come: a body that says it is too long, or turns out
 * to be, is refused then and there, and no more of it is read. The type is none that a page elsewhere may send without asking first.
 */
export function takeBytes(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(bytesType, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  // What the bytes are is told by their content (files/prepare.ts).
  app.setValidatorCompiler<z.core.$ZodType>((part) =>
    part.httpPart === 'body' ? (value: unknown) => ({ value }) : validatorCompiler(part),
  );
}

/** What a route that takes a file adds to its registration. */
export const readBytes = { config: { takes: bytesType } } as const;

/** Files that come in at once, in one process: with the longest file of each, what this may take of memory. */
const atOnce = 8;
/** Of one member of staff: nobody keeps all others from sending theirs. */
const ofOneAtOnce = 3;

/**
 * `answer`: closes when it is sent, or broken off. What is given back makes room at once: who has their answer may send the next file,
 * and not only once the connection has noticed.
 */
export type Bound = (
  staff: string,
  answer: { once(event: 'close', listener: () => void): unknown },
) => Result<() => void>;

/** FIL-1: one more than there is room for is told to come again before any of it is read. */
export function boundUploads(): Bound {
  let coming = 0;
  const of = new Map<string, number>();
  return (staff, answer) => {
    const own = of.get(staff) ?? 0;
    if (coming >= atOnce || own >= ofOneAtOnce)
      return fail({
        code: 'uploads-full',
        message: 'Other files are coming in just now: send this one again in a moment.',
        ...retryAfter(5),
      });
    coming += 1;
    of.set(staff, own + 1);
    let isIn = true;
    const makeRoom = (): void => {
      if (!isIn) return;
      isIn = false;
      coming -= 1;
      const left = (of.get(staff) ?? 1) - 1;
      if (left === 0) of.delete(staff);
      else of.set(staff, left);
    };
    answer.once('close', makeRoom);
    return succeed(makeRoom);
  };
}
