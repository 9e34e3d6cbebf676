import { type Fault, fail, type Result, succeed } from '@attend/kernel';

export type InputLine = { readonly number: number; readonly text: string };

/** Bytes. A line that is longer is no line of ours but a file without any: it must not fill the memory. */
const longestLine = 16 * 1024 * 1024;

const lineFeed = 0x0a;

/** UTF-8 lines of a stream, one after the other, none but the present one held. Ends with the first that cannot be read. */
export async function* inputLines(
  input: AsyncIterable<Uint8Array | string>,
): AsyncGenerator<Result<InputLine, Fault>, void, void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let parts: Uint8Array[] = [];
  let length = 0;
  let number = 0;
  const take = (): Result<InputLine, Fault> => {
    number++;
    try {
      return succeed({ number, text: decoder.decode(Buffer.concat(parts)) });
    } catch {
      return fail({ code: 'input', message: `line ${number} is not UTF-8 text` });
    } finally {
      parts = [];
      length = 0;
    }
  };
  for await (const chunk of input) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    let from = 0;
    for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, from)) {
      parts.push(bytes.subarray(from, at));
      from = at + 1;
      const line = take();
      yield line;
      if (!line.ok) return;
    }
    if (from < bytes.length) parts.push(bytes.subarray(from));
    length += bytes.length - from;
    if (length > longestLine) {
      yield fail({ code: 'input', message: `line ${number + 1} is longer than ${longestLine} bytes` });
      return;
    }
  }
  if (length > 0) yield take();
}
