import type { Keyring } from '@attend/server/keys/keyring';
import { type Author, writeChanges } from '../audit/changes.ts';
import {
  listOpenPlaces,
  lockHelp,
  openHelpPlace,
  protectPlace,
} from '../database/repositories/arranged-help.ts';
import { dropPlace, listCollectionPlaces } from '../database/repositories/device-collections.ts';
import { findGroups } from '../database/repositories/person-links.ts';
import type { Queryable } from '../database/repositories/queryable.ts';
import { openRow } from '../database/repositories/sealed.ts';
import { cancelRemindersOf } from '../messages/cancel-reminders.ts';
import { cancelMessages, collectionKeyOf } from '../messages/plan-message.ts';
import { readsProtected } from './protected-addresses.ts';

/** Whoever protects an address: by hand, or by a file. */
export type Protecting = {
  readonly client: Queryable;
  readonly keyring: Keyring;
  readonly author: Author;
  /** Puts looks on record. */
  readonly look: (participants: readonly string[]) => Promise<void>;
  readonly passOver: (participants: readonly string[]) => void;
};

/**
 * HLP-5: an address is protected from now on, and help was arranged there before: its place is protected too, on lists, on sheets and in
 * reminders that have not left. FIT-14: where a device was to be fetched there, the day stands and the words of where do not.
 */
export async function protectPlaces(protecting: Protecting, participant: string): Promise<void> {
  const { client, keyring, author, look, passOver } = protecting;
  const group = (await findGroups(client, [participant])).get(participant) ?? [participant];
  const record = { passOver: (ids: Iterable<string>) => passOver([...ids]) };
  const tells = await readsProtected({ client, services: { keyring }, record }, participant);
  for (const { id, ...place } of await listOpenPlaces(client, group)) {
    const text = openHelpPlace(keyring, { id, ...place });
    if (text === null || !tells(text)) continue;
    const row = await lockHelp(client, id);
    if (row === null) continue;
    await look([row.participantId]);
    await protectPlace(client, id);
    await cancelRemindersOf(client, row);
    await writeChanges(client, keyring, author, [
      {
        ...{ action: 'help.place-protected', entity: 'arranged_help', entityId: id },
        ...{ participant: row.participantId, after: { place: { protected: true } } },
      },
    ]);
  }
  for (const row of await listCollectionPlaces(client, group)) {
    const key = keyring.find(row.participantId);
    if (key === null) continue;
    const { place, reason } = openRow(key, 'device_collection', row.id, row.sealed);
    if (place === null || !tells(place)) continue;
    await look([row.participantId]);
    await dropPlace(client, key, { id: row.id, reason });
    await cancelMessages(client, collectionKeyOf(row.assignmentId));
    await writeChanges(client, keyring, author, [
      {
        ...{ action: 'collection.place-protected', entity: 'device_collection', entityId: row.assignmentId },
        ...{ participant: row.participantId, after: { place: { protected: true } } },
      },
    ]);
  }
}
