import type { CadenceWeeks, DeviceAbility } from '@attend/casework';
import type { ProtocolName, Technology } from '@attend/kernel';
import { millis, type Queryable } from './queryable.ts';

export type ModelContent = {
  readonly maker: string;
  readonly name: string;
  readonly technology: Technology;
  readonly protocols: ProtocolName[];
  readonly fixEvery: number;
  readonly uploadEvery: number;
  readonly knows: DeviceAbility[];
  readonly checkInWeeks: CadenceWeeks | null;
  readonly statisticsLabel: string;
  readonly costLabel: string;
};
export type ModelRow = ModelContent & {
  readonly id: string;
  readonly version: number;
  readonly ended: boolean;
  readonly devices: number;
};
const columns = `m.id, m.version, m.ended_at is not null as ended, m.maker, m.name, m.technology, m.protocols, m.fix_every as "fixEvery",
  m.upload_every as "uploadEvery", m.knows, m.check_in_weeks as "checkInWeeks", m.statistics_label as "statisticsLabel",
  m.cost_label as "costLabel"`;
const counted = `coalesce(n.devices, 0) as devices from device_model m left join model_devices() n on n.model_id = m.id`;

/** Those in use first. */
export async function listModels(client: Queryable): Promise<ModelRow[]> {
  const { rows } = await client.query<ModelRow>(
    `select ${columns}, ${counted} order by m.ended_at is not null, m.technology, lower(m.maker), lower(m.name)`,
  );
  return rows;
}

export async function findModel(client: Queryable, id: string): Promise<ModelRow | null> {
  const { rows } = await client.query<ModelRow>(`select ${columns}, ${counted} where m.id = $1`, [id]);
  return rows[0] ?? null;
}
export type LockedModel = Omit<ModelRow, 'devices'>;
/** Locked until the transaction ends. */
export async function lockModel(client: Queryable, id: string): Promise<LockedModel | null> {
  const { rows } = await client.query<LockedModel>(
    `select ${columns} from device_model m where m.id = $1 for update`,
    [id],
  );
  return rows[0] ?? null;
}

const valuesOf = (content: ModelContent) => [
  ...[content.maker, content.name, content.technology, content.protocols, content.fixEvery],
  ...[content.uploadEvery, content.knows, content.checkInWeeks, content.statisticsLabel, content.costLabel],
];

export async function insertModel(
  client: Queryable,
  programmeId: string,
  content: ModelContent,
): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `insert into device_model (programme_id, maker, name, technology, protocols, fix_every, upload_every, knows, check_in_weeks,
       statistics_label, cost_label) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning id`,
    [programmeId, ...valuesOf(content)],
  );
  return rows[0]?.id ?? '';
}

export async function writeModel(
  client: Queryable,
  id: string,
  content: ModelContent,
  ended: boolean,
): Promise<void> {
  await client.query(
    `update device_model set maker = $2, name = $3, technology = $4, protocols = $5, fix_every = $6, upload_every = $7, knows = $8,
       check_in_weeks = $9, statistics_label = $10, cost_label = $11, ended_at = case when $12 then coalesce(ended_at, now()) end,
       version = version + 1 where id = $1`,
    [id, ...valuesOf(content), ended],
  );
}

export type ModelRevision = {
  readonly version: number;
  readonly content: ModelContent & { readonly ended: boolean };
  readonly reason: string;
};
export async function insertRevision(
  client: Queryable,
  of: { readonly programmeId: string; readonly modelId: string; readonly by: string },
  { version, content, reason }: ModelRevision,
): Promise<void> {
  await client.query(
    'insert into device_model_revision (model_id, programme_id, version, content, reason, by_id) values ($1, $2, $3, $4, $5, $6)',
    [of.modelId, of.programmeId, version, JSON.stringify(content), reason, of.by],
  );
}

export type ModelRevisionRow = ModelRevision & { readonly at: number; readonly by: string };
export async function listRevisions(client: Queryable, modelId: string): Promise<ModelRevisionRow[]> {
  const { rows } = await client.query<ModelRevisionRow>(
    `select r.version, r.content, r.reason, ${millis('r.at')} as at, s.name as by from device_model_revision r join staff s on s.id = r.by_id
     where r.model_id = $1 order by r.version desc`,
    [modelId],
  );
  return rows;
}
