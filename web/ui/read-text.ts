import { encodingOf } from '@attend/kernel';

/** A chosen file's text. `File.text()` reads all as UTF-8, and of a spreadsheet saved as «Unicode text» nothing would be left. */
export async function readText(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}
