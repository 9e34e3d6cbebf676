import { confirmByOperator } from '@attend/server/operator/confirm';
import type { Command } from 'commander';
import { addPlaceOptions, operate, writeLines } from './operate.ts';
import { Refusal } from './refusal.ts';

export function registerConfirm(program: Command): void {
  addPlaceOptions(
    program
      .command('confirm')
      .argument('<email>', 'with which the person signs in')
      .description(
        'says, as a second person, that a member of staff is who their account says, and approves what waits for it. For the first colleague of the only administrator, and where nobody else can; the record names the account that runs it',
      ),
  ).action(async (email: string, options: Record<string, unknown>) => {
    await operate(options, async (operator) => {
      const done = await confirmByOperator(operator, email);
      if (!done.ok) throw new Refusal(done.error.message);
      const { name, what } = done.value;
      await writeLines([
        what === 'request'
          ? `${name}: what was asked for holds from now on.`
          : `${name}’s account stands for itself from now on: their word counts as a second person’s.`,
      ]);
    });
  });
}
