import { once } from 'node:events';
import { createServer as createHttp, type Server as HttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { Reading, StreamProtocolName } from '@attend/kernel';
import { streamProtocols } from '@attend/protocols';
import { afterEach, describe, expect, it } from 'vitest';
import { HttpLink } from './http-link.ts';
import { StreamLink } from './stream-link.ts';

const device = '8812345678';
const readingAt = (second: number, events: Reading['events'] = []): Reading => ({
  device,
  time: 1_772_366_400_000 + second * 1_000,
  receivedAt: null,
  fix: null,
  battery: { percent: 50, charging: false },
  strap: 'closed',
  case: null,
  worn: true,
  events,
  live: true,
  sequence: null,
  mock: null,
});
const pause = (): number => 5;
const stops: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** A gateway that answers as the product's codec says; `keep` decides whether it lives to do so. */
async function startSink(
  protocol: StreamProtocolName,
  port: number,
  keep: (count: number) => 'answer' | 'die' | 'mute',
) {
  const times: number[] = [];
  const sockets = new Set<Socket>();
  const codec = streamProtocols[protocol];
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    let session = codec.start();
    socket.on('data', (bytes) => {
      const step = codec.receive(session, Buffer.from(bytes));
      session = step.session;
      for (const { readings, reply } of step.frames) {
        if (socket.destroyed) return;
        for (const { time } of readings) if (time !== null) times.push(time);
        const decision = keep(times.length);
        if (decision === 'die') socket.destroy();
        else if (decision === 'answer' && reply !== null) socket.write(reply);
      }
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const stop = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    if (server.listening) await new Promise((done) => server.close(done));
  };
  stops.push(stop);
  return { times, stop, port: (server.address() as AddressInfo).port };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2));
}

const link = (protocol: StreamProtocolName, port: number, patience?: number): StreamLink => {
  const opened = new StreamLink({
    protocol,
    device,
    host: '127.0.0.1',
    port,
    spread: 0,
    pause,
    ...(patience ? { patience } : {}),
  });
  stops.push(() => opened.close());
  return opened;
};

describe('a device’s TCP line', () => {
  it('SIM-6 sends what was not acknowledged again, across a server that dies and comes back', async () => {
    const first = await startSink('laipac', 0, (count) => (count > 10 ? 'die' : 'answer'));
    const opened = link('laipac', first.port);
    const all = Array.from({ length: 100 }, (_, second) => readingAt(second));
    for (const reading of all) opened.send(reading);
    await until(() => first.times.length > 10);
    await first.stop();
    expect(opened.delivered).toBeLessThanOrEqual(10);
    expect(opened.waiting).toBeGreaterThanOrEqual(90);
    const second = await startSink('laipac', first.port, () => 'answer');
    await until(() => opened.waiting === 0);
    expect(opened.delivered).toBe(100);
    // Nothing is missing, and what comes again comes in order.
    const again = second.times.length;
    expect(again).toBeGreaterThanOrEqual(90);
    expect(second.times).toEqual(all.slice(100 - again).map(({ time }) => time));
  });

  it('SIM-6 takes a server that says nothing for dead, and tries the next', async () => {
    const mute = await startSink('laipac', 0, (count) => (count <= 3 ? 'mute' : 'answer'));
    const opened = link('laipac', mute.port, 30);
    opened.send(readingAt(1));
    await until(() => opened.delivered === 1);
    expect(mute.times.length).toBeGreaterThan(1);
  });

  it('SIM-6 counts each sentence of a reading with two events, and a wrong answer as none', async () => {
    const sink = await startSink('laipac', 0, () => 'answer');
    const opened = link('laipac', sink.port);
    opened.send(readingAt(1, ['sos', 'battery-low']));
    await until(() => opened.waiting === 0);
    expect(sink.times).toHaveLength(2);
    expect(opened.delivered).toBe(1);
  });

  it('SIM-6 waits for a watch’s alarm to be answered, and not for its positions', async () => {
    let died = false;
    const sink = await startSink('watch', 0, (count) => {
      if (count < 2 || died) return 'answer';
      died = true;
      return 'die';
    });
    const opened = link('watch', sink.port);
    opened.send(readingAt(1));
    await until(() => opened.delivered === 1);
    opened.send(readingAt(2, ['sos']));
    await until(() => opened.delivered === 2);
    expect(sink.times.filter((time) => time === readingAt(2).time)).toHaveLength(2);
  });

  it('SIM-6 keeps to itself what is observed out of reach, and tells it afterwards', async () => {
    const sink = await startSink('r16h', 0, () => 'answer');
    const opened = link('r16h', sink.port);
    opened.cut();
    opened.send(readingAt(1));
    opened.send(readingAt(2));
    expect(opened.waiting).toBe(2);
    opened.restore();
    await until(() => sink.times.length === 2);
    expect(sink.times).toEqual([readingAt(1).time, readingAt(2).time]);
  });
});

describe('a telephone’s reports', () => {
  it('SIM-6 are sent again until they are answered with success, in order, with the token', async () => {
    const seen: { body: string; authorization: string | undefined }[] = [];
    const server: HttpServer = createHttp((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      request.on('end', () => {
        seen.push({ body, authorization: request.headers.authorization });
        // The first is refused for now, the second breaks off, the third is wrong in itself.
        if (seen.length === 1) response.writeHead(503).end();
        else if (seen.length === 2) request.socket.destroy();
        else response.writeHead(seen.length === 3 ? 400 : 200).end();
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    stops.push(() => new Promise((done) => server.close(() => done())));
    const { port } = server.address() as AddressInfo;
    const opened = new HttpLink({
      protocol: 'osmand',
      device,
      host: '127.0.0.1',
      port,
      token: 'a-token-of-16-letters',
      spread: 0,
      pause,
    });
    stops.push(() => opened.close());
    for (const second of [1, 2, 3]) opened.send(readingAt(second));
    await until(() => opened.waiting === 0);
    expect(opened).toMatchObject({ delivered: 2, refused: 1 });
    expect(seen.map(({ body }) => JSON.parse(body).location.timestamp.slice(17, 19))).toEqual([
      '01',
      '01',
      '01',
      '02',
      '03',
    ]);
    expect(new Set(seen.map(({ authorization }) => authorization))).toEqual(
      new Set(['Bearer a-token-of-16-letters']),
    );
  });
});
