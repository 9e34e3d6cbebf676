import type { ExceptionView, OrderCondition, PersonOrder, PromptView } from '@attend/contracts/orders';
import { writtenFields } from '@attend/contracts/orders';
import { t } from '@lingui/core/macro';
import type { ReactNode } from 'react';
import { Moment } from '../../ui/When.tsx';
import { clauseWords, exceptionWords } from '../../ui/words/devices.ts';
import { plainText } from '../shell/meanwhile.tsx';
import type { Stands } from '../shell/stands.tsx';
import { draftOf, pathWords } from './view.ts';
import { effectWords, endingWords, promptDecisionWords, statusWords } from './words.ts';

const instants = new Set([
  'from',
  'to',
  'reviewAt',
  'effectiveAt',
  'signedAt',
  'withdrawnAt',
  'endedAt',
  'decidedAt',
]);
const factText = (field: string, value: unknown): ReactNode =>
  instants.has(field) && typeof value === 'string' && value !== '' ? (
    <Moment at={value} />
  ) : (
    plainText(field, value)
  );

function factWords(field: string): string {
  const words: Readonly<Record<string, string>> = {
    status: t`Standing`,
    version: t`Draft`,
    court: t`Court`,
    caseNumber: t`Case number`,
    clauses: t`Clauses`,
    approvedBy: t`Approved by`,
    effectiveAt: t`In effect`,
    effect: t`Took effect`,
    signedAt: t`Agreement signed`,
    withdrawnAt: t`Agreement withdrawn`,
    endedAt: t`Ended`,
    ended: t`How it ended`,
    unlooked: t`Waits to be looked at`,
    decision: t`Decision`,
    decidedBy: t`Decided by`,
    decidedAt: t`Decided`,
    why: t`Why`,
  };
  return words[field] ?? pathWords(field);
}
const told = { name: factWords, text: factText };

/** What of an order a decision on it rests on: what is drafted or stands, who approved and signed it, and how it ended. */
export function orderStands(order: PersonOrder): Stands {
  const draft = draftOf(order);
  const version = draft ?? order.versions[0];
  const agreement = order.versions.flatMap(({ agreements }) => agreements)[0];
  return {
    version: order.revision,
    facts: {
      ...{ status: statusWords(order.status), court: order.court, caseNumber: order.caseNumber },
      version: draft === null ? '' : String(draft.version),
      ...{ from: version?.from, to: version?.to, reviewAt: version?.reviewAt },
      legalBasis: version?.legalBasis,
      clauses: version?.clauses.map(({ number, kind }) => `${number}. ${clauseWords(kind)}`),
      ...Object.fromEntries(writtenFields.map((field) => [field, version?.written[field]])),
      approvedBy: version?.approvedBy?.name,
      effectiveAt: version?.effectiveAt,
      effect: version?.effectiveBy ? effectWords(version.effectiveBy) : '',
      ...{ signedAt: agreement?.signedAt, withdrawnAt: agreement?.withdrawnAt },
      endedAt: order.endedAt,
      ended: [order.endedAs === null ? null : endingWords(order.endedAs), order.endReason]
        .filter((part) => part !== null)
        .join(': '),
      unlooked: order.unlooked,
    },
    ...told,
  };
}

/** A prompt is decided once, and has no version besides. */
export const promptStands = (prompt: PromptView): Stands => ({
  version: prompt.decidedAt === null && !prompt.closed ? 1 : 2,
  facts: {
    decision: prompt.decision === null ? '' : promptDecisionWords(prompt.decision),
    ...{ decidedBy: prompt.decidedBy?.name, decidedAt: prompt.decidedAt, why: prompt.note },
    reviewAt: prompt.nextReviewAt,
  },
  ...told,
});

export const conditionStands = ({ revision, from, to, endedAt }: OrderCondition): Stands => ({
  ...{ version: revision, facts: { from, to, endedAt }, ...told },
});

type Pass = Pick<ExceptionView, 'revision' | 'status' | 'from' | 'to' | 'decisionReason'>;
export const exceptionStands = ({ revision, status, from, to, decisionReason: why }: Pass): Stands => ({
  ...{ version: revision, facts: { status: exceptionWords(status), from, to, why }, ...told },
});
