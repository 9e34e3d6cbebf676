import { beginningsOf, nameParts, normaliseIdentifier, slipsOf, soundsOf } from './names.ts';

/** What a person can be found by. */
export type Findable = { readonly names: readonly string[]; readonly identifiers: readonly string[] };

/**
 * One step of a search. Every group must be met, each by any of its keys. Steps run in order, so a step is also the rank of what it
 * finds: 0 an identifier, 1 the name as typed, then its sound, its beginning, near misses, the end of an identifier.
 */
export type SearchStep = { readonly groups: readonly (readonly string[])[] };

const pair = (domain: string, a: string, b: string): string =>
  a < b ? `${domain}:${a} ${b}` : `${domain}:${b} ${a}`;

/** By the reading with spellings folded alone: each reading with each would be most of a person's keys. */
const soundPair = (a: string, b: string): string => pair('q', soundsOf(a)[0] ?? a, soundsOf(b)[0] ?? b);

function* pairsOf<T>(items: readonly T[]): Generator<[T, T]> {
  for (const [index, a] of items.entries()) for (const b of items.slice(index + 1)) yield [a, b];
}

/** Ends by which long identifiers are read out: the last four and six characters. */
const endings = [4, 6] as const;

/**
 * PPL-4: every key a person is found by, in clear, with what it stands for; the server keeps keyed hashes of them. The letter before
 * the colon is the kind: n name part, f sound, s near miss, b beginning, p pair of parts, q pair of sounds, i identifier, e its end.
 */
export function searchKeysOf(person: Findable): Map<string, string> {
  const keys = new Map<string, string>();
  const add = (key: string, source: string): void => {
    if (!keys.has(key)) keys.set(key, source);
  };
  for (const identifier of person.identifiers) {
    const whole = normaliseIdentifier(identifier);
    if (whole.length === 0) continue;
    add(`i:${whole}`, identifier);
    for (const length of endings) if (whole.length > length) add(`e:${whole.slice(-length)}`, identifier);
  }
  for (const name of person.names) {
    const parts = nameParts(name);
    for (const part of parts) {
      add(`n:${part}`, name);
      for (const sound of soundsOf(part)) add(`f:${sound}`, name);
      for (const slip of slipsOf(part)) add(`s:${slip}`, name);
      for (const beginning of beginningsOf(part)) add(`b:${beginning}`, name);
    }
    for (const [a, b] of pairsOf(parts)) {
      add(pair('p', a, b), name);
      add(soundPair(a, b), name);
    }
  }
  return keys;
}

/** A part as typed, and everything it may be a slip of: the whole part (one letter missing), its deletions (other, swapped), and the deletions as whole parts (one letter too many). */
const nearMisses = (part: string): string[] => {
  const slips = slipsOf(part);
  return [`n:${part}`, `s:${part}`, ...slips.map((slip) => `s:${slip}`), ...slips.map((slip) => `n:${slip}`)];
};

const sounds = (part: string): string[] => {
  const codes = soundsOf(part).map((code) => `f:${code}`);
  return codes.length > 0 ? codes : [`n:${part}`];
};

/** A code of two letters («MR»: Maria, Mario, Moore, Murray) is shared by too many to be searched beside others. */
const distinctSounds = (part: string): string[] =>
  soundsOf(part)
    .filter((code) => code.length > 2)
    .map((code) => `f:${code}`);

/** By a slip or its sound. */
const nearly = (part: string): string[] => [...nearMisses(part), ...distinctSounds(part)];

/** Of so many parts each is looked for with a slip alone: a search has ten steps at most, which its cursor counts in one digit. */
const mostSlippedAlone = 3;

/** Neighbouring parts as pairs: a pair is rare where its parts are common, so the first group already finds few. */
function neighbours(parts: readonly string[], keysOf: (a: string, b: string) => string[]): string[][] {
  return parts.slice(1).map((part, index) => keysOf(parts[index] ?? part, part));
}

/** PPL-5: the steps of a search for what somebody typed. Empty: nothing to search by. */
export function planSearch(typed: string): SearchStep[] {
  const steps: SearchStep[] = [];
  const add = (groups: readonly (readonly string[])[]): void => {
    if (groups.length > 0 && groups.every((group) => group.length > 0)) steps.push({ groups });
  };
  const whole = normaliseIdentifier(typed);
  if (whole.length > 0) add([[`i:${whole}`]]);
  const parts = nameParts(typed);
  const last = parts.at(-1);
  if (last !== undefined && parts.every((part) => !/^\d+$/.test(part))) {
    if (parts.length === 1) {
      add([[`n:${last}`]]);
      add([[`b:${last}`]]);
      add([sounds(last)]);
      add([nearMisses(last)]);
    } else {
      add(neighbours(parts, (a, b) => [pair('p', a, b)]));
      add(neighbours(parts, (a, b) => [soundPair(a, b)]));
      // The longest part is the rarest: the first group is read whole, the others are only asked about who is in it.
      const rarest = parts.toSorted((a, b) => b.length - a.length);
      add(rarest.map((part) => [`n:${part}`, `b:${part}`]));
      // First one slip in all: behind each key of a name's slips stands everybody who has the name, so that reading them of a part that
      // was typed rightly is reading the same people ten times.
      if (parts.length <= mostSlippedAlone)
        for (const slipped of rarest)
          add(rarest.map((part) => (part === slipped ? nearly(part) : [`n:${part}`])));
      add(rarest.map(nearly));
    }
  }
  for (const length of endings) if (whole.length === length) add([[`e:${whole}`]]);
  return steps;
}

/** How a person matches: the first step they meet, and the identifier or name that met it. Null: not at all. */
export function matchOf(
  steps: readonly SearchStep[],
  person: Findable,
): { rank: number; matched: string } | null {
  const keys = searchKeysOf(person);
  for (const [rank, step] of steps.entries()) {
    const met = step.groups.map((group) =>
      group.map((key) => keys.get(key)).find((source) => source !== undefined),
    );
    const matched = met[0];
    if (matched !== undefined && met.every((source) => source !== undefined)) return { rank, matched };
  }
  return null;
}
