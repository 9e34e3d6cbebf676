import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type EmbeddedServer, startEmbedded } from './embedded/embedded.ts';
import { migrate, readMigrations } from './migrations.ts';
import { grantDatabase, provisionRoles, withClient } from './provision.ts';
import { type ConnectionSettings, deriveRoles, formatUrl, type RoleSettings } from './settings.ts';

/** What test files ask of the run's main process over a socket (testing.ts), one line of JSON each way. */
export type Request = { readonly kind: 'create' } | { readonly kind: 'drop'; readonly name: string };
export type Answer<T> = { readonly value: T } | { readonly failed: string };
export type Copy = RoleSettings & { readonly name: string; readonly url: string };

declare module 'vitest' {
  interface ProvidedContext {
    attendTestDatabase: string;
  }
}

const roomInMemory = 2_147_483_648;
const prefix = 'attend-test-';

/** Memory where there is room: fsync stays on, as the product demands, and costs nothing. ATTEND_TEST_DISK names a folder where it does cost, to measure by. */
function testFolder(): string {
  const disk = process.env.ATTEND_TEST_DISK;
  if (disk !== undefined) return disk;
  const memory = '/dev/shm';
  const room = existsSync(memory) ? statfsSync(memory) : null;
  return room !== null && room.bavail * room.bsize > roomInMemory ? memory : tmpdir();
}

/** Folders of runs that were killed: their name says which process they belonged to. */
function removeAbandoned(folder: string): void {
  if (!existsSync('/proc/self')) return; // Elsewhere the system clears its temporary folder.
  for (const name of readdirSync(folder).filter((entry) => entry.startsWith(prefix))) {
    const pid = Number(name.slice(prefix.length).split('-')[0]);
    if (!(pid > 0) || existsSync(`/proc/${pid}`)) continue;
    try {
      rmSync(join(folder, name), { recursive: true, force: true });
    } catch {
      // Another user's, or its server is only just ending: the next run tries again.
    }
  }
}

async function startServer(folder: string): Promise<EmbeddedServer> {
  const files = join(folder, 'database');
  mkdirSync(files, { recursive: true, mode: 0o711 });
  // Several engineers' runs share one machine's memory, and the folder may stand in it too.
  writeFileSync(
    join(files, 'local.conf'),
    'shared_buffers = 96MB\nmax_wal_size = 256MB\nmin_wal_size = 64MB\n',
  );
  return startEmbedded(folder, () => {});
}

/** The template for this run's databases; made again when the migrations changed (vitest's watch mode). */
async function makeTemplate(server: EmbeddedServer, name: string): Promise<void> {
  await withClient(server.administrator('postgres'), (client) => client.query(`create database ${name}`));
  const administrator = server.administrator(name);
  const roles = deriveRoles(administrator);
  await provisionRoles(administrator, roles);
  await migrate(roles.owner);
}

/** Starts nothing before the first test file asks: most runs need no database. */
function createCopies(folder: string) {
  let server: Promise<EmbeddedServer> | null = null;
  const templates = new Map<string, Promise<void>>();
  let count = 0;

  const create = async (): Promise<Copy> => {
    server ??= startServer(folder);
    const running = await server;
    const state = readMigrations().map(({ checksum }) => checksum.slice(0, 8));
    const template = `template_${state.length}_${state.at(-1) ?? 'empty'}`;
    if (!templates.has(state.join())) templates.set(state.join(), makeTemplate(running, template));
    await templates.get(state.join());
    count += 1;
    const name = `test_${count}`;
    await withClient(running.administrator('postgres'), (client) =>
      client.query(`create database ${name} template ${template}`),
    );
    const administrator: ConnectionSettings = running.administrator(name);
    await withClient(administrator, (client) => grantDatabase(client, name));
    return { name, url: formatUrl(administrator), ...deriveRoles(administrator) };
  };

  const drop = async (name: string): Promise<void> => {
    const running = await server;
    await withClient((running ?? (await startServer(folder))).administrator('postgres'), (client) =>
      client.query(`drop database if exists ${name} with (force)`),
    );
  };

  return { create, drop, stop: async () => (await server)?.stop() };
}

/** Its iterator would close the socket before the answer is out. */
async function readAll(socket: Socket): Promise<string> {
  let text = '';
  socket.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  await new Promise((settle) => socket.once('end', settle));
  return text;
}

/** vitest's globalSetup: runs in the run's main process, before and after everything. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const base = testFolder();
  removeAbandoned(base);
  const folder = mkdtempSync(join(base, `${prefix}${process.pid}-`));
  chmodSync(folder, 0o711); // As root the server runs as another user, who has to get in.
  const copies = createCopies(folder);
  const answer = async (socket: Socket): Promise<void> => {
    const request: Request = JSON.parse(await readAll(socket));
    const value = request.kind === 'create' ? await copies.create() : await copies.drop(request.name);
    socket.end(JSON.stringify({ value: value ?? null }));
  };
  const listener: Server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {});
    answer(socket).catch((thrown: unknown) => {
      socket.end(JSON.stringify({ failed: thrown instanceof Error ? thrown.message : String(thrown) }));
    });
  });
  const path = join(folder, 'ask');
  await new Promise<void>((settle) => listener.listen(path, settle));
  project.provide('attendTestDatabase', path);
  return async () => {
    listener.close();
    await copies.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
