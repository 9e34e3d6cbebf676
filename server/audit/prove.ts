import type { AuditProof, AuditRoot } from '@attend/contracts/audit';
import { readLinks } from '../database/repositories/audit-chain.ts';
import type { Queryable } from '../database/repositories/queryable.ts';
import { type LinkRow, linkOf, rootStatement } from './canonical.ts';
import { climb, hashLeaf, ProofBuilder } from './merkle.ts';
import { readRoot } from './roots-file.ts';
import { faultOfSignature, type PublicKeys, writePublicKey } from './signing.ts';

const page = 10_000n;

/** The way from one link to its day's root. Reads the day's links a page at a time: hashes, nobody's data. */
export async function proveEntry(
  client: Queryable,
  link: LinkRow,
  root: AuditRoot,
  keys: PublicKeys,
): Promise<AuditProof> {
  const first = BigInt(root.first);
  const end = first + BigInt(root.entries);
  const builder = new ProofBuilder(Number(BigInt(link.position) - first));
  for (let from = first; from < end; from += page) {
    const to = from + page < end ? from + page - 1n : end - 1n;
    for (const row of await readLinks(client, from, to)) builder.add(hashLeaf(row.link));
  }
  return {
    format: 'attend-audit-proof/1',
    entry: {
      position: link.position,
      kind: link.kind,
      id: link.entry_id,
      programme: link.programme_id,
      at: link.at,
      content: link.content.toString('hex'),
      previous: link.previous.toString('hex'),
    },
    steps: builder.finish().steps.map(({ side, hash }) => ({ side, hash: hash.toString('hex') })),
    root,
    publicKeys: [...keys.values()].map(writePublicKey),
  };
}

/** Why a proof does not hold; null: the entry stood in the chain on that day, as the key's holder signed. */
export function faultOfProof(proof: AuditProof, keys: PublicKeys): string | null {
  const { entry, steps, root } = proof;
  const link = linkOf({
    position: entry.position,
    kind: entry.kind,
    entry_id: entry.id,
    programme_id: entry.programme,
    at: entry.at,
    content: Buffer.from(entry.content, 'hex'),
    previous: Buffer.from(entry.previous, 'hex'),
  });
  const reached = climb(
    hashLeaf(link),
    steps.map(({ side, hash }) => ({ side, hash: Buffer.from(hash, 'hex') })),
  );
  if (reached.toString('hex') !== root.root)
    return `The entry at position ${entry.position} does not stand under the root of ${root.day}.`;
  const fault = faultOfSignature(
    keys,
    root.key,
    rootStatement(readRoot(root)),
    Buffer.from(root.signature, 'base64'),
  );
  return fault === null ? null : `The root of ${root.day} ${fault}.`;
}
