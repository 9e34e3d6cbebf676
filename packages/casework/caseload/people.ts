import { say, wordingOf } from '@attend/kernel';
import { type AccessNeed, accessNeedKinds, type Identifier } from '../people/details.ts';
import { checkIdentifiers } from '../people/identifiers.ts';
import { type Fields, fieldsOf, itemOf, type Read } from './fields.ts';
import type { CaseloadRecord } from './forms.ts';
import { readList, readPairs } from './lists.ts';

export type CaseloadPerson = {
  readonly line: number;
  readonly reference: string;
  readonly name: string;
  readonly preferredName: string | null;
  readonly pronouns: string | null;
  /** Empty, as the other lists: the file does not say. */
  readonly languages: readonly string[];
  readonly office: string | null;
  /** E-mail address, in lower case. */
  readonly officer: string | null;
  readonly timezone: string | null;
  readonly otherNames: readonly string[];
  readonly identifiers: readonly Identifier[];
  readonly needs: readonly AccessNeed[];
};

/** BCP 47, as far as a tag's shape goes. */
const language = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;
/** As many of each, and as long, as the register's form takes. */
const most = { languages: 10, otherNames: 10, identifiers: 12, needs: 12 };
const longest = { name: 200, kind: 40, value: 60, note: 500 };

export function readPerson(record: CaseloadRecord, timezone: string): Read<CaseloadPerson> {
  const fields = fieldsOf('people', record, timezone);
  const languages = fields.text('languages')?.split(/[\s,;|]+/) ?? [];
  if (languages.length > most.languages || !languages.every((one) => language.test(one)))
    fields.wrong('languages', 'bad-language', 'Languages are tags such as es or ht, with spaces between.');
  return itemOf(fields, {
    line: record.line,
    reference: fields.needed('reference'),
    name: fields.needed('name'),
    preferredName: fields.text('preferred_name'),
    pronouns: fields.text('pronouns'),
    languages,
    office: fields.text('office'),
    officer: fields.text('officer')?.toLowerCase() ?? null,
    timezone: fields.timezone('timezone'),
    otherNames: readOtherNames(fields),
    identifiers: readIdentifiers(fields),
    needs: readNeeds(fields),
  });
}

function readOtherNames(fields: Fields): string[] {
  const names = readList(fields.text('other_names') ?? '');
  if (names.length > most.otherNames || names.some((name) => name.length > longest.name))
    fields.wrong('other_names', 'too-long', 'Ten names of two hundred characters at most.');
  return names;
}

function readIdentifiers(fields: Fields): Identifier[] {
  const pairs = readPairs(fields.text('identifiers') ?? '');
  const identifiers = pairs.map(({ kind, value }) => ({ kind, value: value ?? '' }));
  const fits = ({ kind, value }: Identifier): boolean =>
    kind !== '' && value !== '' && kind.length <= longest.kind && value.length <= longest.value;
  if (identifiers.length > most.identifiers || !identifiers.every(fits)) {
    const message = 'Identifiers are written as Booking: B-1042; Jail: 77, twelve at most.';
    fields.wrong('identifiers', 'bad-identifier', message);
    return [];
  }
  const checked = checkIdentifiers(identifiers);
  if (!checked.ok) fields.wrong('identifiers', checked.error.code, wordingOf(checked.error));
  return identifiers;
}

function readNeeds(fields: Fields): AccessNeed[] {
  const pairs = readPairs(fields.text('needs') ?? '');
  const needs = pairs.flatMap(({ kind, value: note }) => {
    const known = accessNeedKinds.find((one) => one === kind.toLowerCase());
    const fits = known !== undefined && (note === null || (note !== '' && note.length <= longest.note));
    return fits ? [{ kind: known, note }] : [];
  });
  if (needs.length < pairs.length || needs.length > most.needs) {
    const message = say('Needs are {words}, each with a note after a colon or without one; twelve at most.', {
      words: accessNeedKinds.join(', '),
    });
    fields.wrong('needs', 'bad-need', message);
  }
  return needs;
}

/** What stands of a person that a file may change. */
export type StandingPersonFields = Omit<CaseloadPerson, 'line' | 'reference'>;
const comparable = ['name', 'preferredName', 'pronouns', 'office', 'officer', 'timezone'] as const;
const lists = ['languages', 'otherNames', 'identifiers', 'needs'] as const;
export type PersonField = (typeof comparable)[number] | (typeof lists)[number];

/** By order and value: two lists that say the same. */
const said = (list: readonly unknown[]): string =>
  JSON.stringify(
    list.map((one) => (typeof one === 'object' && one !== null ? Object.entries(one).sort() : one)),
  );

/** IMP-5: the fields in which a file differs. What it leaves empty it does not take away. */
export const personChanges = (
  standing: StandingPersonFields,
  given: CaseloadPerson,
): readonly PersonField[] => [
  ...comparable.filter((field) => given[field] !== null && given[field] !== standing[field]),
  ...lists.filter((field) => given[field].length > 0 && said(given[field]) !== said(standing[field])),
];

const orStanding = <One>(given: readonly One[], standing: readonly One[]): readonly One[] =>
  given.length > 0 ? given : standing;

export const mergePerson = (standing: StandingPersonFields, given: CaseloadPerson): StandingPersonFields => ({
  name: given.name,
  preferredName: given.preferredName ?? standing.preferredName,
  pronouns: given.pronouns ?? standing.pronouns,
  languages: orStanding(given.languages, standing.languages),
  office: given.office ?? standing.office,
  officer: given.officer ?? standing.officer,
  timezone: given.timezone ?? standing.timezone,
  otherNames: orStanding(given.otherNames, standing.otherNames),
  identifiers: orStanding(given.identifiers, standing.identifiers),
  needs: orStanding(given.needs, standing.needs),
});
