import type { PhotoDecide, PhotoDecision, WaitingPhoto } from '@attend/contracts/photos';
import { t } from '@lingui/core/macro';

export const decisionWords = (decision: PhotoDecision): string =>
  ({
    kept: () => t`it is the person`,
    'not-the-person': () => t`it is not the person`,
    'cannot-be-told': () => t`it cannot be told`,
  })[decision]();

/** What follows from it, said before it is decided. */
export const consequenceWords = (decision: PhotoDecision): string =>
  ({
    kept: () => t`The check-in is kept.`,
    'not-the-person': () => t`The check-in stays open. Speak with the person: there may be a reason.`,
    'cannot-be-told': () => t`The check-in stays open, and it counts against nobody. Ask for another photo.`,
  })[decision]();

export type DecisionFields = {
  readonly decision: PhotoDecision | '';
  readonly note: string;
  readonly alone: boolean;
};
export const decisionEmpty: DecisionFields = { decision: '', note: '', alone: false };

export function checkDecision(
  { decision, alone }: DecisionFields,
  { own }: Pick<WaitingPhoto, 'own'>,
): Partial<Record<keyof DecisionFields, string>> {
  return {
    ...(decision === '' ? { decision: t`Say what you see` } : {}),
    ...(own && !alone
      ? {
          alone: t`You uploaded this photo: somebody else compares it. If nobody else is there, say so here.`,
        }
      : {}),
  };
}

export const decisionBody = ({ decision, note, alone }: DecisionFields): PhotoDecide => ({
  decision: decision === '' ? 'cannot-be-told' : decision,
  note: note.trim() === '' ? null : note.trim(),
  alone,
});

/** Without anything to compare with only one thing can be said. */
export const decisionsOpen = ({ reference }: Pick<WaitingPhoto, 'reference'>): readonly PhotoDecision[] =>
  reference === null ? ['cannot-be-told'] : ['kept', 'not-the-person', 'cannot-be-told'];
