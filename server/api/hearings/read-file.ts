import { shownValue } from '@attend/casework/caseload/shown-value';
import {
  type ImportedHearing,
  type ImportFault,
  readImportRecord,
} from '@attend/casework/hearings/import-record';
import { type hearingImportCheck, mostImportLines } from '@attend/contracts/hearings';
import { say } from '@attend/kernel';
import type { z } from 'zod';
import { findReferences } from '../../database/repositories/hearings.ts';
import type { StaffContext } from '../context.ts';
import { type ReadFile, readCsv } from './read-csv.ts';
import { readIcal, wordsOf } from './read-ical.ts';

export type Person = { readonly id: string; readonly reference: string; readonly sealed: Buffer };
/** A file as far as it says whose hearings it holds. */
export type NamedFile = {
  readonly hearings: readonly ImportedHearing[];
  readonly faults: readonly ImportFault[];
  /** By number. */
  readonly people: ReadonlyMap<string, Person>;
};

/** Of whom the caller may not write hearings is said the same as of whom there is not. */
export async function readFile(
  context: StaffContext,
  { format, text, timezone: given }: z.output<typeof hearingImportCheck>,
): Promise<NamedFile> {
  const timezone = given ?? context.programme.timezone;
  const ical = format === 'ical' ? readIcal(text, timezone) : null;
  const file: ReadFile = ical ?? readCsv(text);
  if (file.records.length > mostImportLines) {
    const told = say('A file holds at most {most} hearings.', { most: mostImportLines });
    const fault = { line: file.records[mostImportLines]?.line ?? 1, column: null, code: 'too-many', ...told };
    return { hearings: [], faults: [fault], people: new Map() };
  }
  const named = file.records.flatMap(({ values }) => values.participant?.trim() ?? []);
  const asked = [...new Set([...named, ...(ical?.words ?? [])])].filter((one) => one.length <= 100);
  const found = await findReferences(context.client, await context.reach(), asked);
  const people = new Map(found.map((person) => [person.reference, person]));
  const hearings: ImportedHearing[] = [];
  const faults: ImportFault[] = [...file.faults];
  for (const record of file.records) {
    const participant = record.values.participant?.trim() ?? onlyNamed(record.values.matter, people);
    const read = readImportRecord(
      participant === undefined ? record : { ...record, values: { ...record.values, participant } },
      timezone,
    );
    if ('faults' in read) faults.push(...read.faults);
    else if (people.has(read.hearing.participant)) hearings.push(read.hearing);
    else {
      faults.push({
        ...{ line: record.line, column: 'participant', code: 'unknown-participant' },
        value: shownValue(read.hearing.participant),
        message: 'You may enter hearings of nobody with this number.',
      });
    }
  }
  return { hearings, faults: faults.toSorted((a, b) => a.line - b.line), people };
}

/** The one person whose number stands in an event's summary; of two nobody knows whose hearing it is. */
function onlyNamed(summary: string | undefined, people: ReadonlyMap<string, Person>): string | undefined {
  const named = new Set(wordsOf(summary ?? '').filter((word) => people.has(word)));
  return named.size === 1 ? [...named][0] : undefined;
}
