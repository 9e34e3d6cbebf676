import { describe, expect, test } from 'vitest';
import { isTest, readSources } from '../../tools/tasks/house/files.ts';
import { root } from '../../tools/tasks/run.ts';
import { type List, listsInSql, listsOfModule, sectionsOf } from './lists.ts';

/** Lists that need no table of their own, by name, with why. */
const elsewhere: Readonly<Record<string, string>> = {
  streamProtocolNames: 'a part of protocolNames',
  httpProtocolNames: 'a part of protocolNames',
  supervisionRoles: 'a part of supervision.role: an attorney’s authority has rows of its own',
};

const sources = readSources();
const page = sources.find(({ path }) => path === 'docs/vocabulary.md')?.text ?? '';
const sections = sectionsOf(page);

async function listsInCode(): Promise<readonly List[]> {
  const modules = sources.filter(
    ({ path, text }) => /^packages\/[^/]+\/.+\.ts$/.test(path) && !isTest(path) && /\] as const/.test(text),
  );
  const lists = await Promise.all(
    modules.map(async ({ path }) => listsOfModule(await import(/* @vite-ignore */ `${root}/${path}`))),
  );
  return lists.flat();
}

const inSql = listsInSql(
  sources.filter(({ path }) => path.startsWith('server/database/migrations/')).map(({ text }) => text),
);
const inCode = await listsInCode();
const lists: readonly List[] = [...inCode, ...inSql].filter(({ name }) => !(name in elsewhere));

describe('docs/vocabulary.md', () => {
  test('the sweep sees the lists it is about', () => {
    expect(inCode.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['alertKinds', 'readingEvents', 'staffRoles']),
    );
    expect(inSql.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['alert.status', 'order_clause.kind']),
    );
  });

  test.each(lists.map(({ name, values }) => [name, values] as const))(
    '%s is the same as its table',
    (name, values) => {
      const section = sections.find(({ names }) => names.includes(name));
      expect(section, `no section of docs/vocabulary.md names \`${name}\``).toBeDefined();
      expect([...(section?.values ?? [])].sort(), section?.title).toEqual([...values].sort());
    },
  );

  test('no section names a list that is gone, and no value stands twice', () => {
    const known = new Set([...inCode, ...inSql].map(({ name }) => name));
    expect(sections.flatMap(({ names }) => names).filter((name) => !known.has(name))).toEqual([]);
    for (const { title, values } of sections) expect(new Set(values).size, title).toBe(values.length);
  });

  test('exceptions are of lists that there are', () => {
    expect(Object.keys(elsewhere).filter((name) => !inCode.some((list) => list.name === name))).toEqual([]);
  });
});
