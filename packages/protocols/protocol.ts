import type { HttpProtocolName, Reading, StreamProtocolName } from '@attend/kernel';

/** A frame that was whole but wrong: why, in one sentence, and its raw bytes (bounded). */
export type Rejected = { readonly reason: string; readonly data: Uint8Array };

/**
 * What one frame gave, in the order of arrival.
 * `reply` is what the gateway sends once the frame's readings are durable (or at once where it has none).
 */
export type Frame = {
  /** The device the frame names or that its session is bound to. */
  readonly device: string | null;
  readonly readings: readonly Reading[];
  readonly reply: Uint8Array | null;
  readonly rejected: Rejected | null;
  /**
   * How strong the mobile network was, in percent of the strongest that the protocol can say; null: not said. Beside the readings and no
   * part of them: it is of the moment, judged by nothing and never stored with them.
   */
  readonly signal: number | null;
};

/** What a connection remembers between chunks: unfinished bytes and what the device said of itself. */
export type Step<Session> = { readonly session: Session; readonly frames: readonly Frame[] };

/**
 * A protocol over a byte stream. Pure: session and bytes in, session and frames out; never throws on any bytes.
 * A session never holds more than the protocol's longest frame, however the bytes arrive.
 */
export type StreamProtocol<Session = unknown> = {
  readonly name: StreamProtocolName;
  start(): Session;
  receive(session: Session, bytes: Uint8Array): Step<Session>;
  /** The input has closed: a line protocol's last line is ended by it. */
  finish(session: Session): Step<Session>;
  /** Bytes of an unfinished frame. */
  left(session: Session): number;
};

export type HttpMessage = {
  readonly method: string;
  /** Path with query, as requested. */
  readonly path: string;
  readonly contentType: string | null;
  readonly body: Uint8Array;
};

export type HttpProtocol = {
  readonly name: HttpProtocolName;
  /** `status` is the answer's HTTP status when the readings are durable; 400 where the request was rejected. */
  decode(message: HttpMessage): { readonly status: number; readonly frames: readonly Frame[] };
};
