import type { AuditRoot } from '@attend/contracts/audit';
import type { StoredRoot } from '../database/repositories/audit-chain.ts';
import type { RootRow } from './canonical.ts';

/** The published form of a signed root; null: not signed yet. */
export function writeRoot(row: StoredRoot): AuditRoot | null {
  if (row.key === null || row.signature === null) return null;
  return {
    day: row.day,
    first: row.first_position,
    entries: row.entries,
    root: row.root.toString('hex'),
    head: row.head.toString('hex'),
    previous: row.previous.toString('hex'),
    madeAt: row.made_at,
    key: row.key,
    signature: row.signature.toString('base64'),
  };
}

export const readRoot = (root: AuditRoot): RootRow => ({
  day: root.day,
  first_position: root.first,
  entries: root.entries,
  root: Buffer.from(root.root, 'hex'),
  head: Buffer.from(root.head, 'hex'),
  previous: Buffer.from(root.previous, 'hex'),
  made_at: root.madeAt,
});
