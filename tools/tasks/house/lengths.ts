import { type Finding, isCode, type SourceFile } from './files.ts';

/** No file of code has more lines than this. */
export const mostLines = 400;

/** Files that are one table of data, by name, with why they are not cut. None is so long now. */
export const dataTables: Readonly<Record<string, string>> = {};

export const whyLengths = {
  'file-length': `A file of more than ${mostLines} lines holds two things and hides both. Cut it where they part; a table of data is named in tools/tasks/house/lengths.ts, with why.`,
};

const measured = (path: string): boolean =>
  (isCode(path) || path.endsWith('.css')) && !path.includes('.generated.');

export function findLongFiles(files: readonly SourceFile[], tables = dataTables): readonly Finding[] {
  const long = files
    .filter(({ path }) => measured(path) && !(path in tables))
    .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
    .filter(({ lines }) => lines > mostLines)
    .map(({ path, lines }) => ({ path, line: null, rule: 'file-length', says: `${lines} lines` }));
  const present = new Set(files.map(({ path }) => path));
  const gone = Object.keys(tables)
    .filter((path) => !present.has(path))
    .map((path) => ({ path, line: null, rule: 'file-length', says: 'is excepted but not there' }));
  return [...long, ...gone];
}
