import type { LetterTemplateVersion } from '@attend/contracts/letter-templates';
import { t } from '@lingui/core/macro';
import { plainText } from '../shell/meanwhile.tsx';
import type { Stands } from '../shell/stands.tsx';
import { type BlockFields, statusWords } from './view.ts';

export const wordsOf = (field: string): string =>
  ({ status: t`Standing`, title: t`Title of the letter`, name: t`Name` })[field] ?? t`What it says`;

/** Parts one after the other, without what kind each is. */
export const bodyText = (field: string, value: unknown): string =>
  field === 'body' && Array.isArray(value)
    ? value.map(({ text }: BlockFields) => text).join(' ¶ ')
    : plainText(field, value);

/** What of a version somebody else may change while it is read. */
export const versionStands = ({ revision, status, title, body }: LetterTemplateVersion): Stands => ({
  ...{ version: revision, facts: { status: statusWords(status), title, body } },
  ...{ name: wordsOf, text: bodyText },
});
