import { exportReadings, findAssignments } from '@attend/server/operator/export';
import type { Command } from 'commander';
import { complain, operate, writeLines } from './operate.ts';
import { readingLine } from './reading-line.ts';
import { addSubjectOptions, readSubject, type SubjectOptions } from './subject.ts';

/** `attend readings`: in order of arrival, in the contract's form. */
export function registerReadings(program: Command): void {
  addSubjectOptions(
    program
      .command('readings')
      .description('print what a device or a person has on record, as NDJSON readings'),
  ).action(async (options: SubjectOptions) => {
    const asked = readSubject(options);
    if (asked === null) {
      process.exitCode = 2;
      return;
    }
    await operate(options, async (operator) => {
      const assignments = await findAssignments(operator, asked.subject);
      if (!assignments.ok) {
        complain(assignments.error.message);
        return 2;
      }
      for (const assignment of assignments.value) {
        await exportReadings(operator, assignment, asked.purpose, (readings) =>
          writeLines(readings.map((reading) => JSON.stringify(readingLine(reading)))),
        );
      }
      return 0;
    });
  });
}
