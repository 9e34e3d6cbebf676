import type { HearingImportPlan, ImportStepView } from '@attend/contracts/hearings';
import { t } from '@lingui/core/macro';

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

/** What a fault's code means, in the reader's own language; the server's English words where it is not known here. */
export function faultWords({ code, message }: HearingImportPlan['faults'][number]): string {
  const words: Readonly<Record<string, () => string>> = {
    missing: () => t`It is empty.`,
    'missing-column': () => t`The first line names no such column.`,
    'column-twice': () => t`Two columns have this name.`,
    'bad-date': () => t`It is no day written as 2026-03-08.`,
    'bad-time': () => t`It is no time written as 14:30.`,
    'no-such-time': () => t`Clocks are put on that day: this time does not exist.`,
    'unknown-timezone': () => t`No clock is known for this time zone.`,
    'unknown-participant': () => t`You may enter hearings of nobody with this number.`,
    'unknown-kind': () => t`It is in-person or remote.`,
    'unknown-status': () => t`It is scheduled or cancelled.`,
    'bad-link': () => t`A link begins with https://`,
    'no-place': () => t`Somebody is to appear in person, and only a link is given.`,
    'control-character': () => t`It holds a control character.`,
    repeats: () => t`It repeats: each hearing is an event of its own.`,
    unreadable: () => t`From here on the file cannot be read.`,
    empty: () => t`The file is empty.`,
    'person-destroyed': () => t`The key of this person was destroyed.`,
  };
  return words[code]?.() ?? message;
}
