import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export type StartFigures = {
  /** From the command to the line that says that every listener accepts. */
  readonly readySeconds: number;
  /** Resident, of the main process and its gateway; shared pages of PostgreSQL's processes are counted once. */
  readonly programBytes: number;
  readonly databaseBytes: number;
};

const program = fileURLToPath(new URL('../cli/attend.js', import.meta.url));
const longest = 300_000;

/** `attend up` on a data folder that stands, with ports of the system's choice, and its memory ten seconds after it is ready. */
export async function measureStart(dataDir: string): Promise<StartFigures> {
  const began = performance.now();
  const child = spawn(
    process.execPath,
    [program, 'up', '--data', dataDir, '--http', '0', '--gateway', 'laipac=0'],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  try {
    await new Promise<void>((settle, refuse) => {
      const timer = setTimeout(() => refuse(new Error('the program was not ready in five minutes')), longest);
      let out = '';
      child.stdout.setEncoding('utf8').on('data', (text) => {
        out += text;
        if (!/^ready /m.test(out)) return;
        clearTimeout(timer);
        settle();
      });
      child.once('close', (code) => refuse(new Error(`the program ended with ${code}: ${out}`)));
    });
    const readySeconds = (performance.now() - began) / 1000;
    await new Promise((settle) => setTimeout(settle, 10_000));
    return { readySeconds, ...memoryOf(child.pid ?? 0) };
  } finally {
    child.removeAllListeners('close');
    const ended = new Promise((settle) => child.once('close', settle));
    child.kill('SIGTERM');
    await ended;
  }
}

type Process = { readonly pid: number; readonly parent: number; readonly name: string };

function listProcesses(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const [, comm = '', rest = ''] =
          /^\d+ \((.*)\) \S (.*)$/s.exec(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? [];
        return [{ pid: Number(name), parent: Number(rest.split(' ')[0]), name: comm }];
      } catch {
        return [];
      }
    });
}

/** Proportional set sizes (Linux): what several processes share is divided among them. */
function memoryOf(root: number): Pick<StartFigures, 'programBytes' | 'databaseBytes'> {
  const all = listProcesses();
  const ours = new Set([root]);
  for (let before = 0; before < ours.size; ) {
    before = ours.size;
    for (const { pid, parent } of all) if (ours.has(parent)) ours.add(pid);
  }
  const sum = (isDatabase: boolean): number =>
    all
      .filter(({ pid, name }) => ours.has(pid) && name.startsWith('postgres') === isDatabase)
      .reduce((bytes, { pid }) => bytes + proportionalBytes(pid), 0);
  return { programBytes: sum(false), databaseBytes: sum(true) };
}

function proportionalBytes(pid: number): number {
  try {
    const [, kilobytes] = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? [];
    return Number(kilobytes ?? 0) * 1024;
  } catch {
    return 0;
  }
}
