import type { PersonOrder, VersionView } from '@attend/contracts/orders';
import { writtenFields } from '@attend/contracts/orders';
import { t } from '@lingui/core/macro';
import { clauseWords } from '../../ui/words/devices.ts';
import { missingWords, writtenWords } from './words.ts';

/** What a path of a difference means: `to`, `necessity`, `clauses.3`, `clauses.3.to`. */
export function pathWords(path: string): string {
  const [field = '', number = '', part] = path.split('.');
  if (field === 'clauses') {
    if (part === 'from') return t`Clause ${number}, beginning`;
    return part === 'to' ? t`Clause ${number}, end` : t`Clause ${number}`;
  }
  if (field === 'from') return t`Beginning`;
  const written = writtenFields.find((one) => one === field);
  if (written !== undefined) return writtenWords(written);
  return missingWords(field as Parameters<typeof missingWords>[0]);
}

export type Value = { readonly kind: 'instant' | 'text' | 'none'; readonly text: string };
/** One side of a difference: an instant, a clause's kind, or text. */
export function sideOf(path: string, value: string | null): Value {
  if (value === null) return { kind: 'none', text: '' };
  const [field, , part] = path.split('.');
  if (field === 'clauses' && part === undefined) return { kind: 'text', text: clauseWords(value) };
  const isInstant = field === 'from' || field === 'to' || field === 'reviewAt' || part !== undefined;
  return { kind: isInstant ? 'instant' : 'text', text: value };
}

export const draftOf = (order: PersonOrder): VersionView | null =>
  order.versions.find(({ version }) => version === order.draft?.version) ?? null;

/** The version in force, or that will be: to which a new agreement may be signed. */
export const standingOf = (order: PersonOrder): VersionView | null =>
  order.status === 'active' ? (order.versions.find(({ force }) => force !== null) ?? null) : null;

export const agreementStands = (order: PersonOrder): boolean =>
  order.versions.some(({ agreements }) => agreements.some(({ withdrawnAt }) => withdrawnAt === null));
