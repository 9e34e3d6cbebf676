import { fail, type Result, say, succeed } from '@attend/kernel';

/** Of one file, as it comes: a scan of many pages; a photo of fifty megapixels. */
export const mostFileBytes = 10 * 1024 * 1024;
/** Of one person: a case of years. What comes beyond is a mistake, or somebody who fills the disk. */
export const mostFilesOfPerson = 500;
export const mostBytesOfPerson = 500 * 1024 * 1024;

/** FIL-7: whether another file of a person is taken. */
export function permitFile(
  kept: { readonly files: number; readonly bytes: number },
  bytes: number,
): Result<null> {
  if (kept.files >= mostFilesOfPerson)
    return fail({
      code: 'files-full',
      ...say('{most} files of this person are kept already; no more are taken.', { most: mostFilesOfPerson }),
      path: ['body'],
    });
  if (kept.bytes + bytes > mostBytesOfPerson)
    return fail({
      code: 'files-full',
      ...say('The files of this person would take more than {most} MB together.', {
        most: mostBytesOfPerson / 1024 / 1024,
      }),
      path: ['body'],
    });
  return succeed(null);
}
