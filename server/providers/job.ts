import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { type Pool, transaction, withPool } from '../database/connect.ts';
import {
  listDueTransfers,
  listTransferred,
  lockTransfer,
} from '../database/repositories/provider-transfers.ts';
import type { ConnectionSettings } from '../database/settings.ts';
import type { Job } from '../jobs/jobs.ts';
import type { Keyring } from '../keys/keyring.ts';
import { carryOutTransfer, keyOf } from './carry-out.ts';

/** PRV-20: transfers whose day has come, each in a transaction of its own. Returns how many people went. */
export async function carryOutDue(pool: Pool, keyring: Keyring): Promise<number> {
  let moved = 0;
  for (const id of await transaction(pool, {}, listDueTransfers))
    moved += await transaction(pool, {}, async (client) => {
      const transfer = await lockTransfer(client, keyOf(keyring), id);
      // Somebody came in between.
      if (transfer === null || transfer.carriedOutAt !== null || transfer.cancelledAt !== null) return 0;
      const people = await listTransferred(client, id, false);
      const step = { from: transfer.from.id, to: transfer.to.id, by: transfer.askedById };
      const place = { client, keyring, requestId: randomUUID() };
      return (await carryOutTransfer(place, { ...transfer, ...step }, people)).length;
    });
  return moved;
}

/** Each hour: a day begins in some zone. */
export function providersJob(owner: ConnectionSettings, keyring: Keyring, log: Logger): Job {
  return {
    name: 'provider-transfers',
    cron: '3 * * * *',
    longestSeconds: 1_800,
    run: () =>
      withPool(owner, { name: 'provider transfers', max: 1 }, async (pool) => {
        const moved = await carryOutDue(pool, keyring);
        if (moved > 0) log.info({ moved }, 'people went to another provider');
      }),
  };
}
