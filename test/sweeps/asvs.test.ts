import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSources } from '../../tools/tasks/house/files.ts';
import { root } from '../../tools/tasks/run.ts';
import { asvsNumbers } from './asvs-numbers.ts';
import { statementsIn } from './statements.ts';

const statuses = ['met', 'open', 'operator', 'not here'] as const;
type Row = { readonly number: string; readonly about: string; readonly status: string; readonly why: string };

const rowsOf = (page: string): Row[] =>
  [...page.matchAll(/^\| (\d+\.\d+\.\d+) \| ([^|]+) \| ([^|]+) \| (.+) \|$/gm)].map(
    ([, number = '', about = '', status = '', why = '']) => ({ number, about, status, why }),
  );

const known = new Set(
  readSources()
    .filter(({ path }) => /^docs\/rules\/(?!README)[^/]+\.md$/.test(path))
    .flatMap(({ text }) => statementsIn(text).map(({ number }) => number)),
);
const prefixes = new Set([...known].map((number) => number.split('-')[0] ?? ''));
const there = (file: string): boolean => existsSync(join(root, file));

/** Everything that does not hold of a page's rows. */
function faultsOf(rows: readonly Row[]): string[] {
  const numbers = [...asvsNumbers.one, ...asvsNumbers.two];
  const missing = numbers.filter((one) => !rows.some(({ number }) => number === one));
  const strange = rows.filter(({ number }) => !numbers.includes(number));
  const twice = rows.filter(({ number }, at) => rows.findIndex((one) => one.number === number) !== at);
  return [
    ...missing.map((number) => `${number} is missing`),
    ...strange.map(({ number }) => `${number} is no requirement of level 1 or 2`),
    ...twice.map(({ number }) => `${number} stands twice`),
    ...rows.flatMap(faultsOfRow),
  ];
}

function faultsOfRow({ number, about, status, why }: Row): string[] {
  const named = [...why.matchAll(/\b([A-Z]{3})-\d+\b/g)].filter(([, prefix = '']) => prefixes.has(prefix));
  const files = [...why.matchAll(/`((?:[\w.-]+\/)+[\w.-]+|\w+\.json)`/g)].map(([, file = '']) => file);
  const ours = files.filter((file) => !file.startsWith('api/'));
  return [
    ...(statuses.some((one) => one === status) ? [] : [`${number}: «${status}» is no status`]),
    ...(about.length < 4 ? [`${number} does not say what it is about`] : []),
    ...named.filter(([one]) => !known.has(one)).map(([one]) => `${number}: ${one} is no statement`),
    ...ours.filter((file) => !there(file)).map((file) => `${number}: ${file} is not there`),
    ...(status === 'met' && named.length === 0 && ours.length === 0
      ? [`${number} is met without evidence`]
      : []),
    ...(status === 'open' && why.length < 25 ? [`${number} is open without a reason`] : []),
  ];
}

describe('docs/security/asvs.md', () => {
  const page = readFileSync(join(root, 'docs/security/asvs.md'), 'utf8');
  const rows = rowsOf(page);

  test('the numbers are as many as the standard has', () => {
    expect(asvsNumbers.one).toHaveLength(70);
    expect(asvsNumbers.two).toHaveLength(183);
  });

  test('each requirement stands once, with a status, and what is met has evidence that is there', () => {
    expect(faultsOf(rows)).toEqual([]);
  });

  test('the sum is right', () => {
    const count = (status: string): number => rows.filter((row) => row.status === status).length;
    expect(page).toContain(`**${statuses.map((status) => `${count(status)} ${status}`).join(', ')}.**`);
  });

  test.each<readonly [string, (all: Row[]) => Row[]]>([
    ['is missing', (all) => all.slice(1)],
    ['stands twice', (all) => [...all, ...all.slice(0, 1)]],
    [
      'is no requirement',
      (all) => [...all, { number: '99.1.1', about: 'made up', status: 'met', why: 'ACC-1' }],
    ],
    [
      'without evidence',
      (all) => all.map((row) => (row.number === '8.2.1' ? { ...row, why: 'surely' } : row)),
    ],
    [
      'is no statement',
      (all) => all.map((row) => (row.number === '8.2.1' ? { ...row, why: 'ACC-999' } : row)),
    ],
    [
      'is not there',
      (all) => all.map((row) => (row.number === '8.2.1' ? { ...row, why: '`server/gone.ts`' } : row)),
    ],
    [
      'is no status',
      (all) => all.map((row) => (row.number === '8.2.1' ? { ...row, status: 'mostly' } : row)),
    ],
    [
      'without a reason',
      (all) => all.map((row) => (row.number === '8.2.1' ? { ...row, status: 'open', why: 'later' } : row)),
    ],
  ])('a row that %s is found', (fault, spoil) => {
    expect(faultsOf(spoil(rows)).filter((one) => one.includes(fault))).toHaveLength(1);
  });
});
