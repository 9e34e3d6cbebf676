import type { KeyObject } from 'node:crypto';
import { programmeKey } from '../audit/audit.ts';
import { writeChanges } from '../audit/changes.ts';
import { carryOut, listStillWith, type TransferRow } from '../database/repositories/provider-transfers.ts';
import type { Queryable } from '../database/repositories/queryable.ts';
import type { Keyring } from '../keys/keyring.ts';

export const keyOf =
  (keyring: Keyring) =>
  (programme: string): KeyObject =>
    keyring.create(programmeKey(programme));

type Place = { readonly client: Queryable; readonly keyring: Keyring; readonly requestId: string };
export type Step = Pick<TransferRow, 'id' | 'programmeId' | 'reason' | 'undoes'> & {
  readonly from: string;
  readonly to: string;
  readonly by: string;
};

/** PRV-18: whoever is still with the old provider goes, all in one step, with an entry in the audit for each. Returns who went. */
export async function carryOutTransfer(
  { client, keyring, requestId }: Place,
  { id, programmeId, from, to, by, reason, undoes }: Step,
  asked: readonly string[],
): Promise<string[]> {
  const people = await listStillWith(client, asked, from);
  await writeChanges(
    client,
    keyring,
    { programmeId, staffId: by, operator: null, requestId },
    people.map((participant) => ({
      ...{ action: 'provider.transferred', entity: 'participant', entityId: participant, participant },
      before: { provider: from },
      after: { provider: to, transfer: id, reason },
    })),
  );
  await carryOut(client, { id, programmeId, from, to, undoes }, people);
  return people;
}
