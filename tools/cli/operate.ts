import { type Operator, openOperator } from '@attend/server/operator/operator';
import type { Command } from 'commander';
import { keyPlaceOf, readSettings } from './settings.ts';

/** Where a command finds its database: flags, then the environment, then the configuration file. */
export const addPlaceOptions = (command: Command): Command =>
  command
    .option(
      '--data <dir>',
      'folder of everything that is kept (default: ./data); DATABASE_URL names another database',
    )
    .option('--keys <place>', 'where key-encryption keys come from (default: file, beside the keyring)')
    .option(
      '--config <file>',
      'configuration file (default: ATTEND_CONFIG, else ./attend.json where there is one)',
    );

/** Whoever read our output has seen enough (`| head`): no failure, and nothing more to do. */
class ReaderGone extends Error {}

/** Runs a command's work with the database opened, or joined where a server has it open. */
export async function operate(
  options: Readonly<Record<string, unknown>>,
  work: (operator: Operator) => Promise<void>,
): Promise<void> {
  const settings = readSettings(options);
  const { dataDir, databaseUrl } = settings;
  const operator = await openOperator({ dataDir, databaseUrl, keys: keyPlaceOf(settings) });
  try {
    await work(operator);
  } catch (thrown) {
    if (!(thrown instanceof ReaderGone)) throw thrown;
  } finally {
    await operator.close();
  }
}

/** Writes lines and waits where the reader is slower. */
export async function writeLines(lines: readonly string[]): Promise<void> {
  const { stdout } = process;
  if (lines.length === 0) return;
  if (stdout.destroyed) throw new ReaderGone();
  if (stdout.write(`${lines.join('\n')}\n`)) return;
  await new Promise<void>((settle) => {
    const done = (): void => {
      stdout.off('drain', done).off('close', done);
      settle();
    };
    stdout.on('drain', done).on('close', done);
  });
}
