import { readFileSync } from 'node:fs';
import { type AuditRoot, auditProof, auditRootsFile } from '@attend/contracts/audit';
import { faultOfProof } from '@attend/server/audit/prove';
import { type PublicKeys, parsePublicKeys } from '@attend/server/audit/signing';
import { knownKeys, verifyHere } from '@attend/server/operator/audit';
import type { Command } from 'commander';
import type { z } from 'zod';
import { addPlaceOptions } from './operate.ts';
import { Refusal } from './refusal.ts';
import { readPlace } from './settings.ts';

type Options = Readonly<Record<string, unknown>> & {
  readonly roots?: string;
  readonly publicKey?: string;
  readonly proof?: string;
};

/** `attend verify audit`: recomputes all of it. Evidence packets join with the issue that makes them. */
export function registerVerify(program: Command): void {
  addPlaceOptions(
    program
      .command('verify')
      .argument('<what>', '«audit»; evidence packets come with a later version')
      .description('check the audit: every change, look, upload and daily root, and say where it breaks')
      .option('--roots <file>', 'roots that were deposited elsewhere (attend audit roots)')
      .option('--public-key <file>', 'the public keys to believe, PEM (attend audit key)')
      .option('--proof <file>', 'check one proof instead (attend audit proof), with no database'),
  ).action(async (what: string, options: Options) => {
    if (what !== 'audit')
      throw new Refusal(
        `there is no «${what}» to verify: this version verifies the audit, evidence packets come with a later one`,
      );
    if (options.proof !== undefined) verifyProof(options.proof, options);
    else await verifyAll(options);
  });
}

async function verifyAll(options: Options): Promise<void> {
  const place = readPlace(options);
  const file = options.roots === undefined ? null : readForm(options.roots, auditRootsFile);
  const deposited: readonly AuditRoot[] = file?.roots ?? [];
  // Who deposited the file trusts it more than the machine that is checked.
  const keys = keysFor(options, file?.publicKeys) ?? knownKeys(place);
  if (keys.size === 0)
    throw new Refusal(
      `no public key is known: give --public-key, or the --data folder whose program signed (${place.dataDir} has none)`,
    );
  const done = await verifyHere(place, {
    keys,
    deposited,
    found: ({ sentence }) => process.stdout.write(`${sentence}\n`),
  });
  const { entries, uploads, droppedUploads, roots, waiting, findings } = done;
  const dropped = droppedUploads === 0 ? '' : ` and ${droppedUploads} that retention has dropped`;
  const covers = `${entries} entries, ${uploads} uploads${dropped}, ${roots} daily roots; ${waiting} commits wait for the chain`;
  if (findings > 0)
    throw new Refusal(`the audit does not hold: ${findings} things are wrong, in ${covers}`, 1);
  process.stdout.write(`The audit holds: ${covers}.\n`);
}

function verifyProof(path: string, options: Options): void {
  const proof = readForm(path, auditProof);
  const keys = keysFor(options, proof.publicKeys);
  if (keys === null) throw new Refusal(`${path} names no public key: give --public-key`);
  const fault = faultOfProof(proof, keys);
  if (fault !== null) throw new Refusal(fault, 1);
  const { entry, root } = proof;
  const believed =
    options.publicKey === undefined ? ' The key is the file’s own: compare it with the published one.' : '';
  process.stdout.write(
    `The proof holds: ${entry.kind} ${entry.id} stood at position ${entry.position} on ${root.day}, signed by the key ${root.key}.${believed}\n`,
  );
}

/** What `--public-key` names, else the keys of a file; null: neither has any. */
function keysFor(options: Options, own: readonly string[] | undefined): PublicKeys | null {
  if (options.publicKey === undefined) return own === undefined ? null : readKeys(own.join('\n'), 'the file');
  const keys = readKeys(readText(options.publicKey), options.publicKey);
  if (keys === null) throw new Refusal(`${options.publicKey} holds no public key in PEM form`);
  return keys;
}

function readKeys(text: string, name: string): PublicKeys | null {
  try {
    return parsePublicKeys(text);
  } catch (thrown) {
    throw new Refusal(`a public key of ${name} cannot be read: ${messageOf(thrown)}`);
  }
}

function readForm<S extends z.ZodType>(path: string, form: S): z.output<S> {
  let value: unknown;
  try {
    value = JSON.parse(readText(path));
  } catch (thrown) {
    if (thrown instanceof Refusal) throw thrown;
    throw new Refusal(`${path} is not JSON: ${messageOf(thrown)}`);
  }
  const read = form.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Refusal(`${path}: the field "${issue?.path.join('.') ?? ''}" ${issue?.message ?? 'is wrong'}`);
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (thrown) {
    throw new Refusal(`${path} cannot be read: ${messageOf(thrown)}`);
  }
}

const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
