import { globSync, readFileSync } from 'node:fs';
import { root } from '../run.ts';

/** One text file of the repository; `path` is relative to the root, with slashes. */
export type SourceFile = { readonly path: string; readonly text: string };

/** One place where something does not hold: the rule's name, and what was found there in a few words. */
export type Finding = {
  readonly path: string;
  readonly line: number | null;
  readonly rule: string;
  readonly says: string;
};

const ignored = ['node_modules', 'dist', 'data', '.git', '.vite', 'coverage'];
const readable = /\.(ts|tsx|js|mjs|css|sql|md|json|html|po|grit)$/;

/** Every text file that people write here, by path. What .gitignore leaves out is left out. */
export function readSources(): readonly SourceFile[] {
  return globSync('**/*', {
    cwd: root,
    withFileTypes: true,
    exclude: (entry) => ignored.includes(entry.name),
  })
    .filter((entry) => entry.isFile() && readable.test(entry.name))
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(root.length + 1))
    .filter((path) => path !== 'package-lock.json' && !path.startsWith('test/boundaries/fixtures/'))
    .sort()
    .map((path) => ({ path, text: readFileSync(`${root}/${path}`, 'utf8') }));
}

/** Tests, what only tests use, and what is measured beside the product. */
export function isTest(path: string): boolean {
  return /(^|\/)(test|testing|fixtures)\/|\.test\.tsx?$|(^|\/)testing[^/]*\.tsx?$/.test(path);
}

export function isCode(path: string): boolean {
  return /\.(ts|tsx|js|mjs)$/.test(path);
}

/** Rule by rule: why it is and what to do instead, once, then where it is broken. */
export function formatFindings(findings: readonly Finding[], why: Readonly<Record<string, string>>): string {
  const byRule = Object.entries(Object.groupBy(findings, ({ rule }) => rule));
  return byRule
    .map(([rule, found = []]) => {
      const places = found.map(
        ({ path, line, says }) => `  ${path}${line === null ? '' : `:${line}`}  ${says}`,
      );
      return [`${rule}: ${why[rule] ?? ''}`, ...places].join('\n');
    })
    .join('\n');
}
