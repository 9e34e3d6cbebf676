import { randomUUID } from 'node:crypto';
import type { CaseloadFault, CaseloadKind, CaseloadRecord } from '@attend/casework/caseload/forms';
import { type Failure, fail, type Result, succeed } from '@attend/kernel';
import {
  endImport,
  findOpenImport,
  type ImportRow,
  insertImport,
  insertPart,
  lockImport,
  readPart,
  writeProgress,
} from '../database/repositories/caseload-imports.ts';
import { sealJson, unsealJson } from '../keys/seal.ts';
import type { CaseloadContext } from './context.ts';
import { readRecords, type Standing } from './read-records.ts';

/** Characters of a part at most. */
export const mostPartCharacters = 1_000_000;

/** The keyring's owner of what is staged of one file: destroyed once the file is in or given up. */
export const importKey = (id: string): string => `import/${id}`;
const headIdentity = (id: string): string => `caseload_import/${id}`;
const partIdentity = (id: string, part: number): string => `caseload_rows/${id}/${part}`;

export const noSuchImport: Failure = { code: 'not-found', message: 'There is no such import here.' };
const ended: Failure = { code: 'already-decided', message: 'This file is in already, or was given up.' };

type Staged = { readonly records: readonly CaseloadRecord[]; readonly faults: readonly CaseloadFault[] };

/** IMP-2: the file's import, begun or gone on with: what is staged of it already need not be sent again. */
export async function beginImport(
  { client, keyring, author }: CaseloadContext,
  file: { readonly kind: CaseloadKind; readonly name: string; readonly fingerprint: string },
): Promise<ImportRow> {
  const standing = await findOpenImport(client, author, file.kind, file.fingerprint);
  if (standing !== null) return standing;
  const id = randomUUID();
  keyring.create(importKey(id));
  await insertImport(client, author, { id, ...file });
  const made = await lockImport(client, id);
  if (made === null) throw new Error('an import was not made');
  return made;
}

/**
 * IMP-2: the next part of a file. `from`: the characters that stand before it; where others are staged by now nothing is done, and what is
 * staged is answered. In one transaction, so that a part is staged whole or not at all.
 */
export async function addPart(
  { client, keyring, author }: CaseloadContext,
  id: string,
  part: { readonly from: number; readonly text: string; readonly last: boolean },
): Promise<Result<ImportRow>> {
  const row = await lockImport(client, id);
  if (row === null) return fail(noSuchImport);
  if (row.endedAt !== null) return fail(ended);
  if (row.state === 'staged' || row.characters !== part.from) return succeed(row);
  const key = keyring.create(importKey(id));
  const standing: Standing =
    row.sealed === null
      ? { head: null, rest: '', lines: 0 }
      : (unsealJson(key, headIdentity(id), row.sealed) as Standing);
  const { head, rest, lines, records, faults } = readRecords(row.kind, standing, part.text, part.last);
  const isEmpty = part.last && head === null;
  const staged: Staged = {
    records,
    faults: isEmpty ? [{ line: 1, column: null, code: 'empty', message: 'The file is empty.' }] : faults,
  };
  const hasAny = records.length + staged.faults.length > 0;
  if (hasAny) {
    const sealed = sealJson(key, partIdentity(id, row.parts), staged);
    await insertPart(client, author.programmeId, { importId: id, part: row.parts, sealed });
  }
  await writeProgress(client, id, {
    state: part.last ? 'staged' : 'staging',
    characters: row.characters + part.text.length,
    lines,
    records: row.records + records.length,
    parts: row.parts + (hasAny ? 1 : 0),
    sealed: sealJson(key, headIdentity(id), { head, rest, lines } satisfies Standing),
  });
  const after = await lockImport(client, id);
  return after === null ? fail(noSuchImport) : succeed(after);
}

/** What is staged, a part at a time, in the file's order. */
export async function* readStaged(
  { client, keyring }: Pick<CaseloadContext, 'client' | 'keyring'>,
  id: string,
): AsyncGenerator<Staged> {
  const key = keyring.create(importKey(id));
  for (let part = 0; ; part += 1) {
    const sealed = await readPart(client, id, part);
    if (sealed === null) return;
    yield unsealJson(key, partIdentity(id, part), sealed) as Staged;
  }
}

/** Nothing of the file is kept but that it was there. */
export async function giveUp({ client }: CaseloadContext, id: string): Promise<Result<ImportRow>> {
  const row = await lockImport(client, id);
  if (row === null) return fail(noSuchImport);
  if (row.endedAt !== null) return fail(ended);
  await endImport(client, id, 'given-up', null);
  const after = await lockImport(client, id);
  return after === null ? fail(noSuchImport) : succeed(after);
}
