import { wordingOf } from '@attend/kernel';
import {
  type AddressUse,
  addressUses,
  checkDates,
  type EntryDates,
  type RegisterEntryKind,
} from '../people/entries.ts';
import { type Fields, fieldsOf, itemOf, neededWord, type Read } from './fields.ts';
import type { CaseloadKind, CaseloadRecord } from './forms.ts';

/** Files of what the register holds with dates of its own. */
export const registerFiles = {
  address: 'addresses',
  'emergency-contact': 'emergency-contacts',
  attorney: 'attorneys',
} as const satisfies Record<RegisterEntryKind, CaseloadKind>;

type Reached = {
  readonly phone: string | null;
  readonly email: string | null;
  readonly language: string | null;
};
export type RegisterWords =
  | {
      readonly kind: 'address';
      readonly use: AddressUse;
      readonly text: string;
      readonly note: string | null;
      /** Why it is protected. */
      readonly reason: string | null;
    }
  | ({
      readonly kind: 'emergency-contact';
      readonly name: string;
      readonly relationship: string | null;
      readonly note: string | null;
    } & Reached)
  | ({
      readonly kind: 'attorney';
      readonly name: string;
      readonly firm: string | null;
      readonly authority: 'participant' | 'court';
      readonly document: string | null;
      readonly note: string | null;
    } & Reached);

export type CaseloadEntry = EntryDates & {
  readonly line: number;
  readonly participant: string;
  /** Null: the file does not say. */
  readonly protected: boolean | null;
  readonly words: RegisterWords;
};

export const readEntry =
  (kind: RegisterEntryKind) =>
  (record: CaseloadRecord, timezone: string): Read<CaseloadEntry> => {
    const fields = fieldsOf(registerFiles[kind], record, timezone);
    const dates = { from: fields.day('from'), to: fields.day('to') };
    const checked = checkDates(dates);
    if (!checked.ok) fields.wrong('to', 'ends-before', wordingOf(checked.error));
    const isProtected = kind === 'address' ? fields.yes('protected') : null;
    const words = readWords(fields, kind);
    if (words.kind === 'address' && isProtected === true && words.reason === null)
      fields.wrong('protected_because', 'missing', 'It is said why an address is protected.');
    return itemOf(fields, {
      ...{ line: record.line, participant: fields.needed('participant'), ...dates },
      ...{ protected: isProtected, words },
    });
  };

function readWords(fields: Fields, kind: RegisterEntryKind): RegisterWords {
  const note = fields.text('note');
  if (kind === 'address')
    return {
      ...{ kind, use: neededWord(fields, 'use', addressUses), text: fields.needed('address'), note },
      reason: fields.text('protected_because'),
    };
  const reached = {
    ...{ phone: fields.text('phone'), email: readEmail(fields), language: fields.text('language') },
  };
  const name = fields.needed('name');
  if (kind === 'emergency-contact')
    return { kind, name, relationship: fields.text('relationship'), ...reached, note };
  return {
    ...{ kind, name, firm: fields.text('firm'), ...reached, note, document: fields.text('document') },
    authority: neededWord(fields, 'authority', ['participant', 'court']),
  };
}

function readEmail(fields: Fields): string | null {
  const email = fields.text('email');
  if (email === null || /^[^\s@]+@[^\s@]+$/.test(email)) return email;
  return fields.wrong('email', 'no-address', 'This is no e-mail address.');
}

type Named = Pick<CaseloadEntry, 'from' | 'words'>;
/** By what an entry that stands is known again: whose address, or who, and since when. */
export const entryKeyOf = (owner: string, { from, words }: Named): string =>
  JSON.stringify([
    owner,
    from,
    words.kind === 'address' ? [words.use, words.text] : [words.kind, words.name],
  ]);

export type StandingEntry = EntryDates & { readonly protected: boolean; readonly words: RegisterWords };

/** IMP-5: what stands with what a file says of it; what the file leaves empty stays. No file lifts a protection. */
export function mergeEntry(standing: StandingEntry, given: CaseloadEntry): StandingEntry {
  const said = Object.entries(given.words).filter(([, value]) => value !== null);
  return {
    ...{ from: standing.from, to: given.to ?? standing.to },
    protected: standing.protected || given.protected === true,
    words: { ...standing.words, ...Object.fromEntries(said) } as RegisterWords,
  };
}

/** The fields in which the two differ. */
export function entryChanges(standing: StandingEntry, next: StandingEntry): readonly string[] {
  const flat = ({ words, ...dates }: StandingEntry): Readonly<Record<string, unknown>> => ({
    ...dates,
    ...words,
  });
  const before = flat(standing);
  return Object.entries(flat(next))
    .filter(([name, value]) => (before[name] ?? null) !== value)
    .map(([name]) => name);
}
