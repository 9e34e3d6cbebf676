import type pg from 'pg';
import type { Actor } from '../access/actor.ts';
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

export function createAudit(client: pg.ClientBase, keyring: Keyring, actor: Actor, requestId: string): Audit {
  return async (change) => {
    const owner = change.participant ?? programmeKey(actor.programme.id);
    const key = keyring.create(owner);
    const identity = `audit_entry/${change.entity}/${change.entityId}/${requestId}`;
    const sealed = (value: unknown, column: string) =>
      value === undefined || value === null ? null : sealJson(key, `${identity}/${column}`, value);
    await client.query(
      `insert into audit_entry (programme_id, staff_id, action, entity, entity_id, participant_id, request_id, before, after)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        actor.programme.id,
        actor.staffId,
        change.action,
        change.entity,
        change.entityId,
        change.participant ?? null,
        requestId,
        sealed(change.before, 'before'),
        sealed(change.after, 'after'),
      ],
    );
  };
}

/** The keyring's owner of what belongs to no person. */
export const programmeKey = (programme: string): string => `programme/${programme}`;
