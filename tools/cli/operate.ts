import { type Operator, openOperator } from '@attend/server/operator/operator';
import type { Command } from 'commander';

/** Where a command finds its database: flags, then the environment, then `./data`. */
export type PlaceOptions = { readonly data?: string };

export const addPlaceOptions = (command: Command): Command =>
  command.option(
    '--data <dir>',
    'data folder (default: ATTEND_DATA, else ./data); DATABASE_URL names another server',
  );

/** One plain sentence on stderr. */
export const complain = (sentence: string): void => {
  process.stderr.write(`attend: ${sentence}\n`);
};

/**
 * Runs a command's work with the database opened, or joined where a server has it open. Sets the exit code: 2 where the database
 * cannot be had.
 */
export async function operate(
  options: PlaceOptions,
  work: (operator: Operator) => Promise<number>,
): Promise<void> {
  const dataDir = options.data ?? process.env.ATTEND_DATA ?? './data';
  let operator: Operator;
  try {
    operator = await openOperator({ dataDir, databaseUrl: process.env.DATABASE_URL });
  } catch (thrown) {
    complain(thrown instanceof Error ? thrown.message : String(thrown));
    process.exitCode = 2;
    return;
  }
  try {
    process.exitCode = await work(operator);
  } finally {
    await operator.close();
  }
}

/** Writes lines and waits where the reader is slower. A reader that went away (`| head`) ends it in silence. */
export async function writeLines(lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  if (process.stdout.write(`${lines.join('\n')}\n`)) return;
  await new Promise<void>((settle) => process.stdout.once('drain', settle));
}
