import { alertLine, compareAlerts } from '@attend/contracts/alert-line';
import type { AlertFacts } from '@attend/kernel';
import type { FoundOccurrence } from '@attend/server/database/repositories/alert-history';
import { exportFindings } from '@attend/server/operator/export';
import type { Command } from 'commander';
import { type AskedOptions, addAskedOptions, assignmentsOf, readAsked } from './asked-about.ts';
import { operate, writeLines } from './operate.ts';

/** An occurrence is what `attend replay` calls an alert. */
const factsOf = ({ policyName: name, policyRevision: revision, ...found }: FoundOccurrence): AlertFacts => ({
  ...found,
  policy: { name, revision },
});

/** `attend alerts`: what the monitor found, by the time it happened. */
export function registerAlerts(program: Command): void {
  addAskedOptions(
    program
      .command('alerts')
      .description('print the alerts that a device or a person has on record, as NDJSON'),
  ).action(async (options: AskedOptions) => {
    const { purpose, ...asked } = readAsked(options);
    await operate(options, async (operator) => {
      const found: { readonly facts: AlertFacts; readonly device: string }[] = [];
      for (const assignment of await assignmentsOf(operator, asked)) {
        const { device } = assignment;
        const findings = await exportFindings(operator, assignment, purpose);
        found.push(...findings.map((one) => ({ facts: factsOf(one), device })));
      }
      found.sort((a, b) => compareAlerts(a.facts, b.facts));
      await writeLines(found.map(({ facts, device }) => JSON.stringify(alertLine(facts, device))));
    });
  });
}
