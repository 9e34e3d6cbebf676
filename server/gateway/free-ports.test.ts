import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { withTestDatabase } from '../database/testing.ts';
import { startGateways } from './start-gateways.ts';

const database = await withTestDatabase();

test('GTW-18 where another program shares a device port, no second one joins it', async () => {
  const other = createServer();
  const { promise, resolve } = Promise.withResolvers<void>();
  other.listen({ port: 0, host: '127.0.0.1', reusePort: process.platform === 'linux' }, () => resolve());
  await promise;
  const address = other.address();
  if (address === null || typeof address === 'string') throw new Error('the other program has no port');
  const order = {
    database: database.gateway,
    keyringDirectory: '/nowhere',
    host: '127.0.0.1',
    ports: { laipac: address.port },
    logLevel: 'silent',
  };
  await expect(startGateways(order, { tell: () => undefined })).rejects.toMatchObject({
    code: 'EADDRINUSE',
    message: expect.stringContaining(String(address.port)),
  });
  other.close();
});
