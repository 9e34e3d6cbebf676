import type { Connection, PoolClient, Submittable } from 'pg';

const copyData = 0x64;
const copyDone = Buffer.from([0x63, 0, 0, 0, 4]);

/**
 * Statements in one text, with at most one COPY from the client among them, sent together with the copied bytes: one way
 * to the server and back where the statements one by one take four. Each of them wakes two processes, and on a busy machine
 * each waits for its turn twice.
 *
 * The bytes go out before the server has asked for them. That is within the protocol: they wait in the socket until COPY
 * reads them, and where a statement before it fails, the server passes over them (PostgreSQL 18 documentation, «COPY
 * Operations»: CopyData and CopyDone outside of COPY are ignored).
 */
class OneTrip implements Submittable {
  readonly done: Promise<void>;
  private readonly resolve: () => void;
  private readonly reject: (error: Error) => void;
  private readonly text: string;
  private readonly copied: Buffer | null;

  constructor(text: string, copied: Buffer | null) {
    this.text = text;
    this.copied = copied;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.done = promise;
    this.resolve = resolve;
    this.reject = reject;
  }

  submit(connection: Connection): void {
    const { stream } = connection;
    stream.cork();
    connection.query(this.text);
    if (this.copied !== null) {
      const head = Buffer.allocUnsafe(5);
      head.writeUInt8(copyData, 0);
      head.writeUInt32BE(4 + this.copied.length, 1);
      stream.write(head);
      stream.write(this.copied);
      stream.write(copyDone);
    }
    stream.uncork();
  }

  handleError(error: Error): void {
    this.reject(error);
  }

  handleReadyForQuery(): void {
    this.resolve();
  }

  // What the statements answer is not asked for: that all of them went through is all there is to know.
  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleCommandComplete(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}
  handleCopyInResponse(): void {}
}

/** Resolves when all of it is done; rejects with the first error, after which the transaction is the caller's to roll back. */
export const sendAtOnce = (client: PoolClient, text: string, copied: Buffer | null): Promise<void> =>
  client.query(new OneTrip(text, copied)).done;
