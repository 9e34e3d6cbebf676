import type { Queryable } from './queryable.ts';

export type AuditEntry = {
  readonly programmeId: string;
  /** Null with `operator`: done from the machine's own command line. */
  readonly staffId: string | null;
  readonly operator?: string;
  readonly action: string;
  readonly entity: string;
  readonly entityId: string;
  readonly participantId: string | null;
  readonly requestId: string;
  /** Sealed by the caller. */
  readonly before: Buffer | null;
  readonly after: Buffer | null;
};

export async function insertAuditEntry(client: Queryable, entry: AuditEntry): Promise<void> {
  await client.query(
    `insert into audit_entry (programme_id, staff_id, action, entity, entity_id, participant_id, request_id, before, after, operator)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      entry.programmeId,
      entry.staffId,
      entry.action,
      entry.entity,
      entry.entityId,
      entry.participantId,
      entry.requestId,
      entry.before,
      entry.after,
      entry.operator ?? null,
    ],
  );
}
