import { fieldsOf, itemOf, type Read } from './fields.ts';
import type { CaseloadRecord } from './forms.ts';

export type CaseloadPerson = {
  readonly line: number;
  readonly reference: string;
  readonly name: string;
  readonly preferredName: string | null;
  readonly pronouns: string | null;
  /** Empty: the file does not say. */
  readonly languages: readonly string[];
  readonly office: string | null;
  /** E-mail address, in lower case. */
  readonly officer: string | null;
  readonly timezone: string | null;
};

/** BCP 47, as far as a tag's shape goes. */
const language = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;
const mostLanguages = 10;

export function readPerson(record: CaseloadRecord, timezone: string): Read<CaseloadPerson> {
  const fields = fieldsOf('people', record, timezone);
  const languages = fields.text('languages')?.split(/[\s,;|]+/) ?? [];
  if (languages.length > mostLanguages || !languages.every((one) => language.test(one)))
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
  });
}

/** What stands of a person that a file may change. */
export type StandingPersonFields = Omit<CaseloadPerson, 'line' | 'reference'>;
const comparable = ['name', 'preferredName', 'pronouns', 'office', 'officer', 'timezone'] as const;
export type PersonField = (typeof comparable)[number] | 'languages';

/** IMP-5: the fields in which a file differs. What it leaves empty it does not take away. */
export function personChanges(standing: StandingPersonFields, given: CaseloadPerson): readonly PersonField[] {
  const changed: PersonField[] = comparable.filter(
    (field) => given[field] !== null && given[field] !== standing[field],
  );
  if (given.languages.length > 0 && given.languages.join(' ') !== standing.languages.join(' '))
    changed.push('languages');
  return changed;
}

export const mergePerson = (standing: StandingPersonFields, given: CaseloadPerson): StandingPersonFields => ({
  name: given.name,
  preferredName: given.preferredName ?? standing.preferredName,
  pronouns: given.pronouns ?? standing.pronouns,
  languages: given.languages.length > 0 ? given.languages : standing.languages,
  office: given.office ?? standing.office,
  officer: given.officer ?? standing.officer,
  timezone: given.timezone ?? standing.timezone,
});
