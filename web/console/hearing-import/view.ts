import type { HearingImportPlan, ImportStepView } from '@attend/contracts/hearings';
import { t } from '@lingui/core/macro';
import { toldWords } from '../../ui/words/told.ts';

type Kind = ImportStepView['kind'];
export const stepKinds: readonly Kind[] = ['new', 'moved', 'changed', 'cancelled', 'settled', 'same'];
export function stepWords(kind: Kind): string {
  const words: Record<Kind, string> = {
    new: t`New`,
    moved: t`Moves`,
    changed: t`Changes`,
    cancelled: t`Cancels`,
    same: t`As it stands`,
    settled: t`Left alone`,
  };
  return words[kind];
}

export const toneOf = (kind: Kind): 'good' | 'medium' | null =>
  kind === 'new' ? 'good' : kind === 'same' ? null : 'medium';

const fields: Readonly<Record<string, () => string>> = {
  at: () => t`time`,
  timezone: () => t`time zone`,
  kind: () => t`how one appears`,
  court: () => t`court`,
  caseNumber: () => t`case number`,
  matter: () => t`what it is about`,
  room: () => t`room`,
  address: () => t`address`,
  link: () => t`link`,
  directions: () => t`how to get there`,
  uid: () => t`the court’s own name for it`,
};
export const fieldsWords = (names: readonly string[]): string =>
  names.map((name) => fields[name]?.() ?? name).join(', ');

/** Whether anything would be written: with a fault in the file, or nothing new in it, there is nothing to do. */
export const wouldWrite = ({ counts, faults }: HearingImportPlan): number =>
  faults.length > 0 ? 0 : counts.new + counts.changed + counts.moved + counts.cancelled;

/** What is to be looked at first: as the server orders lines, without those that change nothing unless they are asked for. */
export const shownSteps = (steps: readonly ImportStepView[], all: boolean): readonly ImportStepView[] =>
  all ? steps : steps.filter(({ kind }) => kind !== 'same');

/** By the file's name, else by how it begins. */
export const formatOf = (name: string, text: string): 'csv' | 'ical' =>
  /\.(ics|ical|ifb)$/i.test(name) || /^\uFEFF?\s*BEGIN:VCALENDAR/i.test(text) ? 'ical' : 'csv';

/** What is wrong at a place of the file, in the reader's own language. */
export const faultWords = (fault: HearingImportPlan['faults'][number]): string => toldWords(fault);
