import type { AuditRoot, AuditRootsFile, AuditRootsView } from '@attend/contracts/audit';
import { writeRoot } from '../../audit/roots-file.ts';
import { writePublicKey } from '../../audit/signing.ts';
import {
  listLatestRoots,
  listRoots,
  readAuditStanding,
  type StoredRoot,
} from '../../database/repositories/audit-chain.ts';
import type { StaffContext } from '../context.ts';

const page = 100;
/** Of days: more than a century. */
const most = 40_000;

const signed = (rows: readonly StoredRoot[]): AuditRoot[] => rows.flatMap((row) => writeRoot(row) ?? []);

/** The running day as far as it has come, and signed roots, the newest first. */
export async function readRoots(
  { client, services }: StaffContext,
  before: string | undefined,
): Promise<AuditRootsView> {
  const rows = await listLatestRoots(client, before ?? null, page + 1);
  const standing = await readAuditStanding(client);
  const { key } = services.audit;
  const pem = services.audit.publicKeys().get(key);
  return {
    today: {
      day: standing.day,
      entries: standing.entries,
      root: standing.root.toString('hex'),
      position: standing.position,
    },
    key: { name: key, pem: pem === undefined ? '' : writePublicKey(pem) },
    roots: signed(rows.slice(0, page)),
    next: rows.length > page ? (rows[page - 1]?.day ?? null) : null,
  };
}

/** Every signed root there is, to be deposited elsewhere. */
export async function readRootsFile({
  client,
  services,
}: Pick<StaffContext, 'client' | 'services'>): Promise<AuditRootsFile> {
  return {
    format: 'attend-audit-roots/1',
    publicKeys: [...services.audit.publicKeys().values()].map(writePublicKey),
    roots: signed(await listRoots(client, null, most)),
  };
}
