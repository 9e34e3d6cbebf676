import { writeReading } from '@attend/contracts/reading';
import {
  type Fault,
  fail,
  type HttpProtocolName,
  type ProtocolName,
  type Result,
  succeed,
} from '@attend/kernel';
import {
  type Frame,
  type HttpMessage,
  httpProtocols,
  type StreamProtocol,
  streamProtocols,
} from '@attend/protocols';

/** One line of `attend decode`'s input, once it has been looked at. */
type Entry = { readonly id: unknown; readonly bytes: Uint8Array; readonly http: HttpMessage | null };

type Fields = { readonly [field: string]: unknown };
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const wrong = (field: string, message: string): Result<never, Fault> =>
  fail({ code: 'input', message: `the field "${field}" ${message}`, path: [field] });

/** Decodes one input line: the object of the output line, or what is wrong with the input, naming the field. */
export function decodeEntry(protocol: ProtocolName, text: string): Result<object, Fault> {
  const entry = readEntry(text, isHttp(protocol));
  if (!entry.ok) return entry;
  const { id, bytes, http } = entry.value;
  const { frames, left } =
    http !== null && isHttp(protocol)
      ? { frames: httpProtocols[protocol].decode(http).frames, left: 0 }
      : isHttp(protocol)
        ? { frames: [], left: 0 }
        : decodeStream(streamProtocols[protocol], bytes);
  return succeed({
    id,
    readings: frames.flatMap((frame) => frame.readings.map(writeReading)),
    replies: frames.flatMap(({ reply }) => (reply === null || reply.length === 0 ? [] : [encoded(reply)])),
    rejected: frames.flatMap(({ rejected }) =>
      rejected === null ? [] : [{ reason: rejected.reason, ...encoded(rejected.data) }],
    ),
    left,
  });
}

const isHttp = (protocol: ProtocolName): protocol is HttpProtocolName => protocol in httpProtocols;

/** The whole connection: these bytes, and then its end. */
function decodeStream(
  protocol: StreamProtocol,
  bytes: Uint8Array,
): { frames: readonly Frame[]; left: number } {
  const received = protocol.receive(protocol.start(), bytes);
  const finished = protocol.finish(received.session);
  return { frames: [...received.frames, ...finished.frames], left: protocol.left(finished.session) };
}

function readEntry(text: string, wantsHttp: boolean): Result<Entry, Fault> {
  let fields: unknown;
  try {
    fields = JSON.parse(text);
  } catch {
    return fail({ code: 'input', message: 'it is not JSON' });
  }
  if (!isFields(fields)) return fail({ code: 'input', message: 'it is not a JSON object' });
  const { id, encoding, data, http } = fields;
  if (typeof id !== 'string' && typeof id !== 'number')
    return wrong('id', 'is missing or neither text nor a number');
  if (encoding !== 'text' && encoding !== 'hex') return wrong('encoding', 'is neither "text" nor "hex"');
  if (typeof data !== 'string') return wrong('data', 'is missing or no text');
  if (encoding === 'hex' && !/^(?:[0-9a-fA-F]{2})*$/.test(data))
    return wrong('data', 'is not hexadecimal bytes');
  const bytes = new Uint8Array(Buffer.from(data, encoding === 'hex' ? 'hex' : 'utf8'));
  if (!wantsHttp) return succeed({ id, bytes, http: null });
  if (!isFields(http))
    return wrong('http', 'is missing: a protocol over HTTP needs its method, path and contentType');
  const { method, path, contentType = null } = http;
  if (typeof method !== 'string') return wrong('http.method', 'is missing or no text');
  if (typeof path !== 'string') return wrong('http.path', 'is missing or no text');
  if (contentType !== null && typeof contentType !== 'string')
    return wrong('http.contentType', 'is neither null nor text');
  return succeed({ id, bytes, http: { method, path, contentType, body: bytes } });
}

/** As text where it is printable ASCII with ordinary line ends, else in hexadecimal. */
function encoded(bytes: Uint8Array): { encoding: 'text' | 'hex'; data: string } {
  const text = bytes.every(
    (byte) => (byte >= 0x20 && byte < 0x7f) || byte === 0x0d || byte === 0x0a || byte === 0x09,
  );
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return text
    ? { encoding: 'text', data: buffer.toString('latin1') }
    : { encoding: 'hex', data: buffer.toString('hex') };
}
