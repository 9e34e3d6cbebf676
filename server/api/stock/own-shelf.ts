import type { shelfList } from '@attend/contracts/stock';
import { type Failure, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { listOwnShelves, runsNamedShelf, runsShelf } from '../../database/repositories/shelves.ts';
import type { StaffContext } from '../context.ts';

type Client = Pick<StaffContext, 'client'>;

const another: Failure = {
  ...{ code: 'another-shelf', message: 'This is no shelf of yours: whoever runs it does that.' },
};

/** STK-14: null where the actor runs one of these shelves, of what is on record; else why nothing is done. The database refuses it besides. */
export const refuseShelf = async (
  { client }: Client,
  offices: readonly (string | null)[],
): Promise<Failure | null> => ((await runsShelf(client, offices)) ? null : another);

/**
 * STK-14, STK-16: the same of offices that are named in what is asked. One refusal, and before anything else is looked for: nobody tells
 * an office that is not there from one that is another’s.
 */
export async function refuseNamedShelf(
  { client }: Client,
  offices: readonly (string | null)[],
  path?: readonly string[],
): Promise<Failure | null> {
  if (await runsNamedShelf(client, offices)) return null;
  return path === undefined ? another : { ...another, path };
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
