import { tellsAddress } from '@attend/casework';
import type { PersonRecordView } from '@attend/contracts/register';
import type { RegisterEntryView } from '@attend/contracts/register-entries';
import { fail, formatInstant, type Result, succeed } from '@attend/kernel';
import { grantsOf } from '../../access/policy.ts';
import { nameOf, openPerson } from '../../database/repositories/people.ts';
import { findGroups } from '../../database/repositories/person-links.ts';
import { findBeyond, loadReach } from '../../database/repositories/reach.ts';
import { findRegistered, listPersonChanges } from '../../database/repositories/register.ts';
import {
  listEntries,
  loadProtectedAddresses,
  type RegisterEntryRow,
} from '../../database/repositories/register-entries.ts';
import { openRow } from '../../database/repositories/sealed.ts';
import { mayOn } from '../access/may-on.ts';
import { instantText } from '../alerts/summary.ts';
import type { StaffContext } from '../context.ts';
import { noSuchPerson } from '../messages/contact-points.ts';

/** PPL-17, of many: from whose protected addresses whoever asks is kept. */
export async function findKeptFrom(
  { client, programme }: StaffContext,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const working = ['assigned', 'delegated'];
  const grants = grantsOf('people.read').filter((grant) => working.includes(grant.split('/')[1] ?? ''));
  return new Set(await findBeyond(client, await loadReach(client, programme.id, grants), ids));
}

/** PPL-17: a protected address is shown to who is assigned to the person, or stands in for them: not to an office, an attorney or an auditor. */
export const seesProtected = async (context: StaffContext, id: string): Promise<boolean> =>
  !(await findKeptFrom(context, [id])).has(id);

/**
 * PPL-17, HLP-5: whether a text tells a protected address that is on any record of theirs. The addresses themselves leave this for
 * nobody.
 */
export async function readsProtected(
  { client, services, record }: StaffContext,
  id: string,
): Promise<(text: string) => boolean> {
  const group = (await findGroups(client, [id])).get(id) ?? [id];
  record.passOver(group.filter((one) => one !== id));
  const addresses = await loadProtectedAddresses(client, services.keyring, group);
  return (text) => tellsAddress(text, addresses);
}

function viewOf(context: StaffContext, row: RegisterEntryRow, seesAll: boolean): RegisterEntryView[] {
  const key = context.services.keyring.find(row.participantId);
  if (key === null) return [];
  const shown = {
    ...{ id: row.id, version: row.version, from: row.from, to: row.to },
    changed: { at: formatInstant(row.changedAt), by: row.changedBy },
    inError: instantText(row.inErrorAt),
  };
  // Before anything is opened.
  if (row.protected && !seesAll) return [{ ...shown, kind: 'withheld-address' }];
  const entry = openRow(key, 'register_entry', row.id, row.sealed);
  if (entry.kind !== 'address') return [{ ...shown, ...entry }];
  return [{ ...shown, ...entry, protected: row.protected }];
}

export async function readRegister(context: StaffContext, id: string): Promise<Result<PersonRecordView>> {
  const { client, services, record } = context;
  const row = await findRegistered(client, id);
  if (row === null) return fail(noSuchPerson);
  await record.open(id);
  const details = openPerson(services.keyring, id, row.sealed);
  const seesAll = await seesProtected(context, id);
  const last = (await listPersonChanges(client, id, row.version - 1)).at(-1);
  return succeed({
    participant: id,
    ...{ version: row.version, reference: row.reference, timezone: row.timezone },
    name: nameOf(details),
    preferredName: details?.preferredName ?? null,
    otherNames: details?.otherNames ?? [],
    languages: details?.languages ?? [],
    pronouns: details?.pronouns ?? null,
    identifiers: details?.identifiers ?? [],
    needs: details?.needs ?? [],
    office: row.officeId === null ? null : { id: row.officeId, name: row.office ?? '' },
    entries: (await listEntries(client, id)).flatMap((entry) => viewOf(context, entry, seesAll)),
    changed: last === undefined ? null : { at: formatInstant(last.at), by: last.by },
    mayChange: details !== null && (await mayOn(context, 'people.write', id)),
  });
}
