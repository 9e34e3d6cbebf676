import type { Failure } from '@attend/kernel';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

/**
 * Passwords that guessers try first: the most used and breached ones, with digits and capitals as people add them, rows of keys,
 * repeats and dates, and what anybody knows of the account (OWASP ASVS 5.0, 6.2.4, 6.2.11, 6.2.12). Judged by zxcvbn
 * (D. Wheeler, USENIX Security 2016), here on this machine: nothing of a password goes anywhere.
 */
let made: ZxcvbnFactory | null = null;

/** Made when a password is first chosen: its lists take as long as the rest of a start, and most starts never ask. */
function estimator(): ZxcvbnFactory {
  made ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  return made;
}

/** Of 0 to 4: below it fewer than a hundred million guesses are enough. */
const leastScore = 3;
/** A longer one is judged by its beginning: the estimate's time grows faster than the length. */
const judgedLetters = 64;

/** Null: it may be used. `known`: name, address and such of whose it is. */
export function refusePassword(
  password: string,
  known: readonly string[],
  ...path: readonly string[]
): Failure | null {
  const words = ['attend', ...known.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)])];
  const { score } = estimator().check(password.slice(0, judgedLetters), words.filter(isWord));
  if (score >= leastScore) return null;
  return {
    code: 'weak-password',
    message:
      'This password is among those that are guessed first. Several words that have nothing to do with one another are good.',
    path: [...path],
  };
}

const isWord = (text: string): boolean => text.length > 2;
