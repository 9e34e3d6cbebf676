import { writeSync } from 'node:fs';

/**
 * What may be said of anything thrown: its kind, its code, and where in the code. Never its message: those of parsers and of
 * PostgreSQL quote what they were given, which may be somebody's name or place.
 */
export function describeFault(thrown: unknown): {
  readonly fault: string;
  readonly code: string | null;
  readonly stack: readonly string[];
} {
  if (!(thrown instanceof Error)) return { fault: typeof thrown, code: null, stack: [] };
  const stack = thrown.stack ?? '';
  // The message stands before the frames, and may itself have lines that look like one.
  const after = stack.indexOf(thrown.message);
  const frames = (after < 0 ? stack : stack.slice(after + thrown.message.length)).split('\n');
  return {
    fault: thrown.name,
    code: 'code' in thrown ? String(thrown.code) : null,
    stack: frames.map((line) => line.trim()).filter((line) => line.startsWith('at ')),
  };
}

/**
 * Ends the process at an error that nobody caught, with a line that holds nobody's data: the runtime's own way prints the message,
 * the error's fields and a line of source. Reports that the runtime may be told to write hold no environment, since keys may
 * come from it.
 */
export function installLastWords(part: string): void {
  process.report.excludeEnv = true;
  process.on('uncaughtException', (thrown) => {
    const line = { level: 60, time: Date.now(), part, pid: process.pid, ...describeFault(thrown) };
    try {
      writeSync(2, `${JSON.stringify({ ...line, msg: 'ended by an error that nobody caught' })}\n`);
    } finally {
      process.exit(70);
    }
  });
}
