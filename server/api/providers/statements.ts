import { holdsIn, versionIn } from '@attend/casework';
import type { contractChanged, statementSign } from '@attend/contracts/providers';
import { type Failure, fail, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import {
  type ContractRow,
  findContract,
  listContractVersions,
  type VersionRow,
} from '../../database/repositories/provider-contracts.ts';
import { insertStatement } from '../../database/repositories/provider-measures.ts';
import { hashOf, measureContract } from '../../providers/measure.ts';
import type { StaffContext } from '../context.ts';
import { isOver, placeOf } from './read.ts';

type Changed = Result<z.output<typeof contractChanged>>;
export const noContract: Failure = { code: 'not-found', message: 'There is no such contract here.' };
export const noMonth: Failure = {
  code: 'month-not-over',
  message: 'This contract holds in no such month that is over.',
  path: ['body', 'month'],
};

/** The contract, and what it asked for in a month. */
export async function heldIn(
  context: StaffContext,
  id: string,
  month: string,
): Promise<Result<{ readonly contract: ContractRow; readonly version: VersionRow }>> {
  const contract = await findContract(context.client, id);
  if (contract === null) return fail(noContract);
  const version = versionIn(await listContractVersions(context.client, [id]), month);
  if (version === null || !holdsIn(contract, month) || !isOver(context, month)) return fail(noMonth);
  return succeed({ contract, version });
}

/** PRV-4: what the record says by now. */
export async function measureAgain(context: StaffContext, id: string, month: string): Promise<Changed> {
  const held = await heldIn(context, id, month);
  if (!held.ok) return held;
  const { contract, version } = held.value;
  await measureContract(placeOf(context), contract, version, month);
  return succeed({ id, version: contract.version });
}

/** PRV-14: measured once more, and signed only where it is what was seen. It stays as it was. */
export async function signStatement(
  context: StaffContext,
  id: string,
  { month, hash: seen, note }: z.output<typeof statementSign>,
): Promise<Changed> {
  const { client, programme, actor, audit } = context;
  const held = await heldIn(context, id, month);
  if (!held.ok) return held;
  const { contract, version } = held.value;
  const { figures } = await measureContract(placeOf(context), contract, version, month);
  const hash = hashOf(figures);
  if (hash !== seen)
    return fail({ code: 'changed', message: 'The record says something else by now. Look at it again.' });
  const statement = await insertStatement(client, {
    ...{ programmeId: programme.id, provider: contract.providerId, contractId: id, month },
    ...{ contractVersion: version.version, figures, hash, note, by: actor.staffId },
  });
  if (statement === null) return fail({ code: 'already-decided', message: 'This month is signed already.' });
  await audit({
    ...{ action: 'provider-statement.signed', entity: 'provider_statement', entityId: statement },
    after: { contract: id, month, hash, note, figures },
  });
  return succeed({ id, version: contract.version });
}
