import { dayOf, judgeFigure, measures, spanOfMonth } from '@attend/casework';
import type {
  ContractView,
  MeasuredContract,
  OurContract,
  ProviderDetail,
  ProviderOverview,
  UnmeasuredContract,
} from '@attend/contracts/providers';
import { type Failure, fail, formatInstant, type Result, succeed } from '@attend/kernel';
import { countProviderStaff } from '../../database/repositories/agency.ts';
import {
  type ContractRow,
  findActingProvider,
  findStandingProvider,
  listContracts,
  listContractVersions,
  listProviderStaff,
  listSites,
} from '../../database/repositories/provider-contracts.ts';
import {
  countProviderComplaints,
  countProviderPeople,
  type KeptFigure,
  listStatements,
  type StatementRow,
} from '../../database/repositories/provider-measures.ts';
import { hashOf, measuredIn, type OfMonth } from '../../providers/measure.ts';
import type { StaffContext } from '../context.ts';

export const missing: Failure = { code: 'not-found', message: 'There is no such provider here.' };
const notOver: Failure = {
  code: 'month-not-over',
  message: 'A month is measured once it is over.',
  path: ['query', 'month'],
};
export const placeOf = ({ client, programme }: StaffContext) => ({
  ...{ client, programmeId: programme.id, timezone: programme.timezone },
});

/** PRV-4: a month that still runs says nothing of its targets. */
export const isOver = ({ programme, now }: StaffContext, month: string): boolean =>
  spanOfMonth(month, programme.timezone).to <= now();

const heaps = ({ kept, notKept, notKnown, people }: KeptFigure) => ({ kept, notKept, notKnown, people });
const isSame = (a: KeptFigure, b: KeptFigure): boolean =>
  a.hash === b.hash && a.people === b.people && a.targetTenths === b.targetTenths && a.limit === b.limit;

function viewOf(
  { contract, version, measurement }: OfMonth,
  statement: StatementRow | undefined,
): MeasuredContract {
  const { figures, measuredAt } = measurement;
  const hash = hashOf(figures);
  return {
    ...{ contract: contract.id, reference: contract.reference, version: version.version, hash },
    measuredAt: formatInstant(measuredAt),
    figures: figures.map(({ hash: _, ...figure }, at) => {
      const signed = statement?.figures.find(({ measure }) => measure === figure.measure);
      const now = figures[at];
      return {
        ...figure,
        ...judgeFigure(measures[figure.measure], figure, figure.targetTenths),
        signed: signed === undefined || now === undefined || isSame(signed, now) ? null : heaps(signed),
      };
    }),
    statement:
      statement === undefined
        ? null
        : {
            ...{ id: statement.id, hash: statement.hash, note: statement.note, signedBy: statement.signedBy },
            signedAt: formatInstant(statement.signedAt),
            differs: statement.hash !== hash,
          },
  };
}

type OfProvider<T> = T & { readonly provider: string };
export async function viewMonth(
  context: StaffContext,
  contracts: readonly ContractRow[],
  month: string,
): Promise<{
  readonly measured: OfProvider<MeasuredContract>[];
  readonly unmeasured: OfProvider<UnmeasuredContract>[];
}> {
  const { measured, unmeasured } = await measuredIn(placeOf(context), contracts, month);
  const ids = measured.map(({ contract }) => contract.id);
  const statements = await listStatements(context.client, ids, month);
  return {
    measured: measured.map((one) => ({
      ...viewOf(
        one,
        statements.find(({ contractId }) => contractId === one.contract.id),
      ),
      provider: one.contract.providerId,
    })),
    unmeasured: unmeasured.map(({ contract: { id, reference, providerId }, failed }) => ({
      ...{ contract: id, reference, failed, provider: providerId },
    })),
  };
}
/** Without saying whose, of one whose page it is. */
const own = <T extends object>(list: readonly OfProvider<T>[], id: string) =>
  list.flatMap(({ provider, ...one }) => (provider === id ? [one] : []));

/** Who is contracted, and what last months say of them. Numbers, and nobody. */
export async function readOverview(context: StaffContext, month: string): Promise<Result<ProviderOverview>> {
  if (!isOver(context, month)) return fail(notOver);
  const { client, now } = context;
  const { measured, unmeasured } = await viewMonth(context, await listContracts(client, null), month);
  const providers: ProviderOverview['providers'] = [];
  for (const { id, name, staff } of await countProviderStaff(client))
    providers.push({
      ...{ provider: { id, name }, staff },
      people: await countProviderPeople(client, { provider: id, from: now(), to: now() + 1 }),
      contracts: own(measured, id),
      unmeasured: own(unmeasured, id),
    });
  return succeed({ month, providers });
}

async function contractsOf(context: StaffContext, rows: readonly ContractRow[]): Promise<ContractView[]> {
  const versions = await listContractVersions(
    context.client,
    rows.map(({ id }) => id),
  );
  return rows.map(({ id, reference, from, to, version }) => ({
    ...{ id, reference, from, to, version },
    versions: versions.flatMap(({ contractId, madeAt, items, ...one }) =>
      contractId === id ? [{ ...one, items: [...items], madeAt: formatInstant(madeAt) }] : [],
    ),
  }));
}

/** What both sides of a contract read of it. */
async function readBoth(
  context: StaffContext,
  provider: { readonly id: string; readonly name: string },
  month: string,
) {
  const { client, now } = context;
  const rows = await listContracts(client, provider.id);
  const { measured, unmeasured } = await viewMonth(context, rows, month);
  return {
    ...{ month, provider },
    people: await countProviderPeople(client, { provider: provider.id, from: now(), to: now() + 1 }),
    sites: await listSites(client, provider.id, false),
    contracts: await contractsOf(context, rows),
    measured: own(measured, provider.id),
    unmeasured: own(unmeasured, provider.id),
  };
}

export async function readProvider(
  context: StaffContext,
  id: string,
  month: string,
): Promise<Result<ProviderDetail>> {
  const { client, programme, now } = context;
  const provider = await findStandingProvider(client, id);
  if (provider === null) return fail(missing);
  if (!isOver(context, month)) return fail(notOver);
  return succeed({
    ...(await readBoth(context, provider, month)),
    staff: await listProviderStaff(client, id),
    offices: await listSites(client, id, true),
    complaints: await countProviderComplaints(client, id, dayOf(now(), programme.timezone)),
  });
}

/** PRV-15: what a provider's own staff read of their contract, and of no other. */
export async function readOurs(context: StaffContext, month: string): Promise<Result<OurContract>> {
  const provider = await findActingProvider(context.client);
  if (provider === null) return fail({ code: 'not-found', message: 'You work for no provider.' });
  if (!isOver(context, month)) return fail(notOver);
  return succeed(await readBoth(context, provider, month));
}
