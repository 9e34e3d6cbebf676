import { nameToSend, type StoredFileType } from '@attend/casework';
import type { FastifyReply } from 'fastify';
import type { SentFile } from '../files/sent-file.ts';

const mediaTypes: Readonly<Record<StoredFileType, string>> = { jpeg: 'image/jpeg', pdf: 'application/pdf' };

/**
 * FIL-5: what somebody uploaded leaves as an attachment, as what it is and nothing else (`nosniff`, set on every answer), and where a
 * browser opens it all the same it may run, load and ask for nothing. A page may still show an image that it asks for by itself.
 */
export function sendFile(reply: FastifyReply, { type, name, content }: SentFile): FastifyReply {
  return reply
    .code(200)
    .header('content-type', mediaTypes[type])
    .header('content-disposition', dispositionOf(nameToSend(name, type)))
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('cache-control', 'no-store')
    .send(Buffer.from(content.buffer, content.byteOffset, content.byteLength));
}

/** RFC 6266 with RFC 8187: a plain name for old programs, the whole of it for all others. */
export function dispositionOf(name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  const whole = encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}
