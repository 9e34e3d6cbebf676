import { type CaseDocument, type DocumentKind, mostFileBytes } from '@attend/contracts/documents';
import { t } from '@lingui/core/macro';

export const kindWords = (kind: DocumentKind): string =>
  ({
    'court-paper': () => t`court paper`,
    letter: () => t`letter`,
    medical: () => t`medical evidence`,
    identity: () => t`identity`,
    agreement: () => t`signed agreement`,
    other: () => t`other`,
  })[kind]();

/** What may be chosen. What it is in truth is told by its content when it comes. */
export const acceptedFiles = 'image/jpeg,image/png,image/webp,application/pdf';
export const acceptedImages = 'image/jpeg,image/png,image/webp';

/** Null: it may be sent. */
export function fileTrouble(file: Pick<File, 'size'> | null): string | null {
  if (file === null) return t`Choose a file`;
  if (file.size === 0) return t`The file is empty`;
  const most = mostFileBytes / 1024 / 1024;
  return file.size > mostFileBytes ? t`The file is larger than ${most} MB` : null;
}

/** A name without its ending is often a title. */
export const titleOf = (fileName: string): string =>
  fileName.replace(/\.[A-Za-z0-9]{1,5}$/, '').slice(0, 200);

export const sizeOf = ({ type, bytes }: Pick<CaseDocument, 'type' | 'bytes'>): string => {
  const form = type === 'pdf' ? 'PDF' : t`image`;
  return bytes < 1_000_000
    ? `${form}, ${Math.max(1, Math.round(bytes / 1_000))} kB`
    : `${form}, ${(bytes / 1_000_000).toFixed(1)} MB`;
};

export type DocumentFields = {
  readonly kind: DocumentKind | '';
  readonly title: string;
  readonly dated: string;
};
export const documentEmpty: DocumentFields = { kind: '', title: '', dated: '' };

export function checkDocument({
  kind,
  title,
}: DocumentFields): Partial<Record<keyof DocumentFields, string>> {
  return {
    ...(kind === '' ? { kind: t`Choose what it is` } : {}),
    ...(title.trim() === '' ? { title: t`Say what it is, as others would look for it` } : {}),
  };
}
