import type {
  Complainant,
  ComplaintLine,
  ComplaintOutcome,
  ComplaintShow,
  ComplaintStatus,
  ComplaintStep,
  ComplaintTelling,
  ComplaintTopic,
} from '@attend/contracts/complaints';
import { t } from '@lingui/core/macro';

export const complainantWords = (of: Complainant): string =>
  ({
    participant: () => t`the participant`,
    attorney: () => t`their attorney`,
    family: () => t`their family`,
    public: () => t`somebody of the public`,
    other: () => t`somebody else`,
  })[of]();

export const topicWords = (topic: ComplaintTopic): string =>
  ({
    staff: () => t`Somebody of the staff`,
    provider: () => t`A provider`,
    device: () => t`A device`,
    data: () => t`What is kept or shown`,
    language: () => t`Not being understood`,
    other: () => t`Something else`,
  })[topic]();

export const statusWords = (status: ComplaintStatus): string =>
  ({
    received: () => t`received`,
    acknowledged: () => t`acknowledged`,
    'in-hand': () => t`in hand`,
    answered: () => t`answered`,
    appealed: () => t`appealed`,
    'appeal-answered': () => t`appeal answered`,
  })[status]();

export const outcomeWords = (outcome: ComplaintOutcome): string =>
  ({
    upheld: () => t`upheld`,
    'partly-upheld': () => t`upheld in part`,
    'not-upheld': () => t`not upheld`,
    withdrawn: () => t`taken back by whoever complained`,
  })[outcome]();

/** A message of the first step says that something came in, of the later ones that there is an answer (CPL-8). */
export const tellingWords = (told: ComplaintTelling, step: ComplaintStep): string =>
  ({
    message: () =>
      step === 'acknowledged'
        ? t`by a message, which says that it came in, and its number`
        : t`by a message, which says that there is an answer`,
    letter: () => t`by a letter`,
    'in-person': () => t`in person`,
    telephone: () => t`by telephone`,
    'nobody-to-tell': () => t`nobody can be told`,
  })[told]();

export const stepWords = (kind: ComplaintStep): string =>
  ({
    acknowledged: () => t`Acknowledged`,
    handed: () => t`Given in hand`,
    'taken-back': () => t`Taken back: nobody has it in hand`,
    concerned: () => t`Whom it concerns was changed`,
    note: () => t`Note`,
    answered: () => t`Answered`,
    appealed: () => t`Appealed`,
    'appeal-answered': () => t`Appeal answered`,
  })[kind]();

export const showWords = (show: ComplaintShow): string =>
  ({
    today: () => t`What needs me`,
    open: () => t`Not answered`,
    mine: () => t`In my hands`,
    closed: () => t`Answered`,
  })[show]();

/** What stands at the end: of the appeal where there was one. */
export const lastOutcome = ({
  outcome,
  appealOutcome,
}: Pick<ComplaintLine, 'outcome' | 'appealOutcome'>): ComplaintOutcome | null => appealOutcome ?? outcome;

export type Act = 'acknowledge' | 'handler' | 'note' | 'concerned' | 'answer' | 'appeal';
/** What can be done with it as it stands (CPL-6, CPL-7). */
export function actsOf(status: ComplaintStatus): readonly Act[] {
  switch (status) {
    case 'received':
      return ['acknowledge', 'handler', 'answer', 'note', 'concerned'];
    case 'acknowledged':
    case 'in-hand':
    case 'appealed':
      return ['handler', 'answer', 'note', 'concerned'];
    case 'answered':
      return ['appeal', 'note'];
    case 'appeal-answered':
      return ['note'];
  }
}
