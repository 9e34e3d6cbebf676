import type { PersonRecordView } from '@attend/contracts/register';
import type { RegisterEntryView } from '@attend/contracts/register-entries';
import { t } from '@lingui/core/macro';
import { languageWords } from '../../ui/language.tsx';
import { dayWords } from '../check-ins/view.ts';
import type { FieldName } from './form.ts';

export type NeedKind = PersonRecordView['needs'][number]['kind'];
export const needKinds: readonly NeedKind[] = [
  'sight',
  'hearing',
  'mobility',
  'reading',
  'interpreter',
  'other',
];
export function needWords(kind: NeedKind): string {
  const words: Record<NeedKind, string> = {
    sight: t`Seeing`,
    hearing: t`Hearing what is said`,
    mobility: t`Moving about`,
    reading: t`Reading and writing`,
    interpreter: t`Interpreter`,
    other: t`Something else`,
  };
  return words[kind];
}

export type Address = Extract<RegisterEntryView, { kind: 'address' }>;
export type Use = Address['use'];
export const uses: readonly Use[] = ['home', 'work', 'mail', 'family', 'shelter', 'other'];
export function placeWords(use: Use): string {
  const words: Record<Use, string> = {
    home: t`Home`,
    work: t`Work`,
    mail: t`Post`,
    family: t`Family or friends`,
    shelter: t`Shelter`,
    other: t`Another place`,
  };
  return words[use];
}

export function fieldWords(field: FieldName): string {
  const words: Record<FieldName, string> = {
    reference: t`Number`,
    name: t`Name`,
    preferredName: t`Preferred name`,
    otherNames: t`Other names`,
    languages: t`Languages`,
    pronouns: t`Pronouns`,
    identifiers: t`Other numbers`,
    needs: t`Needs`,
    office: t`Office`,
    timezone: t`Time zone`,
  };
  return words[field];
}

/** Those of the participant's own app first; then what courts ask interpreters for most, by name. */
const first = ['en', 'es', 'ht', 'ar'];
const others =
  'am bn bs fa fil fr gu hi hmn hr hu hy id it ja ka km ko ku lo mam ml mn my ne pa pl ps pt quc ro ru rw so sq sr sw ta te th ti tr uk ur uz vi wo yo zh'.split(
    ' ',
  );
/** Languages of many in these programmes that browsers have no name for. */
const ownNames: Readonly<Record<string, string>> = { mam: 'Mam', quc: 'Kʼicheʼ' };
/** `given`: what somebody's record holds already is offered whatever it is. */
export function languageChoices(given: readonly string[]): { value: string; label: string }[] {
  const known = [...first, ...others];
  const named = (tags: readonly string[]) =>
    tags.map((value) => ({ value, label: ownNames[value] ?? languageWords(value) }));
  const rest = [...others, ...given.filter((tag) => tag !== '' && !known.includes(tag))];
  return [...named(first), ...named(rest).sort((a, b) => a.label.localeCompare(b.label))];
}

/** Entries that hold on a day, and those that are over, to come or were never right. */
export function sortRegister(
  entries: readonly RegisterEntryView[],
  day: string,
): { readonly now: readonly RegisterEntryView[]; readonly others: readonly RegisterEntryView[] } {
  const holds = ({ from, to, inError }: RegisterEntryView): boolean =>
    inError === null && (from === null || from <= day) && (to === null || to >= day);
  return { now: entries.filter(holds), others: entries.filter((entry) => !holds(entry)) };
}

export function spanWords(span: Pick<RegisterEntryView, 'from' | 'to'>, locale: string): string {
  const from = span.from === null ? null : dayWords(span.from, locale);
  const to = span.to === null ? null : dayWords(span.to, locale);
  if (from !== null && to !== null) return t`${from} to ${to}`;
  if (from !== null) return t`since ${from}`;
  return to === null ? '' : t`until ${to}`;
}

/** Fields of an address, an emergency contact or an attorney, by the words of their labels. */
export function entryFieldWords(field: string): string {
  const words: Readonly<Record<string, string>> = {
    ...{
      use: t`What it is to them`,
      text: t`Address`,
      protected: t`Protected`,
      reason: t`Why it is protected`,
    },
    ...{
      name: t`Name`,
      relationship: t`Who they are to the person`,
      firm: t`Firm or office`,
      phone: t`Telephone`,
      email: t`E-mail`,
    },
    ...{ language: t`Language`, authority: t`Authority`, document: t`Where the paper is`, note: t`Note` },
    ...{ from: t`Since`, to: t`Last day` },
  };
  return words[field] ?? field;
}
