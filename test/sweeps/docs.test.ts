import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSources } from '../../tools/tasks/house/files.ts';
import { root } from '../../tools/tasks/run.ts';
import { statementsIn } from './statements.ts';

const pages = readSources().filter(({ path }) => path.endsWith('.md'));
const textOf = (path: string): string => pages.find((page) => page.path === path)?.text ?? '';
const prose = (text: string): string => text.replaceAll(/```[\s\S]*?```/g, '');

/** Relative links of a page, without their anchors. */
function linksOf(text: string): readonly string[] {
  return [...prose(text).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link.split('#')[0] ?? '')
    .filter((link) => link !== '' && !/^[a-z]+:/.test(link));
}

test('there are pages to look at', () => {
  expect(pages.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'docs/architecture.md']),
  );
});

test.each(pages.map(({ path, text }) => [path, text] as const))(
  'links of %s lead somewhere',
  (path, text) => {
    const dead = linksOf(text).filter(
      (link) => !existsSync(join(root, normalize(join(dirname(path), link)))),
    );
    expect(dead).toEqual([]);
  },
);

test('every file and folder that a page names in the repository is there', () => {
  // A path in backquotes that begins with one of our folders; NAME and stars stand for many.
  const named = /`((?:packages|server|web|tools|test|docs)\/[\w./-]+)`/g;
  const gone = pages.flatMap(({ path, text }) =>
    [...prose(text).matchAll(named)]
      .map(([, file = '']) => file)
      .filter(
        (file) =>
          !/NAME|NNNN/.test(file) && !existsSync(join(root, file)) && !existsSync(join(root, `${file}.ts`)),
      )
      // Written by a run that takes hours; not there before the first.
      .filter((file) => file !== 'docs/figures/soak.md')
      .map((file) => `${path}: ${file}`),
  );
  expect(gone).toEqual([]);
});

describe('lists of pages are whole', () => {
  const under = (folder: string) =>
    pages.map(({ path }) => path).filter((path) => path.startsWith(folder) && !path.endsWith('README.md'));

  test.each(under('docs/decisions/'))('%s stands in the list of decisions', (path) => {
    expect(linksOf(textOf('docs/decisions/README.md'))).toContain(path.split('/').at(-1));
  });

  test.each(under('docs/rules/'))('%s stands in the list of rules, with its prefixes', (path) => {
    const row = textOf('docs/rules/README.md')
      .split('\n')
      .find((line) => line.includes(`(${path.split('/').at(-1)})`));
    const prefixes = new Set(statementsIn(textOf(path)).map(({ number }) => number.split('-')[0] ?? ''));
    expect(row).toBeDefined();
    for (const prefix of prefixes) expect(row).toContain(prefix);
  });

  test('decisions are numbered once each', () => {
    const numbers = under('docs/decisions/').map((path) => path.split('/').at(-1)?.slice(0, 4));
    expect(new Set(numbers).size).toBe(numbers.length);
  });
});

describe('the README', () => {
  const readme = textOf('README.md');
  const settings = readFileSync(join(root, 'tools/cli/settings.ts'), 'utf8');
  const commands = readFileSync(join(root, 'tools/cli/commands.ts'), 'utf8');
  const first = (matches: Iterable<RegExpMatchArray>): readonly string[] =>
    [...matches].map((match) => match[1] ?? match[0]);

  test.each([
    ['command', first(commands.matchAll(/name: '([a-z-]+)'/g)).map((name) => `\`${name}`)],
    ['flag', first(settings.matchAll(/'(--[a-z-]+)[' ]/g))],
    ['variable', first(settings.matchAll(/ATTEND_[A-Z_]+|DATABASE_URL/g))],
    ['usual port', first(settings.matchAll(/^ {2}\w+: (\d{4}),$/gm))],
  ])('names every %s', (_, names) => {
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name) => !readme.includes(name))).toEqual([]);
  });
});
