import { checkItems, checkNextVersion, dayOf, isPeriod } from '@attend/casework';
import type { ContractAmend, ContractCreate, contractChanged } from '@attend/contracts/providers';
import { type Failure, fail, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import {
  findStandingProvider,
  insertContract,
  insertContractVersion,
  insertSite,
  isContractFree,
  listContractVersions,
  listSites,
  lockContract,
  writeContractEnd,
} from '../../database/repositories/provider-contracts.ts';
import type { StaffContext } from '../context.ts';
import { missing } from './read.ts';

type Changed = Result<z.output<typeof contractChanged>>;
const noContract: Failure = { code: 'not-found', message: 'There is no such contract here.' };
const backwards: Failure = {
  code: 'bad-period',
  message: 'It ends before it begins.',
  path: ['body', 'to'],
};
const overlaps: Failure = {
  code: 'overlaps',
  message: 'Another contract of this provider holds on one of these days.',
  path: ['body', 'from'],
};

async function checkTerms(
  { client }: StaffContext,
  provider: string,
  { items, sites }: Pick<ContractCreate, 'items' | 'sites'>,
): Promise<Failure | null> {
  const checked = checkItems(items);
  if (!checked.ok) return { ...checked.error, path: ['body', ...(checked.error.path ?? [])] };
  const known = new Set((await listSites(client, provider, true)).map(({ id }) => id));
  return sites.every((site) => known.has(site))
    ? null
    : { code: 'unknown-site', message: 'One of these is no office of theirs.', path: ['body', 'sites'] };
}

/** PRV-1 */
export async function beginContract(
  context: StaffContext,
  provider: string,
  given: ContractCreate,
): Promise<Changed> {
  const { client, programme, actor, audit } = context;
  if ((await findStandingProvider(client, provider)) === null) return fail(missing);
  if (!isPeriod(given)) return fail(backwards);
  const wrong = await checkTerms(context, provider, given);
  if (wrong !== null) return fail(wrong);
  const { reference, from, to, sites, items, reason } = given;
  const id = await insertContract(client, { programmeId: programme.id, provider, reference, from, to });
  if (id === null) return fail(overlaps);
  await insertContractVersion(client, {
    ...{ contractId: id, version: 1, programmeId: programme.id, provider, holdsFrom: from, to },
    ...{ sites, items, reason, by: actor.staffId },
  });
  await audit({
    ...{ action: 'provider-contract.begun', entity: 'provider_contract', entityId: id },
    after: { provider, ...given },
  });
  return succeed({ id, version: 1 });
}

/** PRV-3: never edited; another version follows from the first of a month on. */
export async function amendContract(
  context: StaffContext,
  id: string,
  given: ContractAmend,
): Promise<Changed> {
  const { client, programme, actor, audit } = context;
  const row = await lockContract(client, id);
  if (row === null) return fail(noContract);
  if (row.version !== given.version)
    return fail({ code: 'version-changed', message: 'Somebody changed this contract meanwhile.' });
  const [before] = await listContractVersions(client, [id]);
  if (before === undefined) return fail(noContract);
  const next = checkNextVersion(given, before, dayOf(context.now(), programme.timezone));
  if (!next.ok) return fail({ ...next.error, path: ['body', ...(next.error.path ?? [])] });
  if (!isPeriod({ from: row.from, to: given.to })) return fail(backwards);
  if (!(await isContractFree(client, row, given.to))) return fail({ ...overlaps, path: ['body', 'to'] });
  const wrong = await checkTerms(context, row.providerId, given);
  if (wrong !== null) return fail(wrong);
  const version = row.version + 1;
  const { holdsFrom, to, sites, items, reason } = given;
  await insertContractVersion(client, {
    ...{ contractId: id, version, programmeId: programme.id, provider: row.providerId, holdsFrom, to },
    ...{ sites, items, reason, by: actor.staffId },
  });
  await writeContractEnd(client, { id, version, to });
  const { items: itemsBefore, sites: sitesBefore, to: toBefore } = before;
  await audit({
    ...{ action: 'provider-contract.amended', entity: 'provider_contract', entityId: id },
    before: { to: toBefore, sites: sitesBefore.map((site) => site.id), items: itemsBefore },
    after: { version, holdsFrom, to, sites, items, reason },
  });
  return succeed({ id, version });
}

export async function openSite(
  { client, programme, audit }: StaffContext,
  provider: string,
  name: string,
): Promise<Result<{ id: string; name: string }>> {
  if ((await findStandingProvider(client, provider)) === null) return fail(missing);
  const { timezone } = programme;
  const id = await insertSite(client, { programmeId: programme.id, provider, name, timezone });
  if (id === null)
    return fail({ code: 'exists', message: 'There is an office of this name.', path: ['body', 'name'] });
  await audit({
    action: 'office.opened',
    entity: 'office',
    entityId: id,
    after: { name, timezone, provider },
  });
  return succeed({ id, name });
}
