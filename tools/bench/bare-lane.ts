import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { ConnectionSettings } from '@attend/server/database/settings';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/**
 * The least that could do the durable part of the work: the same bytes split into lines, checksum compared, device, time and
 * place read, rows copied in batches to the same PostgreSQL by four writers, acknowledged after the commit. No authority,
 * no rules, no keys, no state.
 */
export type BareLane = { readonly port: number; stop(): Promise<void> };

type Line = { readonly socket: Socket; readonly row: Buffer; readonly answer: string };

const writers = 4;
const header = Buffer.from([
  0x50, 0x47, 0x43, 0x4f, 0x50, 0x59, 0x0a, 0xff, 0x0d, 0x0a, 0x00, 0, 0, 0, 0, 0, 0, 0, 0,
]);
const trailer = Buffer.from([0xff, 0xff]);

export type BareOptions = { readonly batch: number; readonly port: number; readonly sharePort: boolean };

export async function startBareLane(
  settings: ConnectionSettings,
  { batch, port: asked, sharePort }: BareOptions,
): Promise<BareLane> {
  const clients: pg.Client[] = [];
  for (let index = 0; index < writers; index += 1) {
    const client = new pg.Client(settings);
    await client.connect();
    clients.push(client);
  }
  let queue: Line[] = [];
  const idle = [...clients];
  const sockets = new Set<Socket>();

  const commit = async (client: pg.Client, lines: readonly Line[]): Promise<void> => {
    const stream = client.query(
      copyFrom('copy attend_bench.bare (device, at, lat, lon, rest) from stdin binary'),
    );
    stream.end(Buffer.concat([header, ...lines.map((line) => line.row), trailer]));
    await once(stream, 'finish');
    const answers = new Map<Socket, string>();
    for (const { socket, answer } of lines) answers.set(socket, (answers.get(socket) ?? '') + answer);
    for (const [socket, answer] of answers) if (socket.writable) socket.write(answer);
    idle.push(client);
    pump();
  };
  const pump = (): void => {
    while (queue.length > 0) {
      const client = idle.pop();
      if (client === undefined) return;
      const taken = queue.length <= batch ? queue : queue.slice(0, batch);
      queue = queue.length <= batch ? [] : queue.slice(batch);
      void commit(client, taken);
    }
  };

  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    let rest = '';
    socket.setEncoding('latin1');
    socket.on('data', (bytes: string) => {
      const text = rest + bytes;
      let from = 0;
      for (let end = text.indexOf('\n', from); end >= 0; end = text.indexOf('\n', from)) {
        const line = readLine(text.slice(from, end - 1), socket);
        if (line !== null) queue.push(line);
        from = end + 1;
      }
      rest = text.slice(from);
      // Everything that arrived in this turn goes into one batch.
      setImmediate(pump);
    });
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
  });
  const port = await listen(server, asked, sharePort);
  return {
    port,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      for (const client of clients) await client.end();
    },
  };
}

async function listen(server: Server, asked: number, sharePort: boolean): Promise<number> {
  server.listen({ port: asked, host: '127.0.0.1', backlog: 4096, reusePort: sharePort });
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}

const degrees = (text: string, hemisphere: string | undefined): number => {
  const value = Number(text);
  const whole = Math.floor(value / 100);
  const plain = whole + (value - whole * 100) / 60;
  return hemisphere === 'S' || hemisphere === 'W' ? -plain : plain;
};

function readLine(line: string, socket: Socket): Line | null {
  const star = line.length - 3;
  let sum = 0;
  for (let at = 1; at < star; at += 1) sum ^= line.charCodeAt(at);
  if (sum !== Number.parseInt(line.slice(star + 1), 16)) return null;
  const field = line.slice(1, star).split(',');
  const time = field[2] ?? '';
  const date = field[10] ?? '';
  const at = Date.UTC(
    2000 + Number(date.slice(4, 6)),
    Number(date.slice(2, 4)) - 1,
    Number(date.slice(0, 2)),
    Number(time.slice(0, 2)),
    Number(time.slice(2, 4)),
    Number(time.slice(4, 6)),
  );
  const body = `EAVACK,${field[11]},${line.slice(star + 1)}`;
  let answerSum = 0;
  for (let index = 0; index < body.length; index += 1) answerSum ^= body.charCodeAt(index);
  const answer = `$${body}*${answerSum.toString(16).toUpperCase().padStart(2, '0')}\r\n`;
  const rest = line.slice(40);
  const row = Buffer.allocUnsafe(2 + 12 + 12 + 12 + 12 + 4 + rest.length);
  row.writeInt16BE(5, 0);
  row.writeInt32BE(8, 2);
  row.writeBigInt64BE(BigInt(field[1] ?? '0'), 6);
  row.writeInt32BE(8, 14);
  row.writeDoubleBE(at, 18);
  row.writeInt32BE(8, 26);
  row.writeDoubleBE(degrees(field[4] ?? '', field[5]), 30);
  row.writeInt32BE(8, 38);
  row.writeDoubleBE(degrees(field[6] ?? '', field[7]), 42);
  row.writeInt32BE(rest.length, 50);
  row.write(rest, 54, 'latin1');
  return { socket, row, answer };
}

/** Makes the bare lane's table, empty. */
export async function prepareBareLane(settings: ConnectionSettings): Promise<void> {
  const client = new pg.Client(settings);
  await client.connect();
  await client.query(`drop schema if exists attend_bench cascade; create schema attend_bench;
    create table attend_bench.bare (device bigint not null, at double precision not null, lat double precision, lon double precision, rest bytea)`);
  await client.end();
}
