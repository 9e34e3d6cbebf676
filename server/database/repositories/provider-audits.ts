import { randomUUIDv7 } from 'node:crypto';
import type { AuditKind, Finding } from '@attend/casework';
import type { Named } from './provider-contracts.ts';
import { instantOf, millis, type Queryable } from './queryable.ts';
import { isReached, type Reach } from './reach.ts';

export type AuditRow = {
  readonly id: string;
  readonly provider: Named;
  readonly kind: AuditKind;
  readonly month: string;
  readonly seed: string;
  readonly population: number;
  readonly populationHash: string;
  readonly size: number;
  readonly drawnAt: number;
  readonly drawnBy: string;
  readonly closedAt: number | null;
  readonly closedBy: string | null;
  readonly version: number;
};
const columns = `select a.id, json_build_object('id', v.id, 'name', v.name) as provider, a.kind, to_char(a.month, 'YYYY-MM') as month, a.seed, a.population,
    a.population_hash as "populationHash", a.size, ${millis('a.drawn_at')} as "drawnAt", s.name as "drawnBy", ${millis('a.closed_at')} as "closedAt",
    (select c.name from staff c where c.id = a.closed_by) as "closedBy", a.version
  from provider_audit a join provider v on v.id = a.provider_id join staff s on s.id = a.drawn_by`;

export async function listAudits(client: Queryable, provider: string): Promise<AuditRow[]> {
  const { rows } = await client.query<AuditRow>(
    `${columns} where a.provider_id = $1 order by a.drawn_at desc, a.id desc limit 100`,
    [provider],
  );
  return rows;
}
export async function findAudit(client: Queryable, id: string): Promise<AuditRow | null> {
  const { rows } = await client.query<AuditRow>(`${columns} where a.id = $1`, [id]);
  return rows[0] ?? null;
}
export async function lockAudit(client: Queryable, id: string): Promise<AuditRow | null> {
  const { rows } = await client.query<AuditRow>(`${columns} where a.id = $1 for update of a`, [id]);
  return rows[0] ?? null;
}
/** Of a sample, whoever the actor sees of it: how many were found what. */
export async function countFindings(client: Queryable, id: string): Promise<(Finding | null)[]> {
  const { rows } = await client.query<{ finding: Finding | null; cases: number }>({
    name: 'audit-findings',
    text: 'select finding, cases from count_audit_findings($1)',
    values: [id],
  });
  return rows.flatMap(({ finding, cases }) => Array.from({ length: cases }, () => finding));
}

export async function insertAudit(
  client: Queryable,
  made: Omit<AuditRow, 'provider' | 'drawnAt' | 'drawnBy' | 'closedAt' | 'closedBy' | 'version'> & {
    readonly programmeId: string;
    readonly providerId: string;
    readonly by: string;
  },
  sample: readonly { readonly id: string; readonly participantId: string; readonly at: number }[],
): Promise<void> {
  await client.query(
    `insert into provider_audit (id, programme_id, provider_id, kind, month, seed, population, population_hash, size, drawn_by)
     values ($1, $2, $3, $4, ($5 || '-01')::date, $6, $7, $8, $9, $10)`,
    [
      ...[made.id, made.programmeId, made.providerId, made.kind, made.month, made.seed],
      ...[made.population, made.populationHash, made.size, made.by],
    ],
  );
  for (const [at, one] of sample.entries())
    await client.query(
      `insert into provider_audit_case (id, programme_id, participant_id, audit_id, provider_id, place, case_id, case_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        ...[randomUUIDv7(), made.programmeId, one.participantId, made.id, made.providerId],
        ...[at + 1, one.id, instantOf(one.at)],
      ],
    );
}
export async function closeAudit(client: Queryable, id: string, by: string): Promise<void> {
  await client.query(
    'update provider_audit set closed_at = now(), closed_by = $2, version = version + 1 where id = $1',
    [id, by],
  );
}

export type SampledRow = {
  readonly id: string;
  readonly participantId: string;
  readonly auditId: string;
  readonly kind: AuditKind;
  readonly month: string;
  readonly isClosed: boolean;
  readonly place: number;
  readonly caseId: string;
  readonly at: number;
  readonly finding: Finding | null;
  readonly foundAt: number | null;
  readonly foundBy: string | null;
  readonly sealed: Buffer | null;
  readonly answeredAt: number | null;
  readonly answeredBy: string | null;
  readonly answerSealed: Buffer | null;
  readonly version: number;
};
const sampled = `select c.id, c.participant_id as "participantId", c.audit_id as "auditId", a.kind, to_char(a.month, 'YYYY-MM') as month,
    a.closed_at is not null as "isClosed", c.place, c.case_id as "caseId", ${millis('c.case_at')} as at, c.finding, ${millis('c.found_at')} as "foundAt",
    (select s.name from staff s where s.id = c.found_by) as "foundBy", c.sealed, ${millis('c.answered_at')} as "answeredAt",
    (select s.name from staff s where s.id = c.answered_by) as "answeredBy", c.answer_sealed as "answerSealed", c.version
  from provider_audit_case c join provider_audit a on a.id = c.audit_id join participant p on p.id = c.participant_id`;
const reached = (whole: string, keys: string): string =>
  `p.entered_in_error_at is null and (${whole}::boolean or ${isReached('p', keys)})`;

export async function listSampled(client: Queryable, reach: Reach, audit: string): Promise<SampledRow[]> {
  const { rows } = await client.query<SampledRow>(
    `${sampled} where c.audit_id = $1 and ${reached('$2', '$3')} order by c.place`,
    [audit, reach.whole, reach.keys],
  );
  return rows;
}
/** Findings of the actor's own provider about people within reach; what is not answered first. */
export async function listOwnFindings(client: Queryable, reach: Reach, limit: number): Promise<SampledRow[]> {
  const { rows } = await client.query<SampledRow>(
    `${sampled} where c.provider_id = acting_provider() and c.finding is not null and ${reached('$1', '$2')}
     order by c.answered_at is not null, c.found_at desc, c.id limit $3`,
    [reach.whole, reach.keys, limit],
  );
  return rows;
}
/** Locked until the transaction ends. */
export async function lockSampled(client: Queryable, id: string): Promise<SampledRow | null> {
  const { rows } = await client.query<SampledRow>(`${sampled} where c.id = $1 for update of c`, [id]);
  return rows[0] ?? null;
}
export async function writeFinding(
  client: Queryable,
  id: string,
  finding: Finding,
  by: string,
  sealed: Buffer,
): Promise<void> {
  await client.query(
    'update provider_audit_case set finding = $2, found_at = now(), found_by = $3, sealed = $4, version = version + 1 where id = $1',
    [id, finding, by, sealed],
  );
}
export async function writeAnswer(client: Queryable, id: string, by: string, sealed: Buffer): Promise<void> {
  await client.query(
    'update provider_audit_case set answered_at = now(), answered_by = $2, answer_sealed = $3, version = version + 1 where id = $1',
    [id, by, sealed],
  );
}

/** Of somebody who has left the provider: no name, no case, and an id that is for their key alone. */
export type LeftRow = Omit<SampledRow, 'isClosed' | 'caseId'>;
/** Each reading is on the person's record by the function itself: migration 0068. `id`: that one, locked. */
export async function listLeftFindings(
  client: Queryable,
  id: string | null,
  limit: number,
): Promise<LeftRow[]> {
  const { rows } = await client.query<LeftRow>(
    `select f.id, f.of_person as "participantId", f.audit_id as "auditId", f.kind, f.month, f.place, ${millis('f.case_at')} as at, f.finding,
       ${millis('f.found_at')} as "foundAt", f.found_by as "foundBy", f.sealed, ${millis('f.answered_at')} as "answeredAt",
       f.answered_by as "answeredBy", f.answer_sealed as "answerSealed", f.version
     from left_findings($1, $2) f`,
    [id, limit],
  );
  return rows;
}
/** False: it is not theirs to answer, or was answered meanwhile. */
export async function answerLeftFinding(
  client: Queryable,
  id: string,
  version: number,
  sealed: Buffer,
): Promise<boolean> {
  const { rows } = await client.query<{ answered: boolean }>(
    'select answer_left_finding($1, $2, $3) as answered',
    [id, version, sealed],
  );
  return rows[0]?.answered ?? false;
}
