import { type Millis, say } from '@attend/kernel';
import { type ContactResult, contactResults } from '../checkins/words.ts';
import { resultsOf } from '../log/entry.ts';
import { type EntryKind, entryKinds, type VisitPlace, visitPlaces } from '../log/words.ts';
import { fieldsOf, itemOf, neededInstant, type Read } from './fields.ts';
import type { CaseloadRecord } from './forms.ts';

/** What was done with a person elsewhere, as whoever did it wrote it down. */
export type CaseloadLogEntry = {
  readonly line: number;
  readonly participant: string;
  readonly kind: EntryKind;
  readonly at: Millis;
  readonly place: VisitPlace | null;
  readonly result: ContactResult | null;
  /** Who did it: an address of the staff here, or a name of somebody who is none of them. */
  readonly by: string | null;
  readonly text: string;
};

export function readLogEntry(record: CaseloadRecord, timezone: string): Read<CaseloadLogEntry> {
  const fields = fieldsOf('log', record, timezone);
  const kind = fields.oneOf('kind', entryKinds);
  if (kind === null) fields.needed('kind');
  const place = fields.oneOf('place', visitPlaces);
  const result = fields.oneOf('result', contactResults);
  if (kind !== null && fields.faults.length === 0) {
    if (kind === 'visit' && place === null)
      fields.wrong('place', 'missing', 'A visit was somewhere: home, office or field.');
    if (kind !== 'visit' && place !== null)
      fields.wrong('place', 'place-without-visit', 'Only a visit has a place.');
    if (kind === 'note' && result !== null)
      fields.wrong('result', 'note-with-result', 'A note has no result.');
    if (kind !== 'note' && (result === null || !resultsOf(kind).includes(result)))
      fields.wrong(
        'result',
        'result-missing',
        say('Of this it is said what came of it: {words}.', { words: resultsOf(kind).join(', ') }),
      );
  }
  return itemOf(fields, {
    ...{ line: record.line, participant: fields.needed('participant') },
    ...{ kind: kind ?? 'note', at: neededInstant(fields, 'at'), place, result },
    ...{ by: fields.text('by'), text: fields.needed('text') },
  });
}

/** By what an entry is known again: all that it says. */
export const logKeyOf = (
  owner: string,
  { kind, at, text }: Pick<CaseloadLogEntry, 'kind' | 'at' | 'text'>,
): string => JSON.stringify([owner, kind, at, text]);
