import { createHash } from 'node:crypto';
import { figureOf, holdsIn, measures, type ServiceItem, spanHeldIn, versionIn } from '@attend/casework';
import {
  type ContractRow,
  listContractVersions,
  type VersionRow,
} from '../database/repositories/provider-contracts.ts';
import {
  type Asked,
  askContractMonth,
  countMeasured,
  countProviderPeople,
  dropAskedMonth,
  type KeptFigure,
  listMeasurements,
  type MeasurementRow,
  writeMeasurement,
} from '../database/repositories/provider-measures.ts';
import type { Queryable } from '../database/repositories/queryable.ts';

const secondsOf = { minutes: 60, hours: 3_600 } as const;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export type Span = { readonly from: number; readonly to: number };
export const spanOf = (contract: ContractRow, month: string, timezone: string): Span =>
  spanHeldIn(month, timezone, contract);

export function askedOf(contract: ContractRow, span: Span, { measure, limit }: ServiceItem): Asked {
  const unit = measures[measure].limit?.unit;
  const limitSeconds = unit === undefined || limit === null ? null : limit * secondsOf[unit];
  return { measure, provider: contract.providerId, ...span, limitSeconds };
}

/** PRV-4: a month as the record has it now. The same record gives the same figures and the same hashes. */
export async function measureItems(
  client: Queryable,
  contract: ContractRow,
  items: readonly ServiceItem[],
  span: Span,
): Promise<KeptFigure[]> {
  const people = await countProviderPeople(client, { provider: contract.providerId, ...span });
  const figures: KeptFigure[] = [];
  for (const { measure, limit, targetTenths, clause } of items) {
    const said = await countMeasured(
      client,
      askedOf(contract, span, { measure, limit, targetTenths, clause }),
    );
    const hash = sha256(JSON.stringify(said.map((one) => [one.said, one.cases, one.hash])));
    figures.push({
      ...{ measure, limit, targetTenths, clause, hash },
      ...figureOf(measures[measure], said, people),
    });
  }
  return figures;
}

/** PRV-14: of everything that a month's figures were made of. */
export const hashOf = (figures: readonly KeptFigure[]): string =>
  sha256(
    JSON.stringify(
      figures.map(({ measure, limit, targetTenths, people, hash }) => [
        ...[measure, limit, targetTenths, people, hash],
      ]),
    ),
  );

type Place = { readonly client: Queryable; readonly programmeId: string; readonly timezone: string };

/** Measures a month anew and keeps it for lists. */
export async function measureContract(
  { client, programmeId, timezone }: Place,
  contract: ContractRow,
  version: VersionRow,
  month: string,
): Promise<MeasurementRow> {
  const figures = await measureItems(client, contract, version.items, spanOf(contract, month, timezone));
  const kept = { contractId: contract.id, contractVersion: version.version, figures };
  const at = { programmeId, provider: contract.providerId, month };
  const measuredAt = await writeMeasurement(client, { ...kept, ...at });
  await dropAskedMonth(client, { contractId: contract.id, month });
  return { ...kept, measuredAt };
}

export type OfMonth = {
  readonly contract: ContractRow;
  readonly version: VersionRow;
  readonly measurement: MeasurementRow;
};
/** `failed`: it was tried as often as it is tried by itself. */
export type Unmeasured = { readonly contract: ContractRow; readonly failed: boolean };
/**
 * PRV-22: every contract that held in a month, as it was last measured. What was never measured, or under another version, is asked of the
 * job: a month of everybody's rows is nothing that a page waits for.
 */
export async function measuredIn(
  { client, programmeId }: Omit<Place, 'timezone'>,
  contracts: readonly ContractRow[],
  month: string,
): Promise<{ readonly measured: OfMonth[]; readonly unmeasured: Unmeasured[] }> {
  const held = contracts.filter((one) => holdsIn(one, month));
  const ids = held.map(({ id }) => id);
  const versions = await listContractVersions(client, ids);
  const kept = await listMeasurements(client, ids, month);
  const measured: OfMonth[] = [];
  const unmeasured: Unmeasured[] = [];
  for (const contract of held) {
    const version = versionIn(
      versions.filter(({ contractId }) => contractId === contract.id),
      month,
    );
    if (version === null) continue;
    const measurement = kept.find(
      ({ contractId, contractVersion }) => contractId === contract.id && contractVersion === version.version,
    );
    if (measurement !== undefined) measured.push({ contract, version, measurement });
    else {
      const asked = { contractId: contract.id, month, programmeId, provider: contract.providerId };
      unmeasured.push({ contract, failed: await askContractMonth(client, asked) });
    }
  }
  return { measured, unmeasured };
}
