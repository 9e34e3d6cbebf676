import type { Millis } from '@attend/kernel';
import { fieldsOf, itemOf, neededInstant, type Read } from './fields.ts';
import type { CaseloadRecord } from './forms.ts';

/** A dated permission not to keep a condition, as it was granted. */
export type CaseloadException = {
  readonly line: number;
  readonly participant: string;
  readonly condition: string;
  readonly from: Millis;
  readonly to: Millis;
  readonly reason: string;
};

export function readException(record: CaseloadRecord, timezone: string): Read<CaseloadException> {
  const fields = fieldsOf('exceptions', record, timezone);
  const from = neededInstant(fields, 'from');
  const to = neededInstant(fields, 'to');
  if (fields.faults.length === 0 && to <= from)
    fields.wrong('to', 'ends-before', 'The exception would end before it begins.');
  return itemOf(fields, {
    ...{ line: record.line, participant: fields.needed('participant'), from, to },
    ...{ condition: fields.needed('condition'), reason: fields.needed('reason') },
  });
}
