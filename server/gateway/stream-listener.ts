import { createServer, type Server, type Socket } from 'node:net';
import type { StreamProtocol } from '@attend/protocols/protocol';
import { Connection, type ConnectionContext } from './connection.ts';
import type { Knocks } from './deliver.ts';
import type { Directory } from './directory.ts';
import type { Intake } from './item.ts';
import { limits } from './limits.ts';
import type { Lines } from './lines.ts';
import type { Meter } from './meter.ts';
import { Places } from './places.ts';
import type { Shelf } from './shelf.ts';

const tie = Symbol('connection');
type Tied = Socket & { [tie]?: Connection };

// One set of handlers for all sockets: closures of their own would cost every idle connection memory.
function onData(this: Tied, bytes: Uint8Array): void {
  this[tie]?.receive(bytes);
}
function onEnd(this: Tied): void {
  this[tie]?.finish();
}
function onError(this: Tied): void {
  this.destroy();
}

export type ListenerOptions = {
  readonly protocol: StreamProtocol;
  readonly host: string;
  readonly port: number;
  readonly sharePorts: boolean;
  readonly directory: Directory;
  readonly intake: Intake;
  readonly meter: Meter;
  readonly knocks: Knocks;
  readonly shelf: Shelf;
  readonly lines: Lines;
};

/** A TCP listener of one protocol, with its connections bounded and swept. */
export class StreamListener {
  readonly connections = new Set<Connection>();
  refused = 0;
  port = 0;
  readonly protocol: StreamProtocol;
  private readonly anonymous = new Map<string, number>();
  private readonly places = new Places<Connection>(limits.connectionsPerDevice);
  private readonly server: Server;
  private readonly options: ListenerOptions;
  private readonly context: ConnectionContext;

  constructor(options: ListenerOptions) {
    this.options = options;
    this.protocol = options.protocol;
    this.context = {
      ...options,
      closed: (connection) => this.forget(connection),
      // One that closed while its device was looked up has been taken off the count already.
      introduced: (connection, deviceId) => {
        if (!this.connections.has(connection)) return;
        this.countAnonymous(connection.address, -1);
        this.makeRoom(connection, deviceId);
      },
    };
    this.server = createServer({
      allowHalfOpen: true,
      keepAlive: true,
      keepAliveInitialDelay: 120_000,
      noDelay: true,
    });
    this.server.on('connection', (socket) => this.accept(socket));
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

  /** Stops accepting; what is connected stays until `end`. */
  async stopAccepting(): Promise<void> {
    if (this.server.listening) this.server.close();
  }

  end(): void {
    for (const connection of this.connections) connection.socket.destroy();
  }

  pauseAll(): void {
    for (const connection of this.connections) connection.socket.pause();
  }

  resumeAll(): void {
    for (const connection of this.connections) connection.resume();
  }

  /** Closes what stands half-open, never introduced itself, or writes a frame that never ends. */
  sweep(now: number): void {
    for (const connection of this.connections) {
      const quiet = now - connection.heardAt;
      const stuck = quiet > limits.unfinished && connection.unfinishedBytes > 0;
      if (
        quiet > limits.idle ||
        stuck ||
        (!connection.known && now - connection.since > limits.introduceWithin)
      ) {
        this.options.meter.closedSlow += 1;
        connection.socket.destroy();
      }
    }
  }

  private accept(socket: Tied): void {
    const address = socket.remoteAddress ?? '';
    if (
      this.connections.size >= limits.connections ||
      (this.anonymous.get(address) ?? 0) >= limits.anonymousPerAddress
    ) {
      this.refused += 1;
      this.options.meter.refused += 1;
      socket.destroy();
      return;
    }
    const connection = new Connection(socket, this.context, Date.now());
    socket[tie] = connection;
    this.connections.add(connection);
    this.countAnonymous(connection.address, 1);
    socket.on('data', onData);
    socket.on('end', onEnd);
    socket.on('error', onError);
    socket.once('close', onClose);
    if (this.options.intake.full) socket.pause();
  }

  forget(connection: Connection): void {
    if (!this.connections.delete(connection)) return;
    if (!connection.known) this.countAnonymous(connection.address, -1);
    this.places.leave(connection);
  }

  /** GTW-22: what it had not been answered it sends again. */
  private makeRoom(connection: Connection, deviceId: string): void {
    const over = this.places.take(connection, deviceId);
    if (over === null) return;
    this.options.meter.closedSlow += 1;
    over.socket.destroy();
  }

  private countAnonymous(address: string, by: number): void {
    const count = (this.anonymous.get(address) ?? 0) + by;
    if (count <= 0) this.anonymous.delete(address);
    else this.anonymous.set(address, count);
  }
}

function onClose(this: Tied): void {
  this[tie]?.gone();
}
