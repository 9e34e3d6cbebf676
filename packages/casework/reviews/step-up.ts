import {
  type Failure,
  fail,
  type Millis,
  type Result,
  say,
  succeed,
  tell,
  type Wording,
  word,
} from '@attend/kernel';
import { clausesInForce } from '../orders/force.ts';
import type { ClauseKind, ClauseRecord, LegalBasis } from '../orders/records.ts';
import { contains } from '../orders/span.ts';
import { isBelow } from './tiers.ts';
import type { Tier } from './words.ts';

/**
 * Only a person imposes more, and two of them: nothing that proposes, measures or runs by a clock imports this file (a test holds it).
 */
const clausesOf: Readonly<Record<Exclude<Tier, 'none'>, readonly ClauseKind[]>> = {
  phone: ['technology-phone', 'technology-wrist', 'technology-ankle'],
  wrist: ['technology-wrist', 'technology-ankle'],
  ankle: ['technology-ankle'],
};
const refuse = (code: string, wording: Wording, path?: string): Result<never> =>
  fail({ code, ...tell(wording), ...(path === undefined ? {} : { path: [path] }) } satisfies Failure);

/** RVW-8: upwards, with a clause in force that permits it; the refusal names the one that is missing. */
export function permitStepUp(
  basis: Pick<LegalBasis, 'orders' | 'versions' | 'clauses'>,
  tier: Tier,
  to: Tier,
  now: Millis,
): Result<ClauseRecord> {
  if (to === 'none' || !isBelow(tier, to))
    return refuse('not-above', 'A step up leads to a level above the one that is.', 'to');
  const kinds = clausesOf[to];
  const found = clausesInForce(basis).find(
    ({ clause, span }) => kinds.includes(clause.kind) && contains(span, now),
  );
  return found === undefined
    ? refuse(
        'clause-missing',
        say(
          'no order in force has a clause that permits {kind}: the order needs a clause of the kind «{clause}»',
          { kind: word(to), clause: word(`technology-${to}`) },
        ),
        'to',
      )
    : succeed(found.clause);
}

/** RVW-15: whoever asked takes it back, and nobody else: a second person refuses. */
export function permitStepUpWithdrawal(askedBy: string, by: string): Result<null> {
  return askedBy === by
    ? succeed(null)
    : refuse('not-the-asker', 'Whoever asked for a step up takes it back; anybody else refuses it.');
}

/** RVW-8: another person than who asked. */
export function permitStepUpApproval(askedBy: string, by: string): Result<null> {
  return askedBy === by
    ? refuse('second-person', 'Whoever asks for a step up does not approve it: a second person does.')
    : succeed(null);
}
