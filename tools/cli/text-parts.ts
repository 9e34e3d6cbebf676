import { createReadStream } from 'node:fs';
import { encodingOf } from '@attend/kernel';

/** A file's text in parts of about so many characters. Decoded as a stream, so that no character is cut in two. */
export async function* textParts(path: string, characters = 500_000): AsyncGenerator<string> {
  let text = '';
  let decoder: TextDecoder | null = null;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) {
    decoder ??= new TextDecoder(encodingOf(chunk));
    text += decoder.decode(chunk, { stream: true });
    if (text.length < characters) continue;
    yield text;
    text = '';
  }
  text += decoder?.decode() ?? '';
  if (text !== '') yield text;
}
