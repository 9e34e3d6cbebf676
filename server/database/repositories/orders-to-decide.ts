import type { PromptKind } from '@attend/casework';
import type { ZoneConditionKind } from '@attend/kernel';
import type { Keyring } from '@attend/server/keys/keyring';
import { millis, type Queryable } from './queryable.ts';
import { isReached, type Reach } from './reach.ts';
import { openRow } from './sealed.ts';

type About = {
  readonly id: string;
  readonly participantId: string;
  readonly orderId: string;
  readonly reference: string;
};
export type OpenPrompt = About & {
  readonly kind: PromptKind;
  readonly dueAt: number;
  readonly atRiskFrom: number | null;
  readonly evidence: string | null;
};
export type OpenDraft = About & { readonly version: number; readonly since: number; readonly mine: boolean };
export type AskedException = Omit<About, 'orderId'> & {
  readonly revision: number;
  readonly kind: ZoneConditionKind;
  readonly from: number;
  readonly to: number;
  readonly reason: string;
};

/** Whose, within reach; `$1` is the programme, `$2` whether everybody is reached, `$3` keys, `$4` how many. */
const reached = `join participant p on p.id = o.participant_id and p.programme_id = $1 and p.entered_in_error_at is null
  and ($2 or ${isReached('p', '$3')})`;
const valuesOf = (reach: Reach, limit: number): unknown[] => [
  reach.programmeId,
  reach.whole,
  reach.keys,
  limit,
];

/** ORD-23: evidence of harm first, then what is due first. */
export async function listOpenPrompts(
  client: Queryable,
  keyring: Keyring,
  reach: Reach,
  limit: number,
): Promise<OpenPrompt[]> {
  const { rows } = await client.query<Omit<OpenPrompt, 'evidence'> & { sealed: Buffer | null }>({
    name: 'open-prompts',
    text: `select q.id, q.participant_id as "participantId", o.id as "orderId", o.reference, q.kind, ${millis('q.due_at')} as "dueAt",
        ${millis('q.at_risk_from')} as "atRiskFrom", q.sealed
      from order_prompt q join supervision_order o on o.id = q.order_id ${reached}
      where q.programme_id = $1 and q.decided_at is null and q.closed_at is null
      order by q.kind <> 'medical', q.due_at, q.id limit $4`,
    values: valuesOf(reach, limit),
  });
  return rows.map(({ sealed, ...row }) => {
    const key = sealed === null ? null : keyring.find(row.participantId);
    const said = key === null || sealed === null ? null : openRow(key, 'order_prompt', row.id, sealed);
    return { ...row, evidence: said?.evidence ?? null };
  });
}

/** Those that nobody has approved yet, the longest waiting first. */
export async function listOpenDrafts(
  client: Queryable,
  reach: Reach,
  limit: number,
  staffId: string,
): Promise<OpenDraft[]> {
  const { rows } = await client.query<OpenDraft>({
    name: 'open-drafts',
    text: `select v.id, o.participant_id as "participantId", o.id as "orderId", o.reference, v.version, ${millis('v.created_at')} as since,
        $5 = any(v.authors) as mine
      from order_version v join supervision_order o on o.id = v.order_id ${reached}
      where v.programme_id = $1 and v.effective_at is null and v.discarded_at is null and o.status <> 'ended' and o.entered_in_error_at is null
      order by v.created_at, v.id limit $4`,
    values: [...valuesOf(reach, limit), staffId],
  });
  return rows;
}

export async function listAskedExceptions(
  client: Queryable,
  keyring: Keyring,
  reach: Reach,
  limit: number,
): Promise<AskedException[]> {
  const { rows } = await client.query<Omit<AskedException, 'reason'> & { sealed: Buffer }>({
    name: 'asked-exceptions',
    text: `select e.id, o.participant_id as "participantId", o.reference, e.revision, o.kind, ${millis('e.from_at')} as from, ${millis('e.to_at')} as to, e.sealed
      from condition_exception e join condition o on o.id = e.condition_id ${reached}
      where e.programme_id = $1 and e.status = 'asked' and e.entered_in_error_at is null order by e.from_at, e.id limit $4`,
    values: valuesOf(reach, limit),
  });
  return rows.map(({ sealed, ...row }) => {
    const key = keyring.find(row.participantId);
    return {
      ...row,
      reason: key === null ? '—' : openRow(key, 'condition_exception', row.id, sealed).reason,
    };
  });
}
