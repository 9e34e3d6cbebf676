import {
  type Failure,
  fail,
  type Millis,
  type Result,
  say,
  succeed,
  type Technology,
  type Told,
  within,
  word,
} from '@attend/kernel';
import { clausesInForce } from '../orders/force.ts';
import type { ClauseKind, LegalBasis } from '../orders/records.ts';
import { contains } from '../orders/span.ts';
import { isBelow } from '../reviews/tiers.ts';
import type { Tier } from '../reviews/words.ts';
import type { FittingNeed } from './words.ts';

const kindOf = {
  ankle: 'technology-ankle',
  wrist: 'technology-wrist',
  phone: 'technology-phone',
} as const satisfies Readonly<Record<Technology, ClauseKind>>;

/** A version that only waits for its signature: approved, and neither in force nor left. */
export type WaitingVersion = { readonly clauses: readonly { readonly kind: ClauseKind }[] };

/**
 * FIT-2: which of the three is missing for a technology: an order's clause in force that permits it, a signed agreement to that very
 * version, and a level that reaches so far. `waiting`: versions whose agreement may be signed in the fitting itself; they count for
 * beginning one and not for ending it.
 */
export function missingNeeds(
  basis: Pick<LegalBasis, 'orders' | 'versions' | 'clauses' | 'agreements'>,
  technology: Technology,
  level: Tier | null,
  now: Millis,
): FittingNeed[] {
  const permitting = clausesInForce(basis).filter(
    ({ clause, span }) => clause.kind === kindOf[technology] && contains(span, now),
  );
  const agreed = permitting.some(({ clause }) =>
    basis.agreements.some(
      ({ versionId, signedAt, withdrawnAt }) =>
        versionId === clause.versionId && signedAt <= now && (withdrawnAt === null || withdrawnAt > now),
    ),
  );
  const needs: FittingNeed[] = [];
  if (permitting.length === 0) needs.push('clause');
  if (!agreed) needs.push('agreement');
  // No decision yet: the order itself is what was decided, by two people (ORD-13).
  if (level !== null && isBelow(level, technology)) needs.push('level');
  return needs;
}

const words: Readonly<Record<FittingNeed, (technology: Technology) => Told>> = {
  clause: (technology) =>
    say(
      'no order in force has a clause that permits {kind}: the order needs a clause of the kind «{clause}»',
      { kind: word(technology), clause: word(kindOf[technology]) },
    ),
  agreement: () => ({ message: 'no agreement to the order’s version in force is signed' }),
  level: (technology) =>
    say(
      'the level that was decided is below {technology}: more needs a step up, with a reason and a second person',
      { technology: word(technology) },
    ),
};
const codes: Readonly<Record<FittingNeed, string>> = {
  clause: 'clause-missing',
  agreement: 'agreement-missing',
  level: 'above-level',
};

export function refuseNeeds(needs: readonly FittingNeed[], technology: Technology): Failure | null {
  const [first] = needs;
  if (first === undefined) return null;
  const all = needs
    .map((need) => words[need](technology))
    .reduce((one, other) => say('{first}; {second}', { first: within(one), second: within(other) }));
  return { code: codes[first], ...say('{fault}.', { fault: within(all) }) };
}

/** FIT-2: to begin: an agreement may still be signed in the fitting, where its version waits for nothing else. */
export function permitBeginning(
  needs: readonly FittingNeed[],
  technology: Technology,
  waiting: readonly WaitingVersion[],
): Result<null> {
  const awaited = waiting.some(({ clauses }) => clauses.some(({ kind }) => kind === kindOf[technology]));
  const left = needs.filter((need) => need === 'level' || (need === 'clause' && !awaited));
  const refused = refuseNeeds(left, technology);
  return refused === null ? succeed(null) : fail(refused);
}
