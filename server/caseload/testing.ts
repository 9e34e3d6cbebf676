import type { CaseloadKind } from '@attend/casework/caseload/forms';
import type { Fault, Result } from '@attend/kernel';
import type { Keyring } from '@attend/server/keys/keyring';
import type { TestDatabase } from '../database/testing.ts';
import { type CaseloadPlace, checkFile, commitFile, exportFile, stageFile } from '../operator/caseload.ts';
import type { ImportPlan } from './run.ts';

/** An operator on a test's database, as a command has one. */
export function placeOf(database: TestDatabase, keyring: Keyring, programmeId: string): CaseloadPlace {
  const pools = { owner: database.pool('owner'), app: database.pool('app') };
  return {
    operator: { ...pools, name: 'test', requestId: 'test', keyring, close: async () => {} },
    programmeId,
  };
}

let count = 0;

/** Stages a text; parts of so many characters. Answers the import's id. */
export async function stageText(
  place: CaseloadPlace,
  kind: CaseloadKind,
  text: string,
  { characters = 1_000_000, fingerprint }: { characters?: number; fingerprint?: string } = {},
): Promise<string> {
  count += 1;
  async function* parts(): AsyncGenerator<string> {
    for (let at = 0; at < text.length; at += characters) yield text.slice(at, at + characters);
  }
  const name = `${kind}.csv`;
  const staged = await stageFile(place, { kind, name, fingerprint: fingerprint ?? `text ${count}`, parts });
  if (!staged.ok) throw new Error(staged.error.message);
  return staged.value.id;
}

export async function checkText(place: CaseloadPlace, kind: CaseloadKind, text: string): Promise<ImportPlan> {
  return planOf(await checkFile(place, await stageText(place, kind, text)));
}

/** Stages, checks and commits. */
export async function importText(
  place: CaseloadPlace,
  kind: CaseloadKind,
  text: string,
): Promise<ImportPlan> {
  const id = await stageText(place, kind, text);
  const { plan } = planOf(await checkFile(place, id));
  return planOf(await commitFile(place, id, plan));
}

function planOf(result: Result<ImportPlan, Fault>): ImportPlan {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

export async function exportText(place: CaseloadPlace, kind: CaseloadKind): Promise<string> {
  let text = '';
  for await (const page of exportFile(place, kind, 'a test')) text += page;
  return text;
}
