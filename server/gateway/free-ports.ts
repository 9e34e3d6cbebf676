import { createServer } from 'node:net';

/**
 * Rejects, as `listen` does, where one of the ports is taken. Our processes open their ports to be shared, and the kernel
 * then shares them with any other program of the same user that does so too: a second server beside the first would get half
 * of the first one's devices, and neither would say so. Opened once alone, a port tells.
 */
export async function expectFreePorts(host: string, ports: readonly number[]): Promise<void> {
  for (const port of ports) {
    // 0 is any free port: the kernel chooses one that nobody has.
    if (port !== 0) await openAndClose(host, port);
  }
}

async function openAndClose(host: string, port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const server = createServer();
  server.once('error', reject);
  server.listen({ host, port }, () => server.close(() => resolve()));
  await promise;
}
