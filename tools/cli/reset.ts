import { resetAccount } from '@attend/server/operator/reset';
import type { Command } from 'commander';
import { addPlaceOptions, operate, writeLines } from './operate.ts';
import { Refusal } from './refusal.ts';

export function registerReset(program: Command): void {
  addPlaceOptions(
    program
      .command('reset')
      .argument('<email>', 'with which the person signs in')
      .description(
        'a new first password for a member of staff who cannot sign in; their sessions end and their second factor is set up again',
      ),
  ).action(async (email: string, options: Record<string, unknown>) => {
    await operate(options, async (operator) => {
      const done = await resetAccount(operator, email);
      if (!done.ok) throw new Refusal(done.error.message);
      await writeLines([
        `${done.value.name} signs in with this password, to be changed: ${done.value.password}`,
      ]);
    });
  });
}
