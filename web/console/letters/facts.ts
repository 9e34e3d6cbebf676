import type { LetterPreview } from '@attend/contracts/letters';
import { t } from '@lingui/core/macro';
import type { Stands } from '../shell/stands.tsx';
import { nameWords } from './view.ts';

/** The words of a letter as its template has them: what changes where somebody publishes another version of it. */
export const previewStands = ({ version, title, body, ask }: LetterPreview): Stands => ({
  version,
  facts: {
    title,
    ask: ask.map(({ name }) => nameWords(name)),
    ...Object.fromEntries(body.map(({ text }, at) => [String(at + 1), text])),
  },
  name: (field) => {
    if (field === 'title') return t`Title`;
    return field === 'ask' ? t`What is asked for` : t`Paragraph ${field}`;
  },
});
