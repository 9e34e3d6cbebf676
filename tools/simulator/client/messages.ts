import type { Reading, StreamProtocolName } from '@attend/kernel';
import { streamEncoders } from '@attend/protocols/encoders';
import { streamBytesOf } from '../device/carry.ts';

/** Bytes of one message, and the answers that say it has been kept, in order. None: nobody will ever say. */
export type Message = {
  readonly bytes: Uint8Array;
  readonly answers: readonly string[];
  readonly isReading: boolean;
};

/** `$EAVACK,<event code>,<the sentence's own checksum>` for each sentence in lower-case form. PROTOCOLS.md 1. */
function laipacAnswers(bytes: Uint8Array): string[] {
  const lines = Buffer.from(bytes).toString('latin1').trim().split('\r\n');
  return lines.map((line) => {
    const [body = '', checksum = ''] = line.split('*');
    return `EAVACK,${body.split(',')[11] ?? ''},${checksum}`;
  });
}

/** An alarm's answer; positions have none. PROTOCOLS.md 3. */
function watchAnswers(bytes: Uint8Array): string[] {
  const frame = Buffer.from(bytes).toString('latin1');
  const content = frame.slice(1, -1).split('*').at(3) ?? '';
  return content.startsWith('AL') ? ['AL'] : [];
}

export function messageOf(protocol: StreamProtocolName, reading: Reading): Message {
  const bytes = streamBytesOf(protocol, reading);
  const answers =
    protocol === 'laipac' ? laipacAnswers(bytes) : protocol === 'watch' ? watchAnswers(bytes) : [];
  return { bytes, answers, isReading: true };
}

/** What a device says first on each connection; null where it says nothing. */
export function helloOf(protocol: StreamProtocolName, device: string): Message | null {
  const bytes = streamEncoders[protocol].hello(device);
  return bytes === null ? null : { bytes, answers: protocol === 'watch' ? ['INIT,1'] : [], isReading: false };
}

/** Cuts what the gateway sends into answers' texts; the rest waits for its end. */
export function splitAnswers(
  protocol: StreamProtocolName,
  text: string,
): { answers: string[]; rest: string } {
  if (protocol === 'watch') {
    const answers = [
      ...text.matchAll(/\[[^*\]]*\*[^*\]]*\*(?:[0-9a-fA-F]{4}\*)?[0-9a-fA-F]{4}\*([^\]]*)\]/g),
    ];
    return {
      answers: answers.map(([, content]) => content ?? ''),
      rest: text.slice(text.lastIndexOf(']') + 1),
    };
  }
  const lines = text.split('\n');
  const rest = lines.pop() ?? '';
  return { answers: lines.map((line) => line.trim().replace(/^\$/, '').replace(/\*..$/, '')), rest };
}
