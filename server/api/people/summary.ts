import type { PersonSummary } from '@attend/contracts/people';
import type { Keyring } from '@attend/server/keys/keyring';
import { loadPeople, nameOf, openPerson, type PersonRow } from '../../database/repositories/people.ts';
import type { Queryable } from '../../database/repositories/queryable.ts';
import { instantText, staffOf } from '../alerts/summary.ts';

export function summarisePerson(keyring: Keyring, row: PersonRow, matched: string | null): PersonSummary {
  return {
    id: row.id,
    reference: row.reference,
    name: nameOf(openPerson(keyring, row.id, row.sealed)),
    office: row.office,
    officer: staffOf(row.officerId, row.officer),
    technology: row.technology,
    device: row.device,
    openAlerts: row.openAlerts,
    lastContact: instantText(row.lastContact),
    suspended: row.suspended,
    matched,
  };
}

/** In the order of the ids. */
export async function summarisePeople(
  client: Queryable,
  keyring: Keyring,
  ids: readonly string[],
  matched: ReadonlyMap<string, string> = new Map(),
): Promise<PersonSummary[]> {
  if (ids.length === 0) return [];
  const rows = await loadPeople(client, ids);
  return rows.map((row) => summarisePerson(keyring, row, matched.get(row.id) ?? null));
}
