import type {
  MissingPath,
  OrderEnding,
  PersonOrder,
  PromptDecision,
  PromptKind,
  RestrictionKind,
  WrittenField,
} from '@attend/contracts/orders';
import { t } from '@lingui/core/macro';

export function writtenWords(field: WrittenField): string {
  const words: Record<WrittenField, string> = {
    necessity: t`Why it is necessary`,
    lesserMeans: t`Lesser means that were considered`,
    vulnerability: t`Vulnerability, as assessed`,
    language: t`The participant’s language`,
    representations: t`What the participant says to it`,
    answer: t`The answer to that`,
    reasons: t`Reasons`,
    stepReason: t`Why more is needed`,
    stepLesserMeans: t`Lesser means that were tried`,
  };
  return words[field];
}

export function missingWords(path: MissingPath): string {
  switch (path) {
    case 'court':
      return t`Court`;
    case 'caseNumber':
      return t`Case number`;
    case 'legalBasis':
      return t`Legal basis`;
    case 'to':
      return t`End`;
    case 'reviewAt':
      return t`Next review`;
    case 'clauses':
      return t`Clauses`;
    default:
      return writtenWords(path);
  }
}

export function restrictionWords(kind: RestrictionKind): string {
  const words: Record<RestrictionKind, string> = {
    'more-location': t`more location`,
    'more-technology': t`a technology that restricts more`,
    'new-clause': t`a new clause`,
    'longer-clause': t`a clause for longer`,
    'longer-order': t`a longer order`,
    'later-review': t`a later review`,
  };
  return words[kind];
}

export function endingWords(as: OrderEnding): string {
  const words: Record<OrderEnding, string> = {
    completed: t`Completed: what it asked was done`,
    revoked: t`Revoked by the court`,
    expired: t`Expired`,
  };
  return words[as];
}

export function promptKindWords(kind: PromptKind): string {
  const words: Record<PromptKind, string> = {
    medical: t`Evidence of harm`,
    review: t`Review`,
    'order-end': t`End of the order`,
  };
  return words[kind];
}

export function promptDecisionWords(decision: PromptDecision): string {
  const words: Record<PromptDecision, string> = {
    stay: t`It stays as it is`,
    'step-down': t`Less is enough`,
    'step-up': t`More is needed`,
    end: t`It is not needed any more`,
  };
  return words[decision];
}

export function effectWords(by: string): string {
  const words: Record<string, string> = {
    agreement: t`by the signed agreement`,
    service: t`by the court’s service`,
    import: t`by import`,
    decision: t`by a decision, as it asks no more`,
  };
  return words[by] ?? by;
}

export function statusWords(status: PersonOrder['status']): string {
  return { draft: t`Draft`, active: t`Active`, ended: t`Ended` }[status];
}

export function signedWords(as: string | null): string {
  const words: Record<string, string> = {
    drawn: t`signed by hand on the screen`,
    typed: t`signed by typing the name`,
    paper: t`signed on paper`,
  };
  return words[as ?? ''] ?? t`signed, as it was imported`;
}
