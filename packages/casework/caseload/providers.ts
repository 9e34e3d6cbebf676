import type { Millis } from '@attend/kernel';
import { fieldsOf, itemOf, neededInstant, type Read } from './fields.ts';
import type { CaseloadRecord } from './forms.ts';

/** A provider's time with one participant. */
export type CaseloadProvider = {
  readonly line: number;
  readonly participant: string;
  /** By name. */
  readonly provider: string;
  readonly from: Millis;
  readonly to: Millis | null;
};

export function readCaseloadProvider(record: CaseloadRecord, timezone: string): Read<CaseloadProvider> {
  const fields = fieldsOf('providers', record, timezone);
  const from = neededInstant(fields, 'from');
  const to = fields.instant('to');
  if (to !== null && to <= from)
    fields.wrong('to', 'ends-before', 'Their time with this provider would end before it began.');
  return itemOf(fields, {
    ...{ line: record.line, participant: fields.needed('participant'), provider: fields.needed('provider') },
    ...{ from, to },
  });
}
