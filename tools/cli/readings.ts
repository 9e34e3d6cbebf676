import { writeReading } from '@attend/contracts/reading';
import { exportReadings } from '@attend/server/operator/export';
import type { Command } from 'commander';
import { operate, writeLines } from './operate.ts';
import { addSubjectOptions, assignmentsOf, readSubject, type SubjectOptions } from './subject.ts';

/** `attend readings`: in order of arrival, in the contract's form. */
export function registerReadings(program: Command): void {
  addSubjectOptions(
    program
      .command('readings')
      .description('print what a device or a person has on record, as NDJSON readings'),
  ).action(async (options: SubjectOptions) => {
    const { subject, purpose } = readSubject(options);
    await operate(options, async (operator) => {
      for (const assignment of await assignmentsOf(operator, subject)) {
        await exportReadings(operator, assignment, purpose, (readings) =>
          writeLines(readings.map((reading) => JSON.stringify(writeReading(reading)))),
        );
      }
    });
  });
}
