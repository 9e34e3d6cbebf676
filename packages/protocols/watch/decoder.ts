import { batteryOf, emptyFrame, readingFrame, readingOf, rejectedFrame, signalOf } from '../frames.ts';
import type { Frame } from '../protocol.ts';
import { within } from '../ranges.ts';
import { comma, fieldDecimal, fieldEnd, fieldStart, hexNumber, makeFields, splitFields } from '../scan.ts';
import { bytesOfAscii, textOfAscii } from '../text.ts';
import { readHeader, type WatchHeader, writeFrame } from './header.ts';
import { readPosition } from './position.ts';

/** `maker`: the letters that the device last used; commands to it carry them. */
export type WatchMemory = { readonly device: string | null; readonly maker: string | null };

/** 0 to 100. */
const gsmAt = 12;
// Seven cells and twenty networks make 100 fields.
const fields = makeFields(256);
/** Longest word of any message that we know, with room. */
const longestWord = 24;

/** Voice and media: nothing of them is kept, so their escaped bytes are never even unescaped. */
const media = new Set(['TK', 'JXTK', 'TKQ', 'TKQ2', 'img', 'IMG', 'rcapture']);
/** Answers to what a server asked for. */
const answers = new Set([
  'CR',
  'UPLOAD',
  'SOS',
  'SOS1',
  'SOS2',
  'SOS3',
  'RESET',
  'POWEROFF',
  'REMOVE',
  'LOWBAT',
  'SOSSMS',
  'LZ',
  'MESSAGE',
  'JXTKR',
  'WORK',
  'FIND',
  'FACTORY',
  'IP',
  'CENTER',
  'SILENCETIME',
  'PHB',
  'PHB2',
  'FLOWER',
  'REMIND',
  'MONITOR',
  'TS',
  'VERNO',
]);

/** One frame, bracket to bracket. */
export function decodeWatch(bytes: Uint8Array, start: number, end: number, memory: WatchMemory): Frame {
  const reject = (reason: string, device: string | null = memory.device): Frame =>
    rejectedFrame(device, reason, bytes, start, end);
  if (bytes[start] !== 0x5b) return reject('These bytes stand outside of any frame.');
  if (bytes[end - 1] !== 0x5d) return reject('The frame has no closing bracket before the next one begins.');
  const header = readHeader(bytes, start, end, memory.device);
  if (header === null) return reject('The header is not a maker, a device of 9 to 15 digits and a length.');
  const { device } = header;
  const word = wordAt(bytes, header.contentAt, end - 1);
  if (word === null) return reject('The frame has no content.', device);
  if (media.has(word)) return emptyFrame(device, mediaAnswer(header, word));
  if (answers.has(word)) return emptyFrame(device, null);
  // Names of networks may hold commas: fields past the capacity are only ever of those, and nobody reads them.
  splitFields(fields, bytes, header.contentAt, end - 1);
  if (word.startsWith('UD') || word.startsWith('AL') || word === 'WT') {
    const reading = readPosition(fields, device, indexOf(header));
    if (typeof reading === 'string') return reject(reading, device);
    const signal = signalOf(fieldDecimal(fields, gsmAt), 100);
    return readingFrame(reading, word.startsWith('AL') ? answer(header, 'AL') : null, signal);
  }
  if (word === 'LK') return keepAlive(header, reject);
  // First contact, health, and whatever else a model sends: a sign of life.
  const reading = readingOf(device, { sequence: indexOf(header) });
  return readingFrame(reading, word === 'INIT' ? answer(header, 'INIT,1') : null);
}

/** The content's first field, at most so many characters of it; null where it is empty. */
function wordAt(bytes: Uint8Array, start: number, end: number): string | null {
  let at = start;
  while (at < end && at - start < longestWord && bytes[at] !== comma) at++;
  return at === start ? null : textOfAscii(bytes, start, at);
}

const indexOf = (header: WatchHeader): number | null => {
  if (header.index === null) return null;
  return hexNumber(bytesOfAscii(header.index), 0, 4);
};

const answer = (header: WatchHeader, content: string): Uint8Array =>
  writeFrame(header.maker, header.device, header.index, content);

function mediaAnswer(header: WatchHeader, word: string): Uint8Array | null {
  if (word === 'JXTK') return answer(header, 'JXTKR,1');
  return word === 'TKQ' || word === 'TKQ2' ? answer(header, word) : null;
}

/** `LK` or `LK,steps,rolls,battery`: a reading only where it says something of the battery. */
function keepAlive(header: WatchHeader, reject: (reason: string, device: string) => Frame): Frame {
  const percent = fieldEnd(fields, 3) > fieldStart(fields, 3) ? fieldDecimal(fields, 3) : null;
  if (!within(percent, 0, 100)) return reject('The battery percentage is impossible.', header.device);
  const battery = batteryOf(percent, null);
  const reply = answer(header, 'LK');
  if (battery === null) return emptyFrame(header.device, reply);
  return readingFrame(readingOf(header.device, { battery, sequence: indexOf(header) }), reply);
}
