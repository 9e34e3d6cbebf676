import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { makeLoad } from '@attend/simulator/load';

/** Opens connections and has one frame answered on each, then keeps them open without a word. In a process of its own. */
export type IdleClientOrder = {
  readonly port: number;
  readonly load: Parameters<typeof makeLoad>[0];
};
/** Open up to so many. */
export type IdleClientGoal = { readonly connections: number };

/** Opened and waiting for their answer at a time. */
const atOnce = 256;
/** An address has some 28,000 ports of its own, fewer where earlier runs' connections still linger: several share the work. */
const addresses =
  process.platform === 'linux' ? [2, 3, 4, 5, 6, 7, 8, 9].map((last) => `127.0.0.${last}`) : [];

async function openOne(order: IdleClientOrder, frame: Buffer, device: number): Promise<Socket> {
  const localAddress = addresses[device % addresses.length];
  const socket = connect({
    port: order.port,
    host: '127.0.0.1',
    ...(localAddress === undefined ? {} : { localAddress }),
  });
  await once(socket, 'connect');
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  socket.once('data', () => resolve());
  socket.once('close', () => reject(new Error(`the connection of device ${device} was closed`)));
  socket.write(frame);
  await promise;
  return socket;
}

async function run(order: IdleClientOrder): Promise<void> {
  const load = makeLoad(order.load);
  const held: Socket[] = [];
  let next = 0;
  const openUpTo = async (connections: number): Promise<void> => {
    while (next < connections) {
      const device = next;
      next += 1;
      held.push(await openOne(order, Buffer.from(load.frame(device, 0)), device));
    }
  };
  process.on('message', ({ connections }: IdleClientGoal) => {
    Promise.all(Array.from({ length: atOnce }, () => openUpTo(connections))).then(
      () => process.send?.({ held: held.length }),
      (error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
        process.exit(1);
      },
    );
  });
  process.send?.({ held: 0 });
}

process.once('disconnect', () => process.exit(0));
process.once('message', (order: IdleClientOrder) => void run(order));
