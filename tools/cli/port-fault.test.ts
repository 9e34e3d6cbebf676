import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { plainPortFault } from './port-fault.ts';
import { Refusal } from './refusal.ts';

/** What `listen` says of a port that somebody has. */
async function refusedPort(): Promise<{ readonly port: number; readonly thrown: Error }> {
  const first = createServer();
  await new Promise<void>((resolve) => first.listen(0, '127.0.0.1', resolve));
  const address = first.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const second = createServer();
  const thrown = await new Promise<Error>((resolve) =>
    second.once('error', resolve).listen(address.port, '127.0.0.1'),
  );
  first.close();
  return { port: address.port, thrown };
}

test('a port in use is said in a plain sentence, with the flag that chooses another', async () => {
  const { port, thrown } = await refusedPort();
  expect(plainPortFault(thrown, { http: port, gateway: {} })).toEqual(
    new Refusal(
      `port ${port} on 127.0.0.1 is in use by another program; give another with --http PORT (0: any free one)`,
    ),
  );
  // A gateway process tells message and code alone.
  const told = Object.assign(new Error(thrown.message), { code: 'EADDRINUSE' });
  expect(plainPortFault(told, { http: 8080, gateway: { laipac: port } })).toMatchObject({
    message: expect.stringContaining('--gateway laipac=PORT'),
  });
});

test('what is no matter of ports stays as it came', () => {
  const other = new Error('the database does not answer');
  expect(plainPortFault(other, { http: 8080, gateway: {} })).toBe(other);
});
