import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { transaction, withPool } from '../database/connect.ts';
import { lapseAccountRequests } from '../database/repositories/account-requests.ts';
import type { ConnectionSettings } from '../database/settings.ts';
import type { Job } from './jobs.ts';

/** What nobody answered in time lapses: it could not be approved any more anyway, and this puts it on record. */
export const accountsJob = (owner: ConnectionSettings, log: Logger): Job => ({
  name: 'accounts',
  cron: '23 * * * *',
  longestSeconds: 300,
  run: () =>
    withPool(owner, { name: 'accounts', max: 1 }, async (pool) => {
      const lapsed = await transaction(pool, {}, (client) => lapseAccountRequests(client, randomUUID()));
      if (lapsed > 0) log.info({ lapsed }, 'requests for accounts lapsed');
    }),
});
