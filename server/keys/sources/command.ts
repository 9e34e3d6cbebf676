import { spawnSync } from 'node:child_process';
import { KeyFailure } from '../failure.ts';
import type { KeySource } from './source.ts';

/** A key management service may be slow; one that hangs must not keep the program from saying so. */
const answerWithin = 30_000;

/**
 * Any program that wraps and unwraps 32 bytes, started without a shell, asked a line and answering a line until its input ends:
 *
 *     generation             ok 3
 *     wrap 3 BASE64          ok BASE64
 *     unwrap 3 BASE64        ok BASE64
 *     retire 2               ok
 *
 * and instead of each `error ONE SENTENCE`. So PKCS#11 tools and the command lines of key services serve without code of ours.
 */
export function openCommandSource(command: readonly string[]): KeySource {
  const [program = '', ...args] = command;
  const place = `the command ${program}`;
  const ask = (request: string): string => {
    const answer = spawnSync(program, args, {
      input: `${request}\n`,
      encoding: 'utf8',
      timeout: answerWithin,
      stdio: ['pipe', 'pipe', 'ignore'],
      maxBuffer: 65_536,
    });
    if (answer.error !== undefined) {
      const code = 'code' in answer.error ? String(answer.error.code) : answer.error.name;
      throw new KeyFailure('key-source', `${place} cannot be asked for the key-encryption key (${code})`);
    }
    const line = answer.stdout.split('\n')[0]?.trim() ?? '';
    const [word = '', ...rest] = line.split(' ');
    if (word === 'ok') return rest.join(' ');
    throw new KeyFailure('key-source', `${place} refuses “${request.split(' ')[0]}”: ${saidBy(word, rest)}`);
  };
  const askBytes = (request: string): Buffer => {
    const text = ask(request);
    const bytes = Buffer.from(text, 'base64');
    if (bytes.length === 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) {
      throw new KeyFailure('key-source', `${place} did not answer in base64`);
    }
    return bytes;
  };
  return {
    place,
    generation: () => {
      const text = ask('generation');
      if (!/^\d{1,9}$/.test(text))
        throw new KeyFailure('key-source', `${place} names no number as its generation`);
      return Number(text);
    },
    wrap: (generation, key) => askBytes(`wrap ${generation} ${key.toString('base64')}`),
    unwrap: (generation, wrapped) =>
      askBytes(`unwrap ${generation} ${Buffer.from(wrapped).toString('base64')}`),
    retire: (generation) => {
      ask(`retire ${generation}`);
    },
  };
}

/** Only what it says to be an error: any other line may hold a key. */
const saidBy = (word: string, rest: readonly string[]): string =>
  word === 'error' ? rest.join(' ').slice(0, 200) : 'it answers neither ok nor error';
