import { type Failure, type FieldFault, fail, type Result, say, succeed, wordList } from '@attend/kernel';
import type { AddedRestriction } from './restriction.ts';
import type { OrderTerms, WrittenField } from './terms.ts';

export const missingPaths = [
  'court',
  'caseNumber',
  'legalBasis',
  'to',
  'reviewAt',
  'clauses',
  'necessity',
  'lesserMeans',
  'vulnerability',
  'language',
  'representations',
  'answer',
  'reasons',
  'stepReason',
  'stepLesserMeans',
] as const;
export type MissingPath = (typeof missingPaths)[number];

const always: readonly WrittenField[] = [
  'necessity',
  'lesserMeans',
  'vulnerability',
  'language',
  'representations',
  'answer',
  'reasons',
];

export type Readable = {
  readonly terms: OrderTerms;
  readonly court: string | null;
  readonly caseNumber: string | null;
  /** It is the first of its order: all of it is new, and its own reasons say why. */
  readonly first: boolean;
  readonly added: readonly AddedRestriction[];
};

/** ORD-10: what has to be there before it may go live. A step up says besides why, and which lesser means were tried (ORD-13). */
export function missingOf({ terms, court, caseNumber, first, added }: Readable): MissingPath[] {
  const isEmpty = (text: string | null): boolean => text === null || text.trim() === '';
  const step: readonly WrittenField[] = first || added.length === 0 ? [] : ['stepReason', 'stepLesserMeans'];
  return missingPaths.filter((path) => {
    switch (path) {
      case 'court':
        return isEmpty(court);
      case 'caseNumber':
        return isEmpty(caseNumber);
      case 'legalBasis':
        return isEmpty(terms.legalBasis);
      case 'to':
        return terms.to === null;
      case 'reviewAt':
        return terms.reviewAt === null;
      case 'clauses':
        return terms.clauses.length === 0;
      default:
        return (always.includes(path) || step.includes(path)) && isEmpty(terms.written[path]);
    }
  });
}

/** A version on its way to taking effect. */
export type Candidate = Readable & {
  /** Whoever wrote in it. */
  readonly authors: readonly string[];
  readonly approvedBy: string | null;
};
export type Refused = Failure & { readonly fields?: readonly FieldFault[] };

const isWhole = (candidate: Readable): Result<null, Refused> => {
  const missing = missingOf(candidate);
  if (missing.length === 0) return succeed(null);
  return fail({
    code: 'order-not-complete',
    ...say('This order cannot go live without: {missing}.', { missing: wordList(missing) }),
    fields: missing.map((path) => ({ path: `draft.${path}`, message: 'is missing' })),
  });
};

/** ORD-13: another person than any who wrote in it. What adds nothing needs no approval. */
export function permitApproval(candidate: Candidate, by: string): Result<null, Refused> {
  const whole = isWhole(candidate);
  if (!whole.ok) return whole;
  if (candidate.added.length === 0)
    return fail({
      code: 'adds-nothing',
      message: 'This version adds no restriction: one person’s word is enough.',
    });
  if (candidate.approvedBy !== null)
    return fail({ code: 'already-decided', message: 'This version is approved already.' });
  if (candidate.authors.includes(by))
    return fail({
      code: 'second-person',
      message: 'Whoever wrote in a version does not approve it: a second person does.',
    });
  return succeed(null);
}

/** ORD-11: by a signed agreement, the court's service, or, where nothing is added, a person's word. */
export function permitEffect(
  candidate: Candidate,
  by: 'agreement' | 'service' | 'decision',
): Result<null, Refused> {
  const whole = isWhole(candidate);
  if (!whole.ok) return whole;
  if (candidate.added.length === 0) return succeed(null);
  if (by === 'decision')
    return fail({
      code: 'needs-agreement',
      message:
        'This version adds restriction: it takes effect once its agreement is signed or the court’s service of it is recorded.',
    });
  if (candidate.approvedBy === null)
    return fail({
      code: 'needs-approval',
      message: 'This version adds restriction: a second person has to approve it first.',
    });
  return succeed(null);
}
