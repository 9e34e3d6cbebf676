import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Fault, fail, type Result, succeed } from '@attend/kernel';
import { readMigrations } from '../database/migrations.ts';
import { hashOfFile } from './files.ts';
import { type Manifest, manifestFile, readManifest } from './manifest.ts';
import { deriveBackupKey } from './sealing.ts';

export type Checked = { readonly manifest: Manifest; readonly key: Buffer | null };

/** A backup that is whole, opens with the secret, and was made by this program or an older one. Every file is read. */
export async function checkBackup(folder: string, secret: string | null): Promise<Result<Checked, Fault>> {
  const path = join(folder, manifestFile);
  if (!existsSync(path))
    return fail({
      code: 'no-backup',
      message: `${folder} has no ${manifestFile}: it is no backup, or one that was interrupted.`,
    });
  const keyOf = (salt: string | null): Buffer | null =>
    salt === null || secret === null ? null : deriveBackupKey(secret, Buffer.from(salt, 'hex'));
  const read = readManifest(readFileSync(path, 'utf8'), keyOf);
  if (read === null) return fail({ code: 'damaged', message: `${path} is not what a backup writes.` });
  const { manifest, whole } = read;
  if (manifest.salt !== null && secret === null)
    return fail({
      code: 'key-needed',
      message: 'This backup is encrypted: name its key file with --key-file.',
    });
  if (!whole)
    return fail({
      code: 'damaged',
      message:
        manifest.salt === null
          ? `${path} was altered after it was written.`
          : `${path} was altered after it was written, or the key file is another one.`,
    });
  const newer = newerThanProgram(manifest);
  if (newer !== null) return newer;
  for (const { file, stored } of manifest.tables) {
    if (!existsSync(join(folder, file)))
      return fail({ code: 'damaged', message: `${file} is missing in ${folder}.` });
    if ((await hashOfFile(folder, file)) !== stored)
      return fail({
        code: 'damaged',
        message: `${file} in ${folder} is not as it was written (its hash differs).`,
      });
  }
  return succeed({ manifest, key: keyOf(manifest.salt) });
}

function newerThanProgram({ migrations }: Manifest): Result<never, Fault> | null {
  const known = readMigrations();
  for (const { number, name, checksum } of migrations) {
    const file = known.find((one) => one.number === number);
    if (file === undefined)
      return fail({
        code: 'backup-newer',
        message: `The backup stands at migration ${name}, which this program does not know: restore it with the program that made it, or a newer one.`,
      });
    if (file.checksum !== checksum)
      return fail({
        code: 'backup-differs',
        message: `Migration ${name} of the backup has other content than this program's ${file.name}.`,
      });
  }
  return null;
}
