import { createHash } from 'node:crypto';
import { isWholePdf, recogniseFile, type StoredFileType } from '@attend/casework';
import { fail, type Result, succeed } from '@attend/kernel';
import { redrawImage } from './images.ts';

/** What came in, as it will be kept. */
export type PreparedFile = {
  readonly type: StoredFileType;
  readonly length: number;
  /** Of the bytes as they came: the same file sent again is the same request. */
  readonly digest: string;
  /** A function, so that nothing that writes a request out writes the content. */
  readonly content: () => Buffer;
};

/**
 * FIL-2, FIL-3: a file told by its content. An image is drawn anew; a PDF stays as it is, since to change one safely is to draw it
 * anew too, and a court's paper must stay what the court gave: it leaves as an attachment alone (http/send-file.ts).
 */
export async function prepareFile(bytes: Buffer): Promise<Result<PreparedFile>> {
  const type = recogniseFile(bytes);
  if (!type.ok) return type;
  const kept = type.value === 'pdf' ? keepPdf(bytes) : await redrawImage(bytes);
  if (!kept.ok) return kept;
  const content = kept.value;
  return succeed({
    type: type.value === 'pdf' ? 'pdf' : 'jpeg',
    length: content.length,
    digest: createHash('sha256').update(bytes).digest('hex'),
    content: () => content,
  });
}

const keepPdf = (bytes: Buffer): Result<Buffer> =>
  isWholePdf(bytes)
    ? succeed(bytes)
    : fail({
        code: 'file-broken',
        message: 'The PDF stops before its end: save or send it again.',
        path: ['body'],
      });
