import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { commandEntries } from './commands.ts';
import { Refusal } from './refusal.ts';

const helpText = `
Exit code: 0 when it did its job, 1 when what it was asked to check does not hold, 2 for bad
arguments or unreadable input, with one plain sentence on stderr.

attend COMMAND --help explains each.`;

function versionText(): string {
  const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return version;
}

/** Only the module of the command asked for is loaded: \`attend decode\` starts without the server's code. */
export async function runAttend(args: readonly string[]): Promise<void> {
  const program = new Command('attend')
    .description(
      'Open supervision of court appearances: devices, conditions, alerts, and what people decide about them.',
    )
    .version(versionText())
    .addHelpText('after', helpText)
    .exitOverride()
    .configureOutput({ outputError: () => undefined });
  const asked = args[0] === 'help' ? args[1] : args.find((arg) => !arg.startsWith('-'));
  for (const { name, summary, load } of commandEntries) {
    if (program.commands.some((known) => known.name() === name)) continue;
    if (name === asked) (await load())(program);
    else program.command(name).description(summary);
  }
  for (const command of program.commands) {
    command.exitOverride().configureOutput({ outputError: () => undefined });
  }
  if (args.length === 0) program.outputHelp();
  else await program.parseAsync(args, { from: 'user' });
}

/** What the user is told of a failure, and the exit code. */
export function faultOf(thrown: unknown): { readonly message: string; readonly exitCode: number } {
  if (thrown instanceof CommanderError) {
    // Help and version are told on stdout and thrown all the same.
    if (thrown.exitCode === 0) return { message: '', exitCode: 0 };
    return { message: thrown.message.replace(/^error: /, '').replaceAll('\n', ' '), exitCode: 2 };
  }
  if (thrown instanceof Refusal) return { message: thrown.message, exitCode: thrown.exitCode };
  if (process.env.ATTEND_TRACE) throw thrown;
  const message = thrown instanceof Error ? (thrown.message.split('\n')[0] ?? '') : String(thrown);
  return { message, exitCode: 2 };
}

export async function main(args: readonly string[]): Promise<void> {
  // A reader that has seen enough (`| head`) closes the pipe: no failure of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  try {
    await runAttend(args);
  } catch (thrown) {
    const { message, exitCode } = faultOf(thrown);
    const [command] = args;
    const who = commandEntries.some(({ name }) => name === command) ? `attend ${command}` : 'attend';
    if (message !== '') process.stderr.write(`${who}: ${message}${message.endsWith('.') ? '' : '.'}\n`);
    process.exitCode = exitCode;
  }
}
