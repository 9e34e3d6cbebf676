import { type Finding, isCode, type SourceFile } from './files.ts';

/** Words that say where something was put, not what it is. */
const emptyWord = /^(utils?|helpers?|managers?|base|common|misc|shared|stuff)$/i;
/** The same as a part of an exported name: `AlertManager`, `readUtils`. */
const emptyPart = /(Utils?|Helpers?|Managers?|Misc|Stuff)$|^Base[A-Z]/;
const exported =
  /^export (?:default )?(?:async )?(?:const|let|function|class|type|interface) ([A-Za-z_$][\w$]*)/;

export const whyNames = {
  'empty-name':
    'Such a name collects whatever has no place. Name the thing for what it is, in words of docs/vocabulary.md, and put it where that belongs.',
};

function findInPath({ path }: SourceFile): readonly Finding[] {
  return path
    .split('/')
    .flatMap((part) => part.split('.')[0]?.split(/[-_]/) ?? [])
    .filter((word) => emptyWord.test(word))
    .map((word) => ({ path, line: null, rule: 'empty-name', says: `«${word}»` }));
}

function findInCode({ path, text }: SourceFile): readonly Finding[] {
  return text.split('\n').flatMap((content, index) => {
    const name = exported.exec(content)?.[1];
    if (name === undefined || !emptyPart.test(name)) return [];
    return [{ path, line: index + 1, rule: 'empty-name', says: `«${name}»` }];
  });
}

/** DESIGN's norm: no `utils`, `helpers`, `manager`, `base`, `common`. */
export function findEmptyNames(files: readonly SourceFile[]): readonly Finding[] {
  return files
    .filter(({ path }) => isCode(path) || path.endsWith('.sql'))
    .flatMap((file) => [...findInPath(file), ...findInCode(file)]);
}
