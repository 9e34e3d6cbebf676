import { fieldsOf, itemOf, type Read } from './fields.ts';
import type { CaseloadRecord } from './forms.ts';
import { readList } from './lists.ts';

/** A case, with the orders that were made in it. Its hearings name it by its number. */
export type CaseloadCourtCase = {
  readonly line: number;
  readonly participant: string;
  readonly number: string | null;
  readonly court: string | null;
  readonly matter: string | null;
  readonly orders: readonly string[];
};

export function readCourtCase(record: CaseloadRecord, timezone: string): Read<CaseloadCourtCase> {
  const fields = fieldsOf('court-cases', record, timezone);
  const number = fields.text('number');
  const court = fields.text('court');
  if (number === null && court === null && fields.faults.length === 0)
    fields.wrong('number', 'missing', 'A case has a number, or a court at least.');
  const orders = [...new Set(readList(fields.text('orders') ?? ''))];
  return itemOf(fields, {
    ...{ line: record.line, participant: fields.needed('participant'), number, court },
    ...{ matter: fields.text('matter'), orders },
  });
}

/** By what a case is known again. */
export const courtCaseKeyOf = (
  owner: string,
  { number, court }: Pick<CaseloadCourtCase, 'number' | 'court'>,
): string => JSON.stringify([owner, number, court]);
