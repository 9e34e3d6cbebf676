import type { CaseloadKind, CaseloadStepKind } from '@attend/casework/caseload/forms';
import { insertRows } from './insert-rows.ts';
import { millis, type Queryable } from './queryable.ts';

export type ImportState = 'staging' | 'staged' | 'committed' | 'given-up';
export type ImportRow = {
  readonly id: string;
  readonly kind: CaseloadKind;
  readonly name: string;
  readonly fingerprint: string;
  readonly state: ImportState;
  /** Of the file, from its beginning, as they are staged. */
  readonly characters: number;
  readonly lines: number;
  readonly records: number;
  readonly parts: number;
  readonly sealed: Buffer | null;
  readonly begunAt: number;
  readonly endedAt: number | null;
  readonly counts: Readonly<Record<CaseloadStepKind, number>> | null;
};

const columns = `id, kind, name, fingerprint, state, characters::float8 as characters, lines, records, parts, sealed,
  ${millis('begun_at')} as "begunAt", ${millis('ended_at')} as "endedAt", counts from caseload_import`;

export type Sender = {
  readonly programmeId: string;
  readonly staffId: string | null;
  readonly operator: string | null;
};

export async function insertImport(
  client: Queryable,
  sender: Sender,
  made: Pick<ImportRow, 'id' | 'kind' | 'name' | 'fingerprint'>,
): Promise<void> {
  await client.query(
    `insert into caseload_import (id, programme_id, kind, name, fingerprint, staff_id, operator) values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      ...[made.id, sender.programmeId, made.kind, made.name, made.fingerprint],
      ...[sender.staffId, sender.operator],
    ],
  );
}

/** The sender's own of this file that is not in yet. */
export async function findOpenImport(
  client: Queryable,
  sender: Sender,
  kind: CaseloadKind,
  fingerprint: string,
): Promise<ImportRow | null> {
  const { rows } = await client.query<ImportRow>(
    `select ${columns} where programme_id = $1 and kind = $2 and fingerprint = $3 and ended_at is null
       and staff_id is not distinct from $4::uuid and operator is not distinct from $5 for update`,
    [sender.programmeId, kind, fingerprint, sender.staffId, sender.operator],
  );
  return rows[0] ?? null;
}

/** Locked until the transaction ends: parts follow each other. */
export async function lockImport(client: Queryable, id: string): Promise<ImportRow | null> {
  const { rows } = await client.query<ImportRow>(`select ${columns} where id = $1 for update`, [id]);
  return rows[0] ?? null;
}

/** The latest first. */
export async function listImports(
  client: Queryable,
  programmeId: string,
  limit: number,
): Promise<ImportRow[]> {
  const { rows } = await client.query<ImportRow>(
    `select ${columns} where programme_id = $1 order by begun_at desc limit $2`,
    [programmeId, limit],
  );
  return rows;
}

export type Progress = Pick<ImportRow, 'state' | 'characters' | 'lines' | 'records' | 'parts' | 'sealed'>;

export async function writeProgress(client: Queryable, id: string, to: Progress): Promise<void> {
  await client.query(
    `update caseload_import set state = $2, characters = $3, lines = $4, records = $5, parts = $6, sealed = $7 where id = $1`,
    [id, to.state, to.characters, to.lines, to.records, to.parts, to.sealed],
  );
}

export async function insertPart(
  client: Queryable,
  programmeId: string,
  part: { readonly importId: string; readonly part: number; readonly sealed: Buffer },
): Promise<void> {
  const columns = { import_id: 'uuid', programme_id: 'uuid', part: 'integer', sealed: 'bytea' };
  const row = { import_id: part.importId, programme_id: programmeId, part: part.part, sealed: part.sealed };
  await insertRows(client, 'caseload_rows', columns, [row]);
}

/** Null: there are no more. */
export async function readPart(client: Queryable, importId: string, part: number): Promise<Buffer | null> {
  const { rows } = await client.query<{ sealed: Buffer }>(
    'select sealed from caseload_rows where import_id = $1 and part = $2',
    [importId, part],
  );
  return rows[0]?.sealed ?? null;
}

/** What was staged is gone with it. */
export async function endImport(
  client: Queryable,
  id: string,
  state: 'committed' | 'given-up',
  counts: Readonly<Record<CaseloadStepKind, number>> | null,
): Promise<void> {
  await client.query('delete from caseload_rows where import_id = $1', [id]);
  await client.query(
    'update caseload_import set state = $2, ended_at = now(), counts = $3, sealed = null where id = $1',
    [id, state, counts === null ? null : JSON.stringify(counts)],
  );
}

/** As the owner's role, of every programme: files that were begun before an instant and are not in. Answers their ids. */
export async function giveUpOld(client: Queryable, before: number): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `with old as (update caseload_import set state = 'given-up', ended_at = now(), sealed = null
       where ended_at is null and begun_at < $1 returning id),
       gone as (delete from caseload_rows where import_id in (select id from old))
     select id from old`,
    [new Date(before)],
  );
  return rows.map(({ id }) => id);
}

/** One file of a programme goes in at a time: what stands is read and then written. */
export async function lockCaseload(client: Queryable, programmeId: string): Promise<void> {
  await client.query(`select pg_advisory_xact_lock(hashtextextended('caseload/' || $1, 0))`, [programmeId]);
}
