import {
  type CaseloadImport,
  type CaseloadKind,
  caseloadImport,
  mostPartCharacters,
} from '@attend/contracts/caseload';
import type { Result } from '@attend/kernel';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { request } from '../../ui/api/request.ts';
import { readText } from '../../ui/read-text.ts';

/** By which the server knows a file again. Where the browser hashes nothing (no secure context), its name, length and date. */
export async function fingerprintOf(file: File, text: string): Promise<string> {
  if (crypto.subtle === undefined) return `${file.size}/${file.lastModified}/${file.name}`.slice(0, 100);
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Where a part that begins at `from` ends: no character is cut in two. */
export function endOfPart(text: string, from: number, most = mostPartCharacters): number {
  const end = Math.min(text.length, from + most);
  const last = text.charCodeAt(end - 1);
  return end < text.length && last >= 0xd800 && last <= 0xdbff ? end - 1 : end;
}

/** Sends what the server does not have of the file yet. `tell`: how much of it is there, from 0 to 1. */
export async function upload(
  file: File,
  kind: CaseloadKind,
  tell: (part: number) => void,
): Promise<Result<CaseloadImport, ApiFailure>> {
  const text = await readText(file);
  const fingerprint = await fingerprintOf(file, text);
  let answer = await request('/api/caseload-imports', caseloadImport, {
    method: 'POST',
    body: { kind, name: file.name.slice(0, 200), fingerprint },
  });
  while (answer.ok && answer.value.state === 'staging') {
    const from = answer.value.characters;
    tell(text.length === 0 ? 1 : from / text.length);
    const end = endOfPart(text, from);
    answer = await request(`/api/caseload-imports/${answer.value.id}/parts`, caseloadImport, {
      method: 'POST',
      body: { from, text: text.slice(from, end), last: end === text.length },
    });
  }
  return answer;
}
