import type { Readable, Writable } from 'node:stream';
import { type ProtocolName, protocolNames } from '@attend/kernel';
import type { Command } from 'commander';
import { decodeEntry } from './decode-entry.ts';
import { inputLines } from './input-lines.ts';

export type DecodeStreams = {
  readonly input: Readable;
  readonly output: Writable;
  readonly errors: Writable;
};

const isProtocol = (name: string): name is ProtocolName => protocolNames.some((known) => known === name);

/** Characters gathered before they are written: one write a line would cost more than the decoding. */
const writeAt = 65_536;

/**
 * `attend decode`: NDJSON in, NDJSON out, line by line, in order. Answers with the exit code: 0, or 2 with one sentence
 * on `errors` for arguments or input that cannot be read; what stood before the bad line has been written.
 */
export async function runDecode(protocol: string | undefined, streams: DecodeStreams): Promise<0 | 2> {
  const { input, output, errors } = streams;
  if (protocol === undefined || !isProtocol(protocol)) {
    const known = protocolNames.join(', ');
    const fault =
      protocol === undefined ? 'names no protocol' : `names a protocol, "${protocol}", that is none`;
    errors.write(`attend decode: --protocol ${fault}; there are ${known}.\n`);
    return 2;
  }
  // A reader that has seen enough (`| head`) closes the pipe: no failure of ours, and nothing more to do.
  let closed = false;
  let goOn = (): void => {};
  const end = (): void => {
    closed = true;
    goOn();
  };
  output.on('error', end).on('close', end);
  output.on('drain', () => goOn());
  let waiting = '';
  const flush = async (): Promise<void> => {
    const text = waiting;
    waiting = '';
    if (text === '' || closed || output.write(text)) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    goOn = resolve;
    if (!closed) await promise;
  };
  for await (const line of inputLines(input)) {
    if (closed) return 0;
    const fault = line.ok
      ? decodeLine(protocol, line.value, (text) => (waiting += text))
      : line.error.message;
    if (fault !== null) {
      await flush();
      errors.write(`attend decode: stdin, ${fault}.\n`);
      return 2;
    }
    if (waiting.length >= writeAt || input.readableLength === 0) await flush();
  }
  await flush();
  return 0;
}

/** Null, or what is wrong with the line. Empty lines are passed over. */
function decodeLine(
  protocol: ProtocolName,
  line: { readonly number: number; readonly text: string },
  write: (text: string) => void,
): string | null {
  if (line.text.trim() === '') return null;
  const decoded = decodeEntry(protocol, line.text);
  if (!decoded.ok) return `line ${line.number}: ${decoded.error.message}`;
  write(`${JSON.stringify(decoded.value)}\n`);
  return null;
}

const help = `
Reads a line {"id":…,"encoding":"text"|"hex","data":…} for each connection, with
"http":{"method","path","contentType"} besides for ${['owntracks', 'osmand'].join(' and ')}, and writes
{"id","readings","replies","rejected","left"} for each, in the same order.

  echo '{"id":1,"encoding":"text","data":"$ECHK,99999999,0*35"}' | attend decode --protocol laipac`;

/** Adds \`attend decode\` to the program. Sets the process's exit code; writes to its standard streams. */
export function registerDecode(program: Command): void {
  program
    .command('decode')
    .description('device bytes to readings, with no server')
    .option('--protocol <name>', `one of ${protocolNames.join(', ')}`)
    .addHelpText('after', help)
    .action(async (options: { readonly protocol?: string }) => {
      const { stdin, stdout, stderr } = process;
      process.exitCode = await runDecode(options.protocol, { input: stdin, output: stdout, errors: stderr });
    });
}
