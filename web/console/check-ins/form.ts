import type {
  CheckInKind,
  CheckInRhythm,
  ContactAnswer,
  ContactResult,
  ExcusingReason,
} from '@attend/contracts/check-ins';
import { type ScheduleCreate, scheduleCreate } from '@attend/contracts/check-ins';
import { t } from '@lingui/core/macro';
import { z } from 'zod';
import { chooseFirst } from '../../ui/to-choose.ts';

/** What the address of the day list says: an office and a day, and nobody's name. */
export const checkInsSearch = z.object({
  office: z.uuid().optional().catch(undefined),
  on: z.iso.date().optional().catch(undefined),
});

export type OutcomeFields = {
  /** Empty: nobody has said what came of it yet. */
  readonly status: 'kept' | 'excused' | 'not-known' | '';
  readonly reason: ExcusingReason | '';
  readonly contacts: Answers;
  readonly note: string;
};
export const outcomeEmpty: OutcomeFields = { status: '', reason: '', contacts: {}, note: '' };

/** What was said of each contact point, by its id; what is left out was not asked. */
export type AnswerFields = {
  readonly version: number;
  readonly answer: ContactAnswer['answer'];
  readonly address: string;
  readonly consent: boolean;
};
export type Answers = Readonly<Record<string, AnswerFields>>;
export const contactsBody = (answers: Answers): ContactAnswer[] =>
  Object.entries(answers).map(([id, { version, answer, address, consent }]) =>
    answer === 'changed'
      ? { id, version, answer, address: address.trim(), consent }
      : { id, version, answer },
  );
export const checkContacts = (answers: Answers): string | null =>
  Object.values(answers).some(({ answer, address }) => answer === 'changed' && address.trim() === '')
    ? t`Write the new number or address`
    : null;

export function checkOutcome(fields: OutcomeFields): Partial<Record<keyof OutcomeFields, string>> {
  if (fields.status === '') return { status: chooseFirst() };
  const contacts = fields.status === 'kept' ? checkContacts(fields.contacts) : null;
  if (contacts !== null) return { contacts };
  if (fields.status === 'excused' && fields.reason === '') return { reason: t`Choose the reason` };
  const needsNote = fields.status === 'not-known' || fields.reason === 'other';
  return needsNote && fields.note.trim() === '' ? { note: t`Say what is known` } : {};
}

export function outcomeBody(fields: OutcomeFields, version: number): object {
  const note = fields.note.trim() === '' ? null : fields.note.trim();
  const { status, reason, contacts } = fields;
  if (status === 'kept') return { version, status, contacts: contactsBody(contacts), note };
  return status === 'excused' ? { version, status, reason, note } : { version, status, note };
}

export type AttemptFields = { readonly result: ContactResult | ''; readonly note: string };
export const attemptEmpty: AttemptFields = { result: '', note: '' };

export type ScheduleFields = {
  readonly office: string;
  readonly kind: CheckInKind;
  readonly rhythm: CheckInRhythm;
  readonly startsOn: string;
  /** One a line or between commas, of the rhythm `ordered`. */
  readonly dates: string;
  readonly daysBefore: number | string;
  readonly daysAfter: number | string;
  readonly endsOn: string;
};
export const scheduleEmpty = (today: string): ScheduleFields => ({
  office: '',
  kind: 'office',
  rhythm: 'weeks-4',
  startsOn: today,
  dates: '',
  daysBefore: 3,
  daysAfter: 3,
  endsOn: '',
});

type Checked =
  | { readonly ok: true; readonly body: ScheduleCreate }
  | { readonly ok: false; readonly errors: Partial<Record<keyof ScheduleFields, string>> };

export function checkSchedule(fields: ScheduleFields): Checked {
  if (fields.office === '') return { ok: false, errors: { office: t`Choose an office` } };
  const dates = fields.rhythm === 'ordered' ? fields.dates.split(/[\s,;]+/).filter((on) => on !== '') : [];
  if (fields.rhythm === 'ordered' && dates.length === 0)
    return { ok: false, errors: { dates: t`Write the dates of the order, each as 2026-03-31` } };
  const read = scheduleCreate.safeParse({
    ...fields,
    dates,
    startsOn: fields.rhythm === 'ordered' ? ([...dates].sort()[0] ?? '') : fields.startsOn,
    daysBefore: Number(fields.daysBefore),
    daysAfter: Number(fields.daysAfter),
    endsOn: fields.endsOn === '' ? null : fields.endsOn,
  });
  if (read.success) return { ok: true, body: read.data };
  const errors: Partial<Record<string, string>> = {};
  for (const { path } of read.error.issues) {
    const field = String(path[0]);
    errors[field === 'startsOn' && fields.rhythm === 'ordered' ? 'dates' : field] =
      field === 'dates' ? t`Write the dates of the order, each as 2026-03-31` : wrong(field);
  }
  return { ok: false, errors };
}

const wrong = (field: string): string =>
  field === 'endsOn'
    ? t`The end must come after the beginning`
    : field.startsWith('days')
      ? t`From 0 to 60 days`
      : t`Choose a day`;
