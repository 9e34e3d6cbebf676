import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { root, run } from '../../tools/tasks/run.ts';

const fixture = fileURLToPath(new URL('fixtures/pure-without-types', import.meta.url));

test('pure code that names a browser or Node, or trusts an index, does not compile', async () => {
  // Inside the repository, so that the configuration's own relative paths hold.
  const tree = mkdtempSync(join(root, 'node_modules', '.attend-types-'));
  try {
    cpSync(fixture, tree, { recursive: true });
    writeFileSync(
      join(tree, 'tsconfig.json'),
      JSON.stringify({ extends: '../../packages/tsconfig.json', include: ['packages/**/*.ts'], exclude: [] }),
    );
    const { output } = await run('tsc', ['-p', tree, '--pretty', 'false']);
    const found = output
      .split('\n')
      .map((line) => /([^/]+)\.ts\(\d+,\d+\): error TS(\d+)/.exec(line))
      .flatMap((match) => (match === null ? [] : [`${match[1]} ${match[2]}`]));
    // 2584 and 2591: a name that only the browser's or Node's types have; 2322: undefined where a string is promised.
    expect(found.sort()).toEqual(['wrong-browser 2584', 'wrong-node 2591', 'wrong-unchecked 2322']);
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
});
