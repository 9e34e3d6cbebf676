import type { KeyObject } from 'node:crypto';
import type { Keyring } from '@attend/server/keys/keyring';
import { insertRows } from '../database/repositories/insert-rows.ts';
import type { Queryable } from '../database/repositories/queryable.ts';
import { sealJson } from '../keys/seal.ts';
import { auditIdentity, type Change } from './audit.ts';

/** Who writes: a member of staff, or the machine's operator at its command line. */
export type Author = {
  readonly programmeId: string;
  readonly staffId: string | null;
  readonly operator: string | null;
  readonly requestId: string;
};

const columns = {
  programme_id: 'uuid',
  staff_id: 'uuid',
  operator: 'text',
  action: 'text',
  entity: 'text',
  entity_id: 'text',
  participant_id: 'uuid',
  request_id: 'text',
  before: 'bytea',
  after: 'bytea',
};

/** Many people's changes in one statement, sealed as `createAudit` seals one. */
export const writeChanges = (
  client: Queryable,
  keyring: Keyring,
  author: Author,
  changes: readonly (Change & { readonly participant: string })[],
): Promise<void> => writeSealed(client, author, changes, ({ participant }) => keyring.create(participant));

/** The same for what belongs to no person, under the programme's key. */
export const writeOwnChanges = (
  client: Queryable,
  key: KeyObject,
  author: Author,
  changes: readonly Change[],
): Promise<void> => writeSealed(client, author, changes, () => key);

async function writeSealed<One extends Change>(
  client: Queryable,
  author: Author,
  changes: readonly One[],
  keyOf: (change: One) => KeyObject,
): Promise<void> {
  const rows = changes.map((change) => {
    const key = keyOf(change);
    const sealed = (value: unknown, column: 'before' | 'after') =>
      value === undefined || value === null
        ? null
        : sealJson(key, auditIdentity(change.entity, change.entityId, author.requestId, column), value);
    return {
      programme_id: author.programmeId,
      staff_id: author.staffId,
      operator: author.operator,
      action: change.action,
      entity: change.entity,
      entity_id: change.entityId,
      participant_id: change.participant ?? null,
      request_id: author.requestId,
      before: sealed(change.before, 'before'),
      after: sealed(change.after, 'after'),
    };
  });
  await insertRows(client, 'audit_entry', columns, rows);
}
