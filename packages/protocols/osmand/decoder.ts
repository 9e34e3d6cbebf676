import type { Reading } from '@attend/kernel';
import { readingFrame, rejectedFrame } from '../frames.ts';
import { longestBody, numberOf, parseJsonObject, textAt } from '../json.ts';
import { isIdentifier, longestPath } from '../phone.ts';
import type { Frame, HttpMessage, HttpProtocol } from '../protocol.ts';
import { textOfUtf8 } from '../text.ts';
import { firstOf, parseParameters, requestBytes } from './parameters.ts';
import { readQuery } from './query.ts';
import { readReport } from './report.ts';

type Answer = { readonly status: number; readonly frames: readonly Frame[] };

export const osmand: HttpProtocol = { name: 'osmand', decode: decodeOsmand };

function decodeOsmand(message: HttpMessage): Answer {
  const reject = (reason: string, device: string | null = null): Answer => {
    const bytes = requestBytes(message.path.slice(0, longestPath), message.body);
    return { status: 400, frames: [rejectedFrame(device, reason, bytes, 0, bytes.length)] };
  };
  if (message.body.length > longestBody) return reject(`The body is longer than ${longestBody} bytes.`);
  if (message.path.length > longestPath) return reject(`The path is longer than ${longestPath} characters.`);
  const found = isJson(message) ? fromJson(message.body) : fromParameters(message);
  if (typeof found === 'string') return reject(found);
  const { device, reading } = found;
  if (typeof reading === 'string') return reject(reading, device);
  return { status: 200, frames: [readingFrame(reading, null)] };
}

type Found = { readonly device: string; readonly reading: Reading | string };

const openBrace = 0x7b;

/** By its content type; clients that state none are known by the brace. Without a body there is only the query. */
function isJson({ contentType, body }: HttpMessage): boolean {
  if (body.length === 0) return false;
  return /^application\/json\b/i.test(contentType ?? '') || body[0] === openBrace;
}

function fromJson(body: Uint8Array): Found | string {
  const json = parseJsonObject(body);
  if (typeof json === 'string') return json;
  const number = numberOf(json, 'device_id');
  const device = textAt(json, 'device_id') ?? (Number.isSafeInteger(number) ? `${number}` : null);
  if (device === null) return 'The request names no device_id.';
  if (!isIdentifier(device)) return 'The device_id is no identifier.';
  return { device, reading: readReport(json, device) };
}

/** The query, and behind it a posted form. */
function fromParameters(message: HttpMessage): Found | string {
  const question = message.path.indexOf('?');
  const query = question < 0 ? '' : (message.path.slice(question + 1).split('#', 1)[0] ?? '');
  const form = message.body.length === 0 ? '' : textOfUtf8(message.body);
  const parameters = parseParameters(`${query}&${form}`);
  if (typeof parameters === 'string') return parameters;
  const device = firstOf(parameters, 'id', 'deviceid');
  if (device === null) return 'The request names no id or deviceid.';
  if (!isIdentifier(device)) return 'The id is no identifier.';
  return { device, reading: readQuery(parameters, device) };
}
