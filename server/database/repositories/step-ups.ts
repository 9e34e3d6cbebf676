import type { KeyObject } from 'node:crypto';
import { randomUUIDv7 } from 'node:crypto';
import type { StepUpDecision, Tier } from '@attend/casework';
import { millis, type Queryable } from './queryable.ts';
import { openRow, type SealedForm, sealRow } from './sealed.ts';

export type StepUpWords = SealedForm<'step_up'>;
export type StepUpRow = {
  readonly id: string;
  readonly participantId: string;
  readonly from: Tier;
  readonly to: Tier;
  readonly clauseId: string;
  readonly askedAt: number;
  readonly askedBy: { readonly id: string; readonly name: string };
  readonly decidedAt: number | null;
  readonly decidedBy: string | null;
  readonly decision: StepUpDecision | null;
  readonly version: number;
  readonly said: StepUpWords | null;
};
const columns = `u.id, u.participant_id as "participantId", u.from_tier as "from", u.to_tier as "to", u.clause_id as "clauseId",
  ${millis('u.asked_at')} as "askedAt", json_build_object('id', a.id, 'name', a.name) as "askedBy", ${millis('u.decided_at')} as "decidedAt",
  (select d.name from staff d where d.id = u.decided_by) as "decidedBy", u.decision, u.version, u.sealed
from step_up u join staff a on a.id = u.asked_by`;
type Sealed = Omit<StepUpRow, 'said'> & { readonly sealed: Buffer };
export const openStepUp = (key: KeyObject | null, { sealed, ...row }: Sealed): StepUpRow => ({
  ...row,
  said: key === null ? null : openRow(key, 'step_up', row.id, sealed),
});

/** The latest first. */
export async function listStepUps(
  client: Queryable,
  key: KeyObject | null,
  person: string,
): Promise<StepUpRow[]> {
  const { rows } = await client.query<Sealed>({
    name: 'step-ups-of',
    text: `select ${columns} where u.participant_id = $1 order by u.asked_at desc, u.id desc limit 100`,
    values: [person],
  });
  return rows.map((row) => openStepUp(key, row));
}

/** Whose it is, before anything of it is opened. */
export async function lockStepUp(client: Queryable, id: string): Promise<Sealed | null> {
  const { rows } = await client.query<Sealed>(`select ${columns} where u.id = $1 for update of u`, [id]);
  return rows[0] ?? null;
}

/** Throws where one waits already (isTaken). */
export async function insertStepUp(
  client: Queryable,
  key: KeyObject,
  made: {
    readonly programmeId: string;
    readonly participantId: string;
    readonly from: Tier;
    readonly to: Tier;
    readonly clauseId: string;
    readonly by: string;
    readonly said: StepUpWords;
  },
): Promise<string> {
  const id = randomUUIDv7();
  await client.query(
    `insert into step_up (id, programme_id, participant_id, from_tier, to_tier, clause_id, asked_by, sealed) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ...[id, made.programmeId, made.participantId, made.from, made.to, made.clauseId, made.by],
      sealRow(key, 'step_up', id, made.said),
    ],
  );
  return id;
}

export async function writeStepUpDecision(
  client: Queryable,
  key: KeyObject,
  id: string,
  decided: { readonly decision: StepUpDecision; readonly by: string; readonly said: StepUpWords },
): Promise<void> {
  await client.query(
    `update step_up set decided_at = now(), decided_by = $2, decision = $3, sealed = $4, version = version + 1 where id = $1`,
    [id, decided.by, decided.decision, sealRow(key, 'step_up', id, decided.said)],
  );
}

/** Whoever asked for those that wait, by id. */
export async function loadAskers(client: Queryable, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await client.query<{ id: string; by: string }>({
    name: 'step-up-askers',
    text: 'select id, asked_by as by from step_up where id = any($1::uuid[])',
    values: [ids],
  });
  return new Map(rows.map(({ id, by }) => [id, by]));
}
