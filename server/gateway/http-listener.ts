import type { KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Frame, HttpProtocol } from '@attend/protocols/protocol';
import { addressPermitted } from './address.ts';
import { deliver, type Knocks } from './deliver.ts';
import { type DeviceEntry, type Directory, unknown } from './directory.ts';
import type { Intake } from './item.ts';
import { limits } from './limits.ts';
import type { Meter } from './meter.ts';
import { ReportLimits } from './report-limits.ts';
import type { Shelf } from './shelf.ts';
import { AnswerLine } from './slot.ts';
import { tokenMatches, tokenOf } from './token.ts';

export type HttpListenerOptions = {
  readonly protocol: HttpProtocol;
  readonly host: string;
  readonly port: number;
  readonly sharePorts: boolean;
  readonly directory: Directory;
  readonly intake: Intake;
  readonly meter: Meter;
  readonly knocks: Knocks;
  readonly shelf: Shelf;
  /** The key of a programme's token hashes. */
  readonly tokenKey: (programmeId: string) => KeyObject;
  /** Milliseconds; see limits. */
  readonly answerWithin?: number | undefined;
};

const plain = { 'content-type': 'text/plain; charset=utf-8' };

/** An HTTP listener of one protocol: every report authenticated by its phone's token, answered once it is durable. */
export class HttpListener {
  refused = 0;
  connections = 0;
  port = 0;
  readonly protocol: HttpProtocol;
  private readonly server: Server;
  private readonly reports = new ReportLimits();
  private readonly options: HttpListenerOptions;

  constructor(options: HttpListenerOptions) {
    this.options = options;
    this.protocol = options.protocol;
    this.server = createServer(
      // A slow writer gets so long for its head and its whole report.
      { headersTimeout: 20_000, requestTimeout: 60_000, keepAliveTimeout: 65_000, maxHeaderSize: 8 * 1024 },
      (request, response) => void this.serve(request, response),
    );
    this.server.maxConnections = limits.connections;
    this.server.on('connection', (socket) => {
      this.connections += 1;
      socket.once('close', () => {
        this.connections -= 1;
      });
    });
    this.server.on('drop', () => {
      this.refused += 1;
    });
  }

  async open(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.server.once('error', reject);
    this.server.listen(
      { port: this.options.port, host: this.options.host, backlog: 4096, reusePort: this.options.sharePorts },
      resolve,
    );
    await promise;
    this.server.removeListener('error', reject);
    const address = this.server.address();
    this.port = typeof address === 'object' && address !== null ? address.port : this.options.port;
  }

  async stopAccepting(): Promise<void> {
    if (this.server.listening) this.server.close();
    this.server.closeIdleConnections();
  }

  end(): void {
    this.server.closeAllConnections();
  }

  sweep(now: number): void {
    this.reports.sweep(now);
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { meter } = this.options;
    try {
      if (this.options.intake.full || meter.stalled) {
        response.writeHead(503, { ...plain, 'retry-after': '30' }).end('busy, send again later\n');
        return;
      }
      if ((request.headers['content-encoding'] ?? 'identity') !== 'identity') {
        response.writeHead(415, { ...plain, connection: 'close' }).end('send the report uncompressed\n');
        return;
      }
      const body = await readBody(request);
      if (body === null) {
        meter.rejected += 1;
        response
          .writeHead(413, { ...plain, connection: 'close' })
          .end(`a report has at most ${limits.body} bytes\n`);
        return;
      }
      await this.report(request, response, body);
    } catch {
      // The phone went away, or the database did: nothing was acknowledged, it keeps the report and sends it again.
      if (!response.headersSent)
        response.writeHead(503, { ...plain, 'retry-after': '30' }).end('try again later\n');
      else response.destroy();
    }
  }

  private async report(request: IncomingMessage, response: ServerResponse, body: Uint8Array): Promise<void> {
    const { protocol, meter } = this.options;
    const decoded = protocol.decode({
      method: request.method ?? 'GET',
      path: request.url ?? '/',
      contentType: request.headers['content-type'] ?? null,
      body,
    });
    meter.frames += decoded.frames.length;
    const first = decoded.frames[0];
    if (first === undefined || first.device === null) {
      meter.rejected += 1;
      response.writeHead(first === undefined ? decoded.status : 400, plain);
      response.end(first?.rejected ? `${first.rejected.reason}\n` : '');
      return;
    }
    const entry = await this.authenticate(request, first.device);
    if (entry === null) {
      // The same answer for an unknown device and a wrong token: ids are guessable, so they are not confirmed.
      response
        .writeHead(401, { ...plain, 'www-authenticate': 'Basic realm="attend"' })
        .end('unknown device or token\n');
      return;
    }
    const wait = this.reports.begin(entry.id, Date.now());
    if (wait > 0) {
      response.writeHead(429, { ...plain, 'retry-after': String(wait) }).end('too much at once\n');
      return;
    }
    try {
      await this.store(decoded.frames, entry, request.socket.remoteAddress ?? '');
    } finally {
      this.reports.done(entry.id);
    }
    const reply = decoded.frames.find((frame) => frame.reply !== null)?.reply ?? null;
    const reason = decoded.frames.find((frame) => frame.rejected !== null)?.rejected?.reason;
    response.writeHead(decoded.status, reply === null ? plain : { 'content-type': 'application/json' });
    response.end(reply ?? (reason === undefined || decoded.status < 400 ? '' : `${reason}\n`));
  }

  private async authenticate(request: IncomingMessage, identifier: string): Promise<DeviceEntry | null> {
    const { directory, protocol, meter, knocks, tokenKey } = this.options;
    const now = Date.now();
    const known =
      directory.peek(protocol.name, identifier, now) ?? (await directory.find(protocol.name, identifier));
    const token = tokenOf(request);
    if (
      known === unknown ||
      known.quarantined ||
      token === null ||
      !addressPermitted(known.networks, request.socket.remoteAddress ?? '') ||
      !tokenMatches(tokenKey(known.programmeId), token, known.tokenHash)
    ) {
      meter.unknown += 1;
      knocks.add(protocol.name, identifier, now);
      return null;
    }
    return known;
  }

  /** Resolves once every frame of the report is durable; rejects where it cannot be, or is not in time. */
  private store(frames: readonly Frame[], entry: DeviceEntry, address: string): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const { intake, meter, shelf, answerWithin = limits.answerWithin } = this.options;
    // What is in hand may still become durable: the report that comes again is then known.
    const timer = setTimeout(() => reject(new Error('the report is not durable in time')), answerWithin);
    const line = new AnswerLine({
      send: () => undefined,
      drained: (waiting) => {
        if (waiting === 0) resolve();
      },
      fail: () => reject(new Error('the report cannot be stored')),
    });
    const now = Date.now();
    const to = { line, intake, meter, shelf, address, nameless: false };
    for (const frame of frames) {
      if (frame.device === entry.identifier) deliver(frame, entry, to, now);
    }
    if (line.waiting === 0) resolve();
    else line.flush();
    return promise.finally(() => clearTimeout(timer));
  }
}

/** The whole body, or null where it is longer than a report may be. */
async function readBody(request: IncomingMessage): Promise<Uint8Array | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    if (!(chunk instanceof Buffer)) continue;
    length += chunk.length;
    if (length > limits.body) return null;
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
}
