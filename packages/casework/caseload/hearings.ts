import {
  type Appearance,
  type AppearanceExcuse,
  appearanceExcuses,
  appearances,
} from '../hearings/hearing.ts';
import { type ImportedHearing, readImportRecord } from '../hearings/import-record.ts';
import { fieldsOf, type Read } from './fields.ts';
import type { CaseloadRecord } from './forms.ts';

/** A line of hearings as any file of hearings has it, and what came of one that was held. */
export type CaseloadHearing = {
  readonly line: number;
  readonly hearing: ImportedHearing;
  readonly appearance: Appearance | null;
  readonly excuse: AppearanceExcuse | null;
};

export function readCaseloadHearing(record: CaseloadRecord, timezone: string): Read<CaseloadHearing> {
  const fields = fieldsOf('hearings', record, timezone);
  const { appearance: _appearance, excuse: _excuse, status, ...values } = record.values;
  const isHeld = status?.trim().toLowerCase() === 'held';
  const appearance = fields.oneOf('appearance', appearances);
  const excuse = fields.oneOf('excuse', appearanceExcuses);
  if (isHeld && appearance === null && fields.faults.length === 0)
    fields.wrong('appearance', 'missing', 'Of a hearing that was held it says whether they appeared.');
  if (!isHeld && appearance !== null)
    fields.wrong('status', 'not-held', 'An appearance is of a hearing that was held.');
  if (excuse !== null && appearance !== 'did-not-appear')
    fields.wrong('excuse', 'nothing-to-excuse', 'A reason excuses somebody who did not appear.');
  const given = { ...values, ...(isHeld || status === undefined ? {} : { status }) };
  const read = readImportRecord({ line: record.line, values: given }, timezone);
  if ('faults' in read) return { faults: [...read.faults, ...fields.faults] };
  return fields.faults.length > 0
    ? { faults: fields.faults }
    : { item: { line: record.line, hearing: read.hearing, appearance, excuse } };
}
