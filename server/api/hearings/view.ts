import type { HearingView } from '@attend/contracts/hearings';
import { formatInstant } from '@attend/kernel';
import type { Keyring } from '@attend/server/keys/keyring';
import type { HearingRow } from '../../database/repositories/hearings.ts';
import { nameOf, openPerson } from '../../database/repositories/people.ts';
import { openRow, type SealedForm } from '../../database/repositories/sealed.ts';

const nothing: SealedForm<'hearing'> = {
  ...{ caseNumber: null, matter: null, room: null, address: null, link: null, directions: null },
  ...{ uid: null, reason: null, note: null },
};

/** Without the person's key their words are gone; that there was a hearing is not. */
export function openHearing(keyring: Keyring, row: HearingRow): SealedForm<'hearing'> {
  const key = keyring.find(row.participantId);
  return key === null ? nothing : openRow(key, 'hearing', row.id, row.sealed);
}

const otherOf = (id: string | null, at: number | null): { id: string; at: string } | null =>
  id === null || at === null ? null : { id, at: formatInstant(at) };

export function hearingView(keyring: Keyring, row: HearingRow): HearingView {
  const { uid: _, ...words } = openHearing(keyring, row);
  return {
    ...words,
    id: row.id,
    participant: {
      id: row.participantId,
      reference: row.reference,
      name: nameOf(openPerson(keyring, row.participantId, row.person)),
    },
    office: row.office,
    at: formatInstant(row.at),
    timezone: row.timezone,
    kind: row.kind,
    court: row.court,
    status: row.status,
    appearance: row.appearance,
    excuse: row.excuse,
    movedTo: otherOf(row.movedTo, row.movedToAt),
    movedFrom: otherOf(row.movedFrom, row.movedFromAt),
    version: row.version,
    inError: row.inError,
  };
}
