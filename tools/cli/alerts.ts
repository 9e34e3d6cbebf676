import { formatInstant, type Millis } from '@attend/kernel';
import type { FoundOccurrence } from '@attend/server/database/repositories/alert-history';
import { exportFindings } from '@attend/server/operator/export';
import type { Command } from 'commander';
import { operate, writeLines } from './operate.ts';
import { addSubjectOptions, assignmentsOf, readSubject, type SubjectOptions } from './subject.ts';

const instant = (at: Millis | null): string | null => (at === null ? null : formatInstant(at));

/** An occurrence in the form of `attend replay`: `withdrawnAt` stands only where late readings took it back. */
export function alertLine(found: FoundOccurrence, device: string): string {
  return JSON.stringify({
    kind: found.kind,
    condition: found.condition,
    device,
    from: formatInstant(found.from),
    to: instant(found.to),
    raisedAt: formatInstant(found.raisedAt),
    clearedAt: instant(found.clearedAt),
    ...(found.withdrawnAt === null ? {} : { withdrawnAt: formatInstant(found.withdrawnAt) }),
    severity: found.severity,
    certainty: found.certainty,
    because: found.because,
    readings: found.readings.map(formatInstant),
    policy: { name: found.policyName, revision: found.policyRevision },
  });
}

/** `attend alerts`: what the monitor found, by the time it happened. */
export function registerAlerts(program: Command): void {
  addSubjectOptions(
    program
      .command('alerts')
      .description('print the alerts that a device or a person has on record, as NDJSON'),
  ).action(async (options: SubjectOptions) => {
    const { subject, purpose } = readSubject(options);
    await operate(options, async (operator) => {
      const found: { line: string; from: Millis }[] = [];
      for (const assignment of await assignmentsOf(operator, subject)) {
        for (const one of await exportFindings(operator, assignment, purpose)) {
          found.push({ line: alertLine(one, assignment.device), from: one.from });
        }
      }
      await writeLines(found.sort((a, b) => a.from - b.from).map(({ line }) => line));
    });
  });
}
