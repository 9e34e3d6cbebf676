import type { CaseloadKind } from '@attend/casework/caseload/forms';
import { type Failure, type Fault, fail, type Result } from '@attend/kernel';
import type { CaseloadContext } from '../caseload/context.ts';
import { type ExportPage, exportCaseload } from '../caseload/export.ts';
import { checkImport, commitImport, forgetImport, type ImportPlan } from '../caseload/run.ts';
import { addPart, beginImport, readStaged } from '../caseload/staging.ts';
import { transaction } from '../database/connect.ts';
import { type ImportRow, listImports } from '../database/repositories/caseload-imports.ts';
import { recordOperatorLooks } from '../database/repositories/operator-looks.ts';
import { listProgrammes } from '../database/repositories/programmes.ts';
import type { Queryable } from '../database/repositories/queryable.ts';
import { isTaken } from '../database/repositories/savepoint.ts';
import { contextOf, type Operator } from './operator.ts';

/** A programme that the operator brings a caseload into, or takes one out of. */
export type CaseloadPlace = { readonly operator: Operator; readonly programmeId: string };

const what = 'caseload';

/** Runs work on a caseload in a transaction of its own, with the walls that let an operator see one programme. */
export async function inCaseload<T>(
  { operator, programmeId }: CaseloadPlace,
  work: (context: CaseloadContext) => Promise<T>,
  more: Pick<CaseloadContext, 'pending'> & { readonly purpose?: string } = {},
): Promise<T> {
  const { purpose = 'import of a caseload', ...pending } = more;
  const programme = (await listProgrammes(operator.owner)).find(({ id }) => id === programmeId);
  const author = { programmeId, staffId: null, operator: operator.name, requestId: operator.requestId };
  return transaction(operator.app, contextOf(operator, programmeId), (client: Queryable) =>
    work({
      ...{ client, keyring: operator.keyring, author, timezone: programme?.timezone ?? 'UTC' },
      ...{ reach: { programmeId, whole: true, keys: [programmeId] }, now: Date.now(), ...pending },
      look: (participants) =>
        recordOperatorLooks(client, { programmeId, participants, operator: operator.name, what, purpose }),
      passOver: () => {},
    }),
  );
}

export type StagedFile = {
  readonly kind: CaseloadKind;
  readonly name: string;
  readonly fingerprint: string;
  /** The file's text in parts, from its beginning. */
  readonly parts: () => AsyncIterable<string>;
};

/** IMP-2: stages what is not staged of the file yet; each part in a transaction of its own, so that what breaks off goes on. */
export async function stageFile(place: CaseloadPlace, file: StagedFile): Promise<Result<ImportRow, Fault>> {
  let row = await inCaseload(place, (context) => beginImport(context, file));
  const add = async (from: number, text: string, last: boolean): Promise<Result<ImportRow, Fault>> =>
    inCaseload(place, (context) => addPart(context, row.id, { from, text, last }));
  let at = 0;
  for await (const part of file.parts()) {
    const end = at + part.length;
    if (row.state === 'staging' && end > row.characters) {
      const added = await add(row.characters, part.slice(row.characters - at), false);
      if (!added.ok) return added;
      row = added.value;
    }
    at = end;
  }
  return row.state === 'staging' ? add(row.characters, '', true) : { ok: true, value: row };
}

/** What is staged of this sender and not in yet, of people and offices: a dry run of the later files counts with them. */
export async function readPending(
  place: CaseloadPlace,
  rows: readonly ImportRow[],
): Promise<NonNullable<CaseloadContext['pending']>> {
  const named = async (kind: CaseloadKind, column: string): Promise<ReadonlySet<string>> => {
    const names = new Set<string>();
    for (const { id } of rows.filter((row) => row.kind === kind))
      await inCaseload(place, async (context) => {
        for await (const { records } of readStaged(context, id))
          for (const { values } of records) names.add(values[column]?.trim() ?? '');
      });
    return names;
  };
  return { people: await named('people', 'reference'), offices: await named('offices', 'name') };
}

export const checkFile = (
  place: CaseloadPlace,
  id: string,
  pending?: NonNullable<CaseloadContext['pending']>,
): Promise<Result<ImportPlan, Fault>> =>
  inCaseload(place, (context) => checkImport(context, id), pending === undefined ? {} : { pending });

/** Ends the transaction of a file that did not go in. */
class NotIn extends Error {
  readonly result: Result<never, Fault>;
  constructor(result: Result<never, Fault>) {
    super('a file did not go in');
    this.result = result;
  }
}

/** A device is known by its number to every programme of this machine. */
const takenElsewhere: Failure = {
  code: 'conflict',
  message:
    'A number in this file is taken on this machine, by another programme or meanwhile. Nothing was written.',
};

export async function commitFile(
  place: CaseloadPlace,
  id: string,
  plan: string,
): Promise<Result<ImportPlan, Fault>> {
  try {
    const done = await inCaseload(place, async (context) => {
      const result = await commitImport(context, id, plan);
      if (!result.ok) throw new NotIn(result);
      return result;
    });
    forgetImport(place.operator, id);
    return done;
  } catch (thrown) {
    if (thrown instanceof NotIn) return thrown.result;
    if (isTaken(thrown)) return fail(takenElsewhere);
    throw thrown;
  }
}

export const listCaseloadImports = (place: CaseloadPlace, limit: number): Promise<ImportRow[]> =>
  inCaseload(place, ({ client }) => listImports(client, place.programmeId, limit));

/** IMP-9: a file's lines, a page at a time; each page in a transaction of its own with the record of whom it shows. */
export async function* exportFile(
  place: CaseloadPlace,
  kind: CaseloadKind,
  purpose: string,
): AsyncGenerator<string> {
  for (let after: string | null = null, isFirst = true; isFirst || after !== null; isFirst = false) {
    const from: string | null = after;
    const page: ExportPage = await inCaseload(place, (context) => exportCaseload(context, kind, from), {
      purpose,
    });
    yield page.text;
    after = page.next;
  }
}
