import { type StoredFile, storedFile } from '@attend/contracts/documents';
import type { Result } from '@attend/kernel';
import type { ApiFailure } from './failure.ts';
import { type ReadFile, request } from './request.ts';

/** Sends a file of a person; something is made of it by another request, which names it. */
export const sendFile = (person: string, file: Blob): Promise<Result<StoredFile, ApiFailure>> =>
  request(`/api/people/${person}/files`, storedFile, { method: 'POST', file });

/** As a download of the browser's own: no page of ours shows what somebody else made. */
export function saveFile({ content, name }: ReadFile): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
