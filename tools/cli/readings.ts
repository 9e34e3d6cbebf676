import { writeReading } from '@attend/contracts/reading';
import { exportReadings } from '@attend/server/operator/export';
import type { Command } from 'commander';
import { type AskedOptions, addAskedOptions, assignmentsOf, readAsked } from './asked-about.ts';
import { operate, writeLines } from './operate.ts';

/** `attend readings`: in order of arrival, in the contract's form. */
export function registerReadings(program: Command): void {
  addAskedOptions(
    program
      .command('readings')
      .description('print what a device or a person has on record, as NDJSON readings'),
  ).action(async (options: AskedOptions) => {
    const { purpose, ...asked } = readAsked(options);
    await operate(options, async (operator) => {
      for (const assignment of await assignmentsOf(operator, asked)) {
        await exportReadings(operator, assignment, purpose, (readings) =>
          writeLines(readings.map((reading) => JSON.stringify(writeReading(reading)))),
        );
      }
    });
  });
}
