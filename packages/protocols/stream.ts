import type { StreamProtocolName } from '@attend/kernel';
import { rejectedFrame } from './frames.ts';
import {
  closeFraming,
  type Framer,
  type Framing,
  receiveBytes,
  startFraming,
  unfinishedBytes,
} from './framing.ts';
import type { Frame, Step, StreamProtocol } from './protocol.ts';

/** What a connection remembers: its unfinished bytes, and who the device said it is. Plain data. */
export type Session<Memory> = { readonly framing: Framing; readonly memory: Memory };

/** One protocol's own part: where frames end, what they mean, what the connection remembers of them. */
export type Codec<Memory extends { readonly device: string | null }> = {
  readonly name: StreamProtocolName;
  readonly framer: Framer;
  readonly memory: Memory;
  /** Decodes the whole frame [start, end). Never throws; keeps nothing of `bytes`. */
  readonly decode: (bytes: Uint8Array, start: number, end: number, memory: Memory) => Frame;
  /** What to remember after a frame that was not rejected; the same object where nothing is new. */
  readonly remember: (memory: Memory, frame: Frame, bytes: Uint8Array, start: number) => Memory;
};

export function streamProtocol<Memory extends { readonly device: string | null }>(
  codec: Codec<Memory>,
): StreamProtocol<Session<Memory>> {
  const { framer } = codec;
  const tooLong = `The frame is longer than ${framer.longest} bytes, the most that this protocol sends.`;
  const start: Session<Memory> = { framing: startFraming, memory: codec.memory };

  const run = (session: Session<Memory>, chunk: Uint8Array | null): Step<Session<Memory>> => {
    const frames: Frame[] = [];
    let { memory } = session;
    const take = (bytes: Uint8Array, from: number, to: number, isTooLong: boolean): void => {
      if (isTooLong) {
        frames.push(rejectedFrame(memory.device, tooLong, bytes, from, to));
        return;
      }
      const frame = codec.decode(bytes, from, to, memory);
      frames.push(frame);
      if (frame.rejected === null) memory = codec.remember(memory, frame, bytes, from);
    };
    const framing =
      chunk === null
        ? closeFraming(framer, session.framing, take)
        : receiveBytes(framer, session.framing, chunk, take);
    return { session: { framing, memory }, frames };
  };

  return {
    name: codec.name,
    start: () => start,
    receive: (session, bytes) => run(session, bytes),
    finish: (session) => run(session, null),
    left: (session) => unfinishedBytes(session.framing),
  };
}

/** Binds the connection to the first device that it named. */
export function rememberDevice<Memory extends { readonly device: string | null }>(
  memory: Memory,
  frame: Frame,
): Memory {
  return memory.device === null && frame.device !== null ? { ...memory, device: frame.device } : memory;
}
