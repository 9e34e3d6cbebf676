import { describe, expect, test } from 'vitest';
import { findLongFiles, mostLines } from '../../tools/tasks/house/lengths.ts';
import { findEmptyNames } from '../../tools/tasks/house/names.ts';
import { bannedWords, findBannedWords } from '../../tools/tasks/house/vocabulary.ts';

const file = (path: string, text = '') => ({ path, text });
const pathsOf = (found: readonly { path: string }[]) => found.map(({ path }) => path);

describe('file-length', () => {
  const lines = (count: number) => 'x\n'.repeat(count);

  test('finds what is longer than allowed, and nothing else', () => {
    const files = [
      file('server/long.ts', lines(mostLines + 1)),
      file('web/long.css', lines(mostLines + 1)),
      file('server/full.ts', lines(mostLines)),
      file('docs/long.md', lines(5000)),
      file('server/all.generated.ts', lines(5000)),
    ];
    expect(pathsOf(findLongFiles(files, {}))).toEqual(['server/long.ts', 'web/long.css']);
  });

  test('lets a named table pass, and finds an exception for what is gone', () => {
    const files = [file('server/table.ts', lines(900))];
    expect(findLongFiles(files, { 'server/table.ts': 'codes of devices' })).toEqual([]);
    expect(
      pathsOf(findLongFiles(files, { 'server/table.ts': 'codes', 'server/gone.ts': 'was a table' })),
    ).toEqual(['server/gone.ts']);
  });
});

describe('empty-name', () => {
  test.each([
    'server/utils.ts',
    'web/ui/date-helpers.ts',
    'packages/kernel/common/time.ts',
    'server/alert-manager.ts',
    'server/base.ts',
    'server/database/migrations/0003-misc.sql',
  ])('finds %s', (path) => {
    expect(pathsOf(findEmptyNames([file(path)]))).toEqual([path]);
  });

  test.each([
    'server/database/place.ts',
    'packages/kernel/ground.ts',
    'docs/common-questions.md',
    'web/ui/database.ts',
  ])('lets %s pass', (path) => {
    expect(findEmptyNames([file(path)])).toEqual([]);
  });

  test('finds exported names, with their line', () => {
    const text = 'const inner = 1;\nexport class AlertManager {}\nexport const databaseUrl = inner;\n';
    expect(findEmptyNames([file('server/alerts.ts', text)])).toMatchObject([{ line: 2, rule: 'empty-name' }]);
  });
});

describe('vocabulary', () => {
  /** A sentence or a name that somebody might write, for every banned word. */
  const sentences: Readonly<Record<string, string>> = {
    subject: 'Each subject wears a device.',
    'subject for a person': 'Each subject wears a device.',
    client: "Show the client's location.",
    'parole or flight-risk language': 'const flightRisk = score; // flight risk',
  };

  test.each(bannedWords.map(({ word }) => word))('finds «%s» in code, docs and SQL', (word) => {
    const text = `first line\n${sentences[word] ?? `The ${word}s of this office`}\n`;
    const paths = [
      'server/api/people/list.ts',
      'docs/operations/people.md',
      'server/database/migrations/0001-x.sql',
    ];
    const found = findBannedWords(paths.map((path) => file(path, text)));
    const entry = bannedWords.find((one) => one.word === word);
    const expected = paths.filter((path) => !entry?.except.some((exception) => exception.path.test(path)));
    expect(expected.length).toBeGreaterThan(0);
    expect(found.filter(({ rule }) => rule === `word ${word}`)).toMatchObject(
      expected.map((path) => ({ path, line: 2 })),
    );
  });

  test('finds a banned word as part of a name', () => {
    expect(
      findBannedWords([file('server/a.ts', 'const offender_id = 1;\nconst offenderId = 2;')]),
    ).toHaveLength(2);
  });

  test.each([
    'alienate',
    'const client = await pool.connect();',
    'An HTTP client reconnects.',
    'subjective',
    'inalienable',
    'const subject = await readCase(file);',
    'startReplay(subject.device.id)',
  ])('lets «%s» pass', (text) => {
    expect(findBannedWords([file('server/a.ts', text)])).toEqual([]);
  });
});
