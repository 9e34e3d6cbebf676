import { openKeyring } from '@attend/server/keys/keyring';
import { z } from 'zod';
import { createPool } from '../../database/connect.ts';
import type { ConnectionSettings } from '../../database/settings.ts';
import { sendMessages } from '../send-messages.ts';
import { createSmsGateway } from '../sms-gateway.ts';

/** One run of the sender as a process of its own, for a test that kills it. What it goes by comes as JSON in the first argument. */
const given = z
  .object({
    database: z.custom<ConnectionSettings>((value) => typeof value === 'object'),
    keyring: z.string(),
    url: z.string(),
    secret: z.string(),
    now: z.number(),
  })
  .parse(JSON.parse(process.argv[2] ?? ''));

const pool = createPool(given.database, { name: 'sender under test', max: 2 });
const keyring = openKeyring(given.keyring);
await sendMessages({ pool, keyring, senders: { phone: createSmsGateway(given) }, now: () => given.now });
keyring.close();
await pool.end();
