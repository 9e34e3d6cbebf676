import { randomUUID } from 'node:crypto';
import type { Keyring } from '@attend/server/keys/keyring';
import { programmeKey } from '../audit/audit.ts';
import { insertAuditEntry } from '../database/repositories/audit-entries.ts';
import type { Queryable } from '../database/repositories/queryable.ts';
import { insertReceipt, type NewReceipt } from '../database/repositories/retention-record.ts';
import { sealJson } from '../keys/seal.ts';

/** Writes what went, in the transaction in which it went; and into the audit, where the chain and its signed roots cover it. */
export async function writeReceipt(client: Queryable, keyring: Keyring, made: NewReceipt): Promise<void> {
  const id = await insertReceipt(client, made);
  const { programmeId, kind, until, revision, amount } = made;
  // The machine's own working data is nobody's: its receipt stands in its table alone.
  if (programmeId === null) return;
  const requestId = randomUUID();
  const entity = 'retention_receipt';
  await insertAuditEntry(client, {
    programmeId,
    staffId: null,
    operator: 'retention',
    action: 'retention.removed',
    entity,
    entityId: id,
    participantId: null,
    requestId,
    before: null,
    after: sealJson(
      keyring.create(programmeKey(programmeId)),
      `audit_entry/${entity}/${id}/${requestId}/after`,
      {
        kind,
        until: until.toISOString(),
        revision,
        rows: amount.rows,
        bytes: amount.bytes,
        held: amount.held,
      },
    ),
  });
}
