import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { arrows } from '../../tools/tasks/house/arrows.ts';
import { findBrokenBoundaries } from '../../tools/tasks/house/boundaries.ts';

const fixtures = fileURLToPath(new URL('fixtures/', import.meta.url));

/** Paths below a rule's folder whose file name begins with `wrong`. */
function wrongFiles(rule: string): readonly string[] {
  return readdirSync(`${fixtures}${rule}`, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /(^|\/)wrong[^/]*$/.test(path),
  );
}

test.each(arrows.forbidden.map(({ name }) => name))(
  '%s finds every wrong import of its fixture, and no right one',
  async (rule) => {
    const tree = `${fixtures}${rule}`;
    const folders = readdirSync(tree, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    const findings = await findBrokenBoundaries(tree, folders);
    expect(new Set(findings.map((finding) => finding.rule))).toEqual(new Set([rule]));
    const found = new Set(findings.map(({ path }) => path));
    // A cycle is reported once, at one of its files.
    if (rule === 'no-cycles') expect([...found].every((path) => wrongFiles(rule).includes(path))).toBe(true);
    else expect(found).toEqual(new Set(wrongFiles(rule)));
  },
);

test('every arrow says why and what to do instead, and none is a mere warning', () => {
  for (const { name, comment, severity } of arrows.forbidden) {
    expect(existsSync(`${fixtures}${name}`), name).toBe(true);
    expect(severity).toBe('error');
    expect(comment.split(/[.:] /).length, `${name}: a reason, and another way`).toBeGreaterThan(1);
  }
});
