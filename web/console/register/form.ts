import type { PersonChange, PersonRecordView } from '@attend/contracts/register';
import { t } from '@lingui/core/macro';
import { textOrNull } from '../../ui/text-or-null.ts';
import { isZone } from '../hearings/form.ts';

type Need = PersonRecordView['needs'][number]['kind'];
export type RegisterFields = {
  readonly reference: string;
  readonly name: string;
  readonly preferredName: string;
  readonly otherNames: readonly string[];
  /** The most wanted first. */
  readonly languages: readonly string[];
  readonly pronouns: string;
  readonly identifiers: readonly { readonly kind: string; readonly value: string }[];
  readonly needs: readonly { readonly kind: Need; readonly note: string }[];
  readonly office: string;
  readonly timezone: string;
};
export type NewFields = RegisterFields & { readonly officer: string };

export const registerEmpty: RegisterFields = {
  ...{ reference: '', name: '', preferredName: '', otherNames: [], languages: [], pronouns: '' },
  ...{ identifiers: [], needs: [], office: '', timezone: '' },
};

export const fieldsOf = (record: PersonRecordView): RegisterFields => ({
  reference: record.reference,
  name: record.name,
  preferredName: record.preferredName ?? '',
  otherNames: record.otherNames,
  languages: record.languages,
  pronouns: record.pronouns ?? '',
  identifiers: record.identifiers,
  needs: record.needs.map(({ kind, note }) => ({ kind, note: note ?? '' })),
  office: record.office?.id ?? '',
  timezone: record.timezone ?? '',
});

const given = (text: string): boolean => text.trim() !== '';

/** What the form holds as the API asks for it; rows that were left empty are none. */
export const bodyOf = (fields: RegisterFields): Omit<PersonChange, 'version'> => ({
  reference: fields.reference.trim(),
  name: fields.name.trim(),
  preferredName: textOrNull(fields.preferredName),
  otherNames: fields.otherNames.filter(given).map((name) => name.trim()),
  languages: [...new Set(fields.languages.filter(given))],
  pronouns: textOrNull(fields.pronouns),
  identifiers: fields.identifiers
    .filter(({ kind, value }) => given(kind) || given(value))
    .map(({ kind, value }) => ({ kind: kind.trim(), value: value.trim() })),
  needs: fields.needs.map(({ kind, note }) => ({ kind, note: textOrNull(note) })),
  office: textOrNull(fields.office),
  timezone: textOrNull(fields.timezone),
});

export type Errors = Readonly<Record<string, string>>;

export function checkRegister(fields: RegisterFields): Errors {
  const errors: Record<string, string> = {};
  if (!given(fields.reference)) errors.reference = t`Fill this in`;
  if (!given(fields.name)) errors.name = t`Fill this in`;
  if (given(fields.timezone) && !isZone(fields.timezone))
    errors.timezone = t`No clock is known for this time zone`;
  for (const [index, { kind, value }] of fields.identifiers.entries()) {
    if (given(kind) && !given(value)) errors[`identifiers.${index}.value`] = t`Fill this in`;
    if (!given(kind) && given(value)) errors[`identifiers.${index}.kind`] = t`Say what kind of number it is`;
  }
  return errors;
}

export type FieldName = keyof RegisterFields;
