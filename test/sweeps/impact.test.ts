import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { retentionKinds } from '@attend/casework/retention/kinds';
import { staffRoles } from '@attend/contracts/session';
import { locationLevels } from '@attend/kernel';
import { expect, test } from 'vitest';
import { policy } from '../../server/access/policy.ts';
import { makePerson } from '../../tools/simulator/person/person.ts';
import { usualTerms } from '../../tools/simulator/wearer/case.ts';
import { readSources } from '../../tools/tasks/house/files.ts';
import { root } from '../../tools/tasks/run.ts';
import { statementsIn } from './statements.ts';

const page = readFileSync(join(root, 'docs/security/impact-assessment.md'), 'utf8');

/** Rows whose first cell is one of `names`, below a heading. */
function rowsBelow(heading: string, names: readonly string[]): string[] {
  const section = page.split(/^## /m).find((one) => one.startsWith(heading)) ?? '';
  return section.split('\n').filter((line) => names.some((name) => line.startsWith(`| \`${name}\` |`)));
}

test('who sees what is what the policy says', () => {
  const asked = ['people.read', 'movement.read', 'alerts.read', 'looks.read', 'audit.read'] as const;
  const said = staffRoles.map((role) => {
    const cells = asked.map((permission) => (policy[role][permission] ?? []).join(', ') || 'none');
    return `| \`${role}\` | ${cells.join(' | ')} |`;
  });
  expect(rowsBelow('Who sees what', staffRoles)).toEqual(said);
});

test('how long is what a new programme begins with', () => {
  const said = retentionKinds.map(({ kind, days, least, most }) => {
    const bounds = least === null ? 'fixed' : `${least} to ${most}`;
    return `| \`${kind}\` | ${days ?? 'with the key'} | ${bounds} |`;
  });
  expect(
    rowsBelow(
      'How long',
      retentionKinds.map(({ kind }) => kind),
    ),
  ).toEqual(said);
});

test('the shares of the levels are those of the demo’s people, and no level is left out', () => {
  const many = 4_000;
  const levels = Array.from({ length: many }, (_, index) => usualTerms(makePerson(1, index), 0).location);
  const rows = rowsBelow('Necessity', locationLevels);
  expect(rows).toHaveLength(locationLevels.length);
  for (const level of locationLevels) {
    const row = rows.find((one) => one.startsWith(`| \`${level}\``)) ?? '';
    const share = (100 * levels.filter((one) => one === level).length) / many;
    expect(Math.abs(Number(row.split('|')[3]) - share), level).toBeLessThan(2.5);
  }
});

test('the threat model and the assessment rest on statements that there are', () => {
  const known = new Set(
    readSources()
      .filter(({ path }) => /^docs\/rules\/(?!README)[^/]+\.md$/.test(path))
      .flatMap(({ text }) => statementsIn(text).map(({ number }) => number)),
  );
  const prefixes = new Set([...known].map((number) => number.slice(0, 3)));
  for (const name of ['impact-assessment', 'threat-model']) {
    const text = readFileSync(join(root, `docs/security/${name}.md`), 'utf8');
    const named = [...text.matchAll(/\b([A-Z]{3})-\d+\b/g)].filter(([, prefix = '']) => prefixes.has(prefix));
    expect(named.length, name).toBeGreaterThan(20);
    expect(
      named.map(([number]) => number).filter((number) => !known.has(number)),
      name,
    ).toEqual([]);
  }
  // Each risk names what shows its measures.
  const risks =
    page
      .split('## Risks to people')[1]
      ?.split('## ')[0]
      ?.split('\n')
      .filter((line) => /^\| [a-z]/.test(line)) ?? [];
  const unshown = risks.slice(1).filter((row) => !/[A-Z]{3}-\d/.test(row.split('|')[4] ?? ''));
  expect(risks.length).toBeGreaterThan(8);
  expect(unshown).toEqual([]);
});
