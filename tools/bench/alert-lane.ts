import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { ConnectionSettings } from '@attend/server/database/settings';
import pg from 'pg';

/**
 * The least that could bring an alert from the wire to a screen: one line read, one row committed with a notification, heard by a
 * listening connection, written to whoever watches.
 */
export type BareAlertLane = { readonly port: number; readonly feedPort: number; stop(): Promise<void> };

export async function startBareAlertLane(settings: ConnectionSettings): Promise<BareAlertLane> {
  const writer = new pg.Client(settings);
  const listener = new pg.Client(settings);
  await writer.connect();
  await listener.connect();
  await writer.query('create table if not exists attend_bench.alert (line text not null)');
  await listener.query('listen attend_bench_alert');
  const watching = new Set<Socket>();
  let written: Promise<void> = Promise.resolve();
  listener.on('notification', ({ payload }) => {
    for (const socket of watching) socket.write(`data: ${payload}\n\n`);
  });
  const [lines, feed] = [createServer({ noDelay: true }), createServer({ noDelay: true })];
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
  };
  lines.on('connection', (socket) => {
    keep(socket);
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      for (const line of text.split('\r\n')) {
        const identifier = line.split(',')[1];
        if (identifier === undefined) continue;
        written = written.then(async () => {
          await writer.query(
            `with kept as (insert into attend_bench.alert values ($1)) select pg_notify('attend_bench_alert', $2)`,
            [line, identifier],
          );
        });
      }
    });
  });
  feed.on('connection', (socket) => {
    keep(socket);
    watching.add(socket);
    socket.once('close', () => watching.delete(socket));
  });
  const portOf = async (server: typeof lines): Promise<number> => {
    server.listen({ port: 0, host: '127.0.0.1' });
    await once(server, 'listening');
    const address = server.address();
    if (typeof address !== 'object' || address === null) throw new Error('no port');
    return address.port;
  };
  return {
    port: await portOf(lines),
    feedPort: await portOf(feed),
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      lines.close();
      feed.close();
      await writer.end();
      await listener.end();
    },
  };
}
