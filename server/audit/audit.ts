import type { Actor } from '../access/actor.ts';
import { insertAuditEntry } from '../database/repositories/audit-entries.ts';
import type { Queryable } from '../database/repositories/queryable.ts';
import type { Keyring } from '../keys/keyring.ts';
import { sealJson } from '../keys/seal.ts';

/** One change: what was done to which row, and its values before and after (null: there was none, or is none now). */
export type Change = {
  /** Verb in the past, by part: `alert.acknowledged`, `staff.created`. */
  readonly action: string;
  /** The table's name. */
  readonly entity: string;
  readonly entityId: string;
  /** Whose data it is; the values are sealed under their key, else under the programme's. */
  readonly participant?: string;
  readonly before?: unknown;
  readonly after?: unknown;
};

/** Writes a change into the audit, in the change's own transaction. */
export type Audit = (change: Change) => Promise<void>;

/** Who does it: the actor of a request, or who asked for what a job does later. */
type Doer = Pick<Actor, 'staffId'> & { readonly programme: Pick<Actor['programme'], 'id'> };

export function createAudit(client: Queryable, keyring: Keyring, actor: Doer, requestId: string): Audit {
  return async ({ action, entity, entityId, participant, before, after }) => {
    const key = keyring.create(participant ?? programmeKey(actor.programme.id));
    const seal = (value: unknown, column: 'before' | 'after'): Buffer | null =>
      value === undefined || value === null
        ? null
        : sealJson(key, auditIdentity(entity, entityId, requestId, column), value);
    await insertAuditEntry(client, {
      programmeId: actor.programme.id,
      staffId: actor.staffId,
      action,
      entity,
      entityId,
      participantId: participant ?? null,
      requestId,
      before: seal(before, 'before'),
      after: seal(after, 'after'),
    });
  };
}

/** The keyring's owner of what belongs to no person. */
export const programmeKey = (programme: string): string => `programme/${programme}`;

/** Which value of which entry it is: sealed bytes that are moved to another do not open. */
export const auditIdentity = (
  entity: string,
  entityId: string,
  requestId: string,
  column: 'before' | 'after',
): string => `audit_entry/${entity}/${entityId}/${requestId}/${column}`;
