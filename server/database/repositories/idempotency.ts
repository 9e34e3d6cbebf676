import type { Queryable } from './queryable.ts';

/** Whose write a key names. */
export type WriteKey = { readonly programmeId: string; readonly actor: string; readonly key: string };
export type FirstAnswer = {
  readonly request_hash: Buffer;
  readonly status: number;
  /** Null: its answer held a secret that is shown once. */
  readonly response: Buffer | null;
  /** Under whose key the response is; null: the programme's. */
  readonly participant_id: string | null;
  /** Of several: under all their keys together. */
  readonly participant_ids: readonly string[] | null;
};

/**
 * Takes the key for this transaction; null: it is ours. Else what was answered the first time, where a repeat at the same
 * moment waits for the first to end.
 */
export async function claimWriteKey(
  client: Queryable,
  { programmeId, actor, key }: WriteKey,
  route: string,
  requestHash: Buffer,
): Promise<FirstAnswer | null> {
  await client.query(
    `delete from idempotency_key where programme_id = $1 and actor = $2 and at < now() - interval '1 day'`,
    [programmeId, actor],
  );
  const { rowCount } = await client.query(
    `insert into idempotency_key (programme_id, actor, key, route, request_hash, status)
     values ($1, $2, $3, $4, $5, 0) on conflict do nothing`,
    [programmeId, actor, key, route, requestHash],
  );
  if (rowCount === 1) return null;
  const { rows } = await client.query<FirstAnswer>(
    'select request_hash, status, response, participant_id, participant_ids from idempotency_key where programme_id = $1 and actor = $2 and key = $3',
    [programmeId, actor, key],
  );
  return rows[0] ?? null;
}

export async function keepAnswer(
  client: Queryable,
  { programmeId, actor, key }: WriteKey,
  status: number,
  response: Buffer | null,
  people: readonly string[],
): Promise<void> {
  await client.query(
    `update idempotency_key set status = $4, response = $5, participant_id = $6, participant_ids = $7
     where programme_id = $1 and actor = $2 and key = $3`,
    [
      ...[programmeId, actor, key, status, response],
      ...[people.length === 1 ? people[0] : null, people.length > 1 ? people : null],
    ],
  );
}
