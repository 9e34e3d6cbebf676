import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { describe, expect, test } from 'vitest';
import { parseUrl } from '../external.ts';
import { withClient } from '../provision.ts';
import {
  type Line,
  ordinaryUser,
  runs,
  scratchFolder,
  serverOf,
  startProgram,
  until,
} from './fixtures/start.ts';
import { readOwner } from './lock.ts';

const ordinary = ordinaryUser();
const isRoot = process.getuid?.() === 0;
/** Blanks, commas, quotes and letters beyond ASCII all mean something in a server's configuration or a URL. */
const awkward = `data, "o'clock" für 100%`;

const write = (line: Line, text: string): Promise<pg.QueryResult> =>
  withClient(parseUrl(line.url ?? ''), async (client) => {
    await client.query('create table if not exists attend.kept (text text)');
    return client.query('insert into kept values ($1)', [text]);
  });
const read = (line: Line): Promise<string[]> =>
  withClient(parseUrl(line.url ?? ''), async (client) =>
    (await client.query<{ text: string }>('select text from kept order by text')).rows.map(
      ({ text }) => text,
    ),
  );

const accounts = [
  { who: 'root', as: {}, skip: !isRoot && 'not running as root' },
  {
    who: 'an ordinary user',
    as: ordinary ?? {},
    skip: ordinary === null && 'nobody cannot read this checkout',
  },
];

describe.each(accounts)('as $who', ({ who, as, skip }) => {
  if (skip) console.warn(`Skipped, ${skip}: the embedded database as ${who}.`);

  test.skipIf(skip)('opens in any folder, ends with the program, and is found again', async () => {
    const folder = join(scratchFolder(), awkward);
    const first = startProgram(folder, as);
    const opened = await first.next();
    expect(opened).toMatchObject({ what: 'open' });
    await write(opened, 'before the stop');
    await first.stop();
    expect(runs(serverOf(opened))).toBe(false);

    const second = startProgram(folder, as);
    expect(await read(await second.next())).toEqual(['before the stop']);
    await second.stop();
  });

  test.skipIf(skip)(
    'a killed program takes its server along, and the next start finds all data',
    async () => {
      const folder = scratchFolder();
      const first = startProgram(folder, as);
      const opened = await first.next();
      await write(opened, 'before the kill');
      await first.kill();
      // At once, while the first server may still be writing its last checkpoint.
      const second = startProgram(folder, as);
      const again = await second.next();
      expect(again).toMatchObject({ what: 'open' });
      expect(serverOf(again)).not.toBe(serverOf(opened));
      expect(runs(serverOf(opened))).toBe(false);
      expect(await read(again)).toEqual(['before the kill']);
      await second.kill();
      await until(() => !runs(serverOf(again)));
    },
  );

  test.skipIf(skip)('a killed server is started again with its data', async () => {
    const program = startProgram(scratchFolder(), as);
    const opened = await program.next();
    await write(opened, 'before the kill');
    process.kill(serverOf(opened), 'SIGKILL');
    expect(await program.next()).toMatchObject({ what: 'ended' });
    expect(await program.next()).toMatchObject({ what: 'restarted' });
    expect(await read(opened)).toEqual(['before the kill']);
    await program.stop();
  });

  test.skipIf(skip)('where the kernel does not end it, a watcher does', async () => {
    // From a worker thread the kernel's signal would come when the thread ends, so the launcher uses its pipe there.
    const program = startProgram(scratchFolder(), as, 'worker');
    const opened = await program.next();
    expect(opened).toMatchObject({ what: 'open' });
    await program.kill();
    await until(() => !runs(serverOf(opened)));
  });
});

test('of two starters one gets the database, and the other learns who has it', async () => {
  const folder = scratchFolder();
  const programs = [startProgram(folder), startProgram(folder)];
  const lines = await Promise.all(programs.map((program) => program.next()));
  const codes = lines.map((line) => line.code ?? line.what).sort();
  expect(codes).toEqual(['database-in-use', 'open']);
  const owner = programs[lines.findIndex((line) => line.what === 'open')];
  const http = `http://127.0.0.1:${owner?.child.pid}`;
  expect(readOwner(folder)).toMatchObject({ pid: owner?.child.pid, http });

  const third = startProgram(folder);
  const refused = await third.next();
  expect(refused).toMatchObject({ code: 'database-in-use' });
  expect(refused.detail).toContain(http);

  await owner?.kill();
  expect(readOwner(folder)).toBeNull();
});

test('nobody owns a folder that is not there, and asking does not make it', () => {
  const folder = join(scratchFolder(), 'not-there');
  expect(readOwner(folder)).toBeNull();
  mkdirSync(folder); // Throws if it were there.
});
