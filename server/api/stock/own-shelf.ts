import type { shelfList } from '@attend/contracts/stock';
import { type Failure, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { listOwnShelves, runsShelf } from '../../database/repositories/shelves.ts';
import type { StaffContext } from '../context.ts';

type Client = Pick<StaffContext, 'client'>;

/** STK-14: null where the actor runs one of these shelves; else why nothing is done. The database refuses it besides. */
export async function refuseShelf(
  { client }: Client,
  offices: readonly (string | null)[],
  path?: readonly string[],
): Promise<Failure | null> {
  if (await runsShelf(client, offices)) return null;
  const refused: Failure = {
    ...{ code: 'another-shelf', message: 'This is another office’s shelf: whoever runs it does that.' },
  };
  return path === undefined ? refused : { ...refused, path };
}

/** Of a device that lies on another's shelf, or out of a provider's sight. */
export const notOnYours: Failure = {
  code: 'another-shelf',
  message: 'The record has this device on none of your shelves.',
};

type Ends = { readonly fromOfficeId: string | null; readonly toOfficeId: string | null };
/** Who packs and sends a parcel, and who receives it; at the supplier’s end nobody of ours stands, so that the other end does both. */
export const senderOf = ({ fromOfficeId, toOfficeId }: Ends): string | null => fromOfficeId ?? toOfficeId;
export const receiverOf = ({ fromOfficeId, toOfficeId }: Ends): string | null => toOfficeId ?? fromOfficeId;

/** At which shelves the viewer packs, receives, counts and fits. */
export const readOwnShelves = async ({ client }: Client): Promise<Result<z.output<typeof shelfList>>> =>
  succeed({ offices: await listOwnShelves(client) });
