import type { StoredFileType } from './words.ts';

const endings: Readonly<Record<StoredFileType, RegExp>> = { jpeg: /\.jpe?g$/i, pdf: /\.pdf$/i };
const ending: Readonly<Record<StoredFileType, string>> = { jpeg: '.jpg', pdf: '.pdf' };

/** A path's last part, as the sender's system writes paths; what turns a line of text about stands in no name (Unicode TR 36, 3.1). */
const plainName = (given: string): string =>
  (given.split(/[/\\]/).at(-1) ?? '')
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, '')
    .replaceAll(/[<>:"|?*]/g, '_')
    .trim()
    .replace(/^\.+/, '');

/**
 * FIL-6: under which name a file is offered to whoever saves it. It ends as what the file is, whatever was said when it came: `notice.exe`
 * that is a PDF becomes `notice.exe.pdf`. Never a path of this machine: nothing here is kept under a name.
 */
export function nameToSend(given: string | null, type: StoredFileType): string {
  const name = plainName(given ?? '').slice(0, 150);
  if (name === '') return `file${ending[type]}`;
  return endings[type].test(name) ? name : `${name}${ending[type]}`;
}
