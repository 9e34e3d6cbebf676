import type { Millis } from '@attend/kernel';
import { type ContactKind, contactKinds, type MessageLanguage, messageLanguages } from '../messages/words.ts';
import { fieldsOf, itemOf, type Read } from './fields.ts';
import type { CaseloadRecord } from './forms.ts';

export type CaseloadContact = {
  readonly line: number;
  readonly participant: string;
  readonly kind: ContactKind;
  /** As the file writes it; the server reads it. */
  readonly address: string;
  readonly language: MessageLanguage | null;
  readonly note: string | null;
  readonly preference: number | null;
  /** When it was given; null: nothing is sent there. */
  readonly consent: Millis | null;
  readonly withdrawn: Millis | null;
  readonly stopped: Millis | null;
  readonly confirmed: Millis | null;
  readonly bounced: Millis | null;
};

export function readContact(record: CaseloadRecord, timezone: string): Read<CaseloadContact> {
  const fields = fieldsOf('contacts', record, timezone);
  const kind = fields.oneOf('kind', contactKinds);
  if (kind === null) fields.needed('kind');
  const consent = fields.instant('consent');
  const withdrawn = fields.instant('withdrawn');
  if (withdrawn !== null && consent === null && fields.faults.length === 0)
    fields.wrong('consent', 'missing', 'Consent that was withdrawn was given at some time.');
  return itemOf(fields, {
    line: record.line,
    participant: fields.needed('participant'),
    kind: kind ?? 'phone',
    address: fields.needed('address'),
    language: fields.oneOf('language', messageLanguages),
    note: fields.text('note'),
    preference: fields.whole('preference', 1, 99),
    consent,
    withdrawn,
    stopped: fields.instant('stopped'),
    confirmed: fields.instant('confirmed'),
    bounced: fields.instant('bounced'),
  });
}

/** What stands of a contact point that a file may change. */
export type StandingContact = Pick<
  CaseloadContact,
  'language' | 'note' | 'consent' | 'withdrawn' | 'stopped'
> & { readonly preference: number };
export type ContactField = 'language' | 'note' | 'preference' | 'consent';

/** A file may bring consent where none was ever given; what a person withdrew or stopped here, no file gives again. */
export function contactChanges(standing: StandingContact, given: CaseloadContact): readonly ContactField[] {
  const fields = ['language', 'note', 'preference'] as const;
  const changed: ContactField[] = fields.filter(
    (field) => given[field] !== null && given[field] !== standing[field],
  );
  const never = standing.consent === null && standing.withdrawn === null && standing.stopped === null;
  if (never && given.consent !== null && given.withdrawn === null && given.stopped === null)
    changed.push('consent');
  return changed;
}
