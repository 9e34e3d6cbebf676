import { Agent, request } from 'node:http';
import type { HttpProtocolName, Reading } from '@attend/kernel';
import type { HttpMessage } from '@attend/protocols/protocol';
import { httpMessageOf } from '../device/carry.ts';
import { deviceMemory, type Link, pauseBefore } from './link.ts';

export type HttpLinkOptions = {
  readonly protocol: HttpProtocolName;
  readonly device: string;
  readonly host: string;
  readonly port: number;
  readonly token: string;
  readonly spread: number;
  /** Milliseconds to wait before the nth try after a failure. */
  readonly pause?: (attempt: number) => number;
};

type Answer = { readonly status: number; readonly retryAfter: number | null };

/** A telephone's reports, one after the other; one that is not answered with success stays and is sent again. */
export class HttpLink implements Link {
  delivered = 0;
  refused = 0;
  dropped = 0;
  private readonly options: HttpLinkOptions;
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });
  private readonly queue: Reading[] = [];
  private busy = false;
  private reachable = true;
  private closed = false;
  private attempts = 0;
  private timer: NodeJS.Timeout | null = null;

  constructor(options: HttpLinkOptions) {
    this.options = options;
  }

  get waiting(): number {
    return this.queue.length;
  }

  send(reading: Reading): void {
    if (this.queue.length >= deviceMemory) {
      this.queue.shift();
      this.dropped += 1;
    }
    this.queue.push(reading);
    void this.pump();
  }

  cut(): void {
    this.reachable = false;
    this.agent.destroy();
  }

  restore(): void {
    this.reachable = true;
    this.attempts = 0;
    void this.pump();
  }

  close(): void {
    this.closed = true;
    if (this.timer !== null) clearTimeout(this.timer);
    this.agent.destroy();
  }

  private async pump(): Promise<void> {
    if (this.busy || this.timer !== null) return;
    this.busy = true;
    while (this.queue.length > 0 && this.reachable && !this.closed) {
      const [reading] = this.queue;
      if (reading === undefined) break;
      const answer = await this.post(httpMessageOf(this.options.protocol, reading));
      if (answer !== null && answer.status < 300) {
        this.settle(reading);
        this.delivered += 1;
        this.attempts = 0;
      } else if (answer !== null && answer.status === 400) {
        // Said to be wrong in itself: saying it again would never help.
        this.settle(reading);
        this.refused += 1;
      } else {
        this.wait(answer?.retryAfter ?? null);
        break;
      }
    }
    this.busy = false;
  }

  private settle(reading: Reading): void {
    if (this.queue[0] === reading) this.queue.shift();
  }

  private wait(retryAfter: number | null): void {
    if (this.closed || !this.reachable) return;
    const { spread, pause = (attempt) => pauseBefore(attempt, spread) } = this.options;
    const asked = retryAfter === null ? 0 : retryAfter * 1_000;
    this.timer = setTimeout(
      () => {
        this.timer = null;
        void this.pump();
      },
      Math.max(asked, pause(this.attempts)),
    );
    this.timer.unref();
    this.attempts += 1;
  }

  /** Null: it did not get through. */
  private post(message: HttpMessage): Promise<Answer | null> {
    const { host, port, token, protocol, device } = this.options;
    const { promise, resolve } = Promise.withResolvers<Answer | null>();
    // OwnTracks signs in by name and password, Traccar Client by whatever its server address carries.
    const basic = Buffer.from(`${device.replaceAll('/', '-')}:${token}`).toString('base64');
    const sent = request(
      {
        host,
        port,
        method: message.method,
        path: message.path,
        agent: this.agent,
        timeout: 20_000,
        headers: {
          authorization: protocol === 'owntracks' ? `Basic ${basic}` : `Bearer ${token}`,
          'content-length': message.body.length,
          ...(message.contentType === null ? {} : { 'content-type': message.contentType }),
        },
      },
      (response) => {
        const after = Number(response.headers['retry-after']);
        response.resume();
        const retryAfter = Number.isFinite(after) && after > 0 ? after : null;
        resolve({ status: response.statusCode ?? 0, retryAfter });
      },
    );
    sent.once('timeout', () => sent.destroy());
    sent.once('error', () => resolve(null));
    sent.once('close', () => resolve(null));
    sent.end(message.body);
    return promise;
  }
}
