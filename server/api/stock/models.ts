import { abilitiesFault } from '@attend/casework';
import type {
  DeviceModelChange,
  DeviceModelContent,
  DeviceModelCreate,
  DeviceModelDetail,
  deviceModelChanged,
  deviceModelList,
} from '@attend/contracts/device-models';
import { type Failure, fail, formatInstant, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import {
  findModel,
  insertModel,
  insertRevision,
  listModels,
  listRevisions,
  lockModel,
  writeModel,
} from '../../database/repositories/device-models.ts';
import { isTaken, withSavepoint } from '../../database/repositories/savepoint.ts';
import type { StaffContext } from '../context.ts';

type Changed = Result<z.output<typeof deviceModelChanged>>;
const missing: Failure = { code: 'not-found', message: 'There is no such model here.' };
const named: Failure = {
  ...{ code: 'name-taken', message: 'There is a model of this name already.', path: ['body', 'name'] },
};
const inBody = (failure: Failure): Failure => ({ ...failure, path: ['body', ...(failure.path ?? [])] });

export const readModels = async ({
  client,
}: StaffContext): Promise<Result<z.output<typeof deviceModelList>>> =>
  succeed({ models: await listModels(client) });

export async function readModel({ client }: StaffContext, id: string): Promise<Result<DeviceModelDetail>> {
  const model = await findModel(client, id);
  if (model === null) return fail(missing);
  const revisions = await listRevisions(client, id);
  return succeed({ ...model, revisions: revisions.map((one) => ({ ...one, at: formatInstant(one.at) })) });
}

const contentOf = ({ reason: _reason, ...content }: DeviceModelCreate): DeviceModelContent => content;

/** STK-1 */
export async function createModel(context: StaffContext, given: DeviceModelCreate): Promise<Changed> {
  const { client, programme, actor, audit } = context;
  const content = contentOf(given);
  const fault = abilitiesFault(content.technology, content.knows);
  if (fault !== null) return fail(inBody(fault));
  try {
    const id = await withSavepoint(client, () => insertModel(client, programme.id, content));
    const of = { programmeId: programme.id, modelId: id, by: actor.staffId };
    await insertRevision(client, of, {
      ...{ version: 1, content: { ...content, ended: false }, reason: given.reason },
    });
    await audit({
      ...{ action: 'device-model.created', entity: 'device_model', entityId: id },
      after: { ...content, reason: given.reason },
    });
    return succeed({ id, version: 1 });
  } catch (thrown) {
    if (isTaken(thrown)) return fail(named);
    throw thrown;
  }
}

/** STK-1: a revision takes the place of the one before, which stays on record. */
export async function changeModel(
  context: StaffContext,
  id: string,
  { version, ended, ...given }: DeviceModelChange,
): Promise<Changed> {
  const { client, programme, actor, audit } = context;
  const before = await lockModel(client, id);
  if (before === null) return fail(missing);
  if (before.version !== version)
    return fail({ code: 'version-changed', message: 'Somebody changed this model meanwhile.' });
  const content = contentOf(given);
  const fault = abilitiesFault(content.technology, content.knows) ?? technologyFault(before, content);
  if (fault !== null) return fail(inBody(fault));
  try {
    await withSavepoint(client, () => writeModel(client, id, content, ended));
  } catch (thrown) {
    if (isTaken(thrown)) return fail(named);
    throw thrown;
  }
  const made = { version: version + 1, content: { ...content, ended }, reason: given.reason };
  await insertRevision(client, { programmeId: programme.id, modelId: id, by: actor.staffId }, made);
  await audit({
    ...{ action: 'device-model.changed', entity: 'device_model', entityId: id, before },
    after: { ...made.content, reason: given.reason },
  });
  return succeed({ id, version: version + 1 });
}

/** Devices of it are of its technology: another one is another model. */
const technologyFault = (
  before: { readonly technology: string },
  content: { readonly technology: string },
): Failure | null =>
  before.technology === content.technology
    ? null
    : { code: 'technology-stays', message: 'Another technology is another model.', path: ['technology'] };
