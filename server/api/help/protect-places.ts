import {
  listOpenPlaces,
  lockHelp,
  openHelpPlace,
  protectPlace,
} from '../../database/repositories/arranged-help.ts';
import { findGroups } from '../../database/repositories/person-links.ts';
import { cancelRemindersOf } from '../../messages/cancel-reminders.ts';
import type { StaffContext } from '../context.ts';
import { readsProtected } from '../register/read.ts';

/**
 * HLP-5: an address is protected from now on, and help was arranged there before: its place is protected too, on lists, on sheets and in
 * reminders that have not left.
 */
export async function protectPlaces(context: StaffContext, participant: string): Promise<void> {
  const { client, services, record, audit } = context;
  const group = (await findGroups(client, [participant])).get(participant) ?? [participant];
  const tells = await readsProtected(context, participant);
  for (const { id, ...place } of await listOpenPlaces(client, group)) {
    const text = openHelpPlace(services.keyring, { id, ...place });
    if (text === null || !tells(text)) continue;
    const row = await lockHelp(client, id);
    if (row === null) continue;
    await record.open(row.participantId);
    await protectPlace(client, id);
    await cancelRemindersOf(client, row);
    await audit({
      ...{ action: 'help.place-protected', entity: 'arranged_help', entityId: id },
      ...{ participant: row.participantId, after: { place: { protected: true } } },
    });
  }
}
