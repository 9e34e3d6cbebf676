import { formatInstant } from '@attend/kernel';
import type { Logger } from 'pino';
import { auditIdentity } from '../audit/audit.ts';
import { type Pool, transaction, withPool } from '../database/connect.ts';
import { insertAuditEntry } from '../database/repositories/audit-entries.ts';
import { noteApplied, takeWaiting, type Waiting } from '../database/repositories/bulk-exceptions.ts';
import type { Queryable } from '../database/repositories/queryable.ts';
import type { ConnectionSettings } from '../database/settings.ts';
import type { Job } from '../jobs/jobs.ts';
import type { Keyring } from '../keys/keyring.ts';
import { sealJson } from '../keys/seal.ts';

/** So many in one transaction: gateways wait for their devices' rows no longer than that takes. */
const atOnce = 250;

/**
 * LIF-10, LIF-12: lets an exception for many, or its end, count for everybody who waits for it, some at a time, each with an
 * entry in their own audit. What a process that dies leaves undone the next run finds. As the owner's role. Returns how many.
 */
export async function applyBulkExceptions(
  pool: Pool,
  keyring: Keyring,
  isOver: () => boolean = () => false,
): Promise<number> {
  let done = 0;
  while (!isOver()) {
    const applied = await transaction(pool, {}, (client) => applySome(client, keyring));
    done += applied;
    if (applied < atOnce) break;
  }
  return done;
}

async function applySome(client: Queryable, keyring: Keyring): Promise<number> {
  const waiting = await takeWaiting(client, atOnce);
  if (waiting.length === 0) return 0;
  await noteApplied(client, waiting);
  for (const one of waiting) await auditOne(client, keyring, one);
  return waiting.length;
}

/** In a light form: the reason stands once, in the entry of the exception itself. */
async function auditOne(client: Queryable, keyring: Keyring, one: Waiting): Promise<void> {
  const { bulkId, participantId, programmeId, by, conditions, from, to, revoked, version } = one;
  const requestId = `bulk-exception/${bulkId}/${version}`;
  const key = keyring.find(participantId);
  const value = { conditions, from: formatInstant(from), to: formatInstant(to) };
  const identity = auditIdentity('bulk_exception', bulkId, requestId, 'after');
  await insertAuditEntry(client, {
    ...{ programmeId, staffId: by, participantId, requestId, entity: 'bulk_exception', entityId: bulkId },
    ...{ action: revoked ? 'bulk-exception.revoked' : 'bulk-exception.granted', before: null },
    after: key === null ? null : sealJson(key, identity, value),
  });
}

const longestSeconds = 900;

/** Each minute: thousands take some seconds, and none waits for an answer. */
export const bulkExceptionJob = (owner: ConnectionSettings, keyring: Keyring, log: Logger): Job => ({
  name: 'bulk-exceptions',
  cron: '* * * * *',
  longestSeconds,
  run: () =>
    withPool(owner, { name: 'bulk exceptions', max: 1 }, async (pool) => {
      const until = Date.now() + (longestSeconds - 60) * 1_000;
      const done = await applyBulkExceptions(pool, keyring, () => Date.now() > until);
      if (done > 0) log.info({ done }, 'exceptions for many applied');
    }),
});
