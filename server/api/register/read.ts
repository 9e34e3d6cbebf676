import type { PersonRecordView } from '@attend/contracts/register';
import type { RegisterEntryView } from '@attend/contracts/register-entries';
import { fail, formatInstant, type Result, succeed } from '@attend/kernel';
import { seesProtected } from '../../access/protected-addresses.ts';
import { nameOf, openPerson } from '../../database/repositories/people.ts';
import { findRegistered, listPersonChanges } from '../../database/repositories/register.ts';
import { listEntries, type RegisterEntryRow } from '../../database/repositories/register-entries.ts';
import { openRow } from '../../database/repositories/sealed.ts';
import { mayOn } from '../access/may-on.ts';
import { instantText } from '../alerts/summary.ts';
import type { StaffContext } from '../context.ts';
import { noSuchPerson } from '../messages/contact-points.ts';

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
