import { createHash, createHmac } from 'node:crypto';
import { z } from 'zod';

export const manifestFile = 'manifest.json';

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** What a backup holds; written last, so that a folder without it is no whole backup. */
export const manifestForm = z.object({
  form: z.literal(1),
  /** Of the snapshot: what was committed before it is in the backup, what came after it is not. */
  madeAt: z.iso.datetime(),
  postgresql: z.string(),
  migrations: z.array(z.object({ number: z.int(), name: z.string(), checksum: hash })),
  /** Null: not encrypted. scrypt's salt, in hexadecimal. */
  salt: z.string().nullable(),
  tables: z.array(
    z.object({
      name: z.string().regex(/^(attend|auth)\.[a-z0-9_]+$/),
      columns: z.array(z.string().regex(/^[a-z0-9_]+$/)),
      file: z.string().regex(/^[a-z0-9._-]+$/),
      rows: z.int(),
      /** Of the rows as PostgreSQL gives them, whatever the file's form. */
      bytes: z.int(),
      content: hash,
      /** Of the file as it stands. */
      stored: hash,
    }),
  ),
  sequences: z.array(
    z.object({
      name: z.string().regex(/^(attend|auth)\.[a-z0-9_]+$/),
      last: z.string(),
      called: z.boolean(),
    }),
  ),
});
export type Manifest = z.infer<typeof manifestForm>;

/** With a key nobody without it can have written the manifest; without one it still tells a damaged from a whole one. */
const sealOf = (text: string, key: Buffer | null): string =>
  key === null
    ? createHash('sha256').update(text).digest('hex')
    : createHmac('sha256', key).update(`attend backup manifest ${text}`).digest('hex');

export const writeManifest = (manifest: Manifest, key: Buffer | null): string => {
  const text = JSON.stringify(manifest);
  return `${JSON.stringify({ manifest, seal: sealOf(text, key) }, null, 1)}\n`;
};

const outer = z.object({ manifest: z.unknown(), seal: z.string() });

/** Null where it is no manifest of ours. `keyOf` gives the key for its salt. */
export function readManifest(
  text: string,
  keyOf: (salt: string | null) => Buffer | null,
): { readonly manifest: Manifest; readonly whole: boolean } | null {
  try {
    const { manifest: inside, seal } = outer.parse(JSON.parse(text));
    const manifest = manifestForm.parse(inside);
    return { manifest, whole: sealOf(JSON.stringify(manifest), keyOf(manifest.salt)) === seal };
  } catch {
    return null;
  }
}
