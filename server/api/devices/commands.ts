import { randomBytes } from 'node:crypto';
import type { DeviceFlagOutcome } from '@attend/casework';
import { fail, type Result, succeed } from '@attend/kernel';
import {
  beginQuarantine,
  decideFlag,
  endQuarantine,
  findFlag,
} from '../../database/repositories/device-flags.ts';
import {
  type LockedDevice,
  lockDevice,
  writeNetworks,
  writeTokenHash,
} from '../../database/repositories/devices.ts';
import { hashToken } from '../../gateway/token.ts';
import type { StaffContext } from '../context.ts';
import { noSuchDevice, sendsToken } from './devices.ts';

type Done = Result<Record<never, never>>;
type Context = Pick<StaffContext, 'client' | 'services' | 'programme' | 'actor' | 'audit' | 'reach'>;

/** DEV-13: what nobody has, or somebody has whom `devices.write` reaches. */
async function find({ client, reach }: Context, id: string): Promise<Result<LockedDevice>> {
  const device = await lockDevice(client, await reach(), id);
  if (device === null) return noSuchDevice();
  if (device.retired) return fail({ code: 'device-retired', message: 'This device is retired.' });
  return succeed(device);
}

const by = ({ programme, actor }: Context, reason: string) => ({
  programmeId: programme.id,
  staffId: actor.staffId,
  reason,
});

/** DEV-5: nothing is taken of it any more. A person's decision, about equipment: nothing is said of who wears it. */
export async function quarantine(context: Context, id: string, reason: string): Promise<Done> {
  const found = await find(context, id);
  if (!found.ok) return found;
  if (found.value.quarantined)
    return fail({ code: 'in-quarantine', message: 'This device is in quarantine already.' });
  await beginQuarantine(context.client, context.services.keyring, id, by(context, reason));
  await context.audit({
    action: 'device.quarantined',
    entity: 'device',
    entityId: id,
    before: { quarantined: false },
    after: { quarantined: true, reason },
  });
  return succeed({});
}

export async function release(context: Context, id: string, reason: string): Promise<Done> {
  const found = await find(context, id);
  if (!found.ok) return found;
  if (!found.value.quarantined)
    return fail({ code: 'not-in-quarantine', message: 'This device is not in quarantine.' });
  await endQuarantine(context.client, context.services.keyring, id, by(context, reason));
  await context.audit({
    action: 'device.released',
    entity: 'device',
    entityId: id,
    before: { quarantined: true },
    after: { quarantined: false, reason },
  });
  return succeed({});
}

/** DEV-6: where it may come from; none permits every address. */
export async function changeNetworks(
  context: Context,
  id: string,
  networks: readonly string[],
  reason: string,
): Promise<Done> {
  const found = await find(context, id);
  if (!found.ok) return found;
  await writeNetworks(context.client, id, networks);
  await context.audit({
    action: 'device.networks-changed',
    entity: 'device',
    entityId: id,
    before: { networks: found.value.networks },
    after: { networks, reason },
  });
  return succeed({});
}

/** DEV-6: a new token in place of the one before, which opens nothing from now on. */
export async function makeToken(context: Context, id: string): Promise<Result<{ token: string }>> {
  const found = await find(context, id);
  if (!found.ok) return found;
  if (!sendsToken(found.value))
    return fail({ code: 'no-token', message: 'The protocol of this device knows no token.' });
  const token = randomBytes(24).toString('base64url');
  const key = context.services.keyring.derive('device-token', context.programme.id);
  await writeTokenHash(context.client, id, hashToken(key, token));
  await context.audit({ action: 'device.token-made', entity: 'device', entityId: id });
  return succeed({ token });
}

/** DEV-4: what came of looking at a flag, once. What is seen after that is a flag of its own. */
export async function decide(
  context: Context,
  flag: { readonly deviceId: string; readonly id: string },
  decision: { readonly outcome: DeviceFlagOutcome; readonly note: string },
): Promise<Done> {
  const { client, services, programme, actor } = context;
  if ((await lockDevice(client, await context.reach(), flag.deviceId)) === null) return noSuchDevice();
  const standing = await findFlag(client, flag.deviceId, flag.id);
  if (standing === null) return fail({ code: 'not-found', message: 'There is no such flag here.' });
  const decided = { ...decision, by: actor.staffId };
  if (!(await decideFlag(client, services.keyring, programme.id, flag, decided)))
    return fail({ code: 'already-decided', message: 'Somebody has looked at this already.' });
  await context.audit({
    action: 'device-flag.decided',
    entity: 'device_flag',
    entityId: flag.id,
    before: { kind: standing.kind, outcome: null },
    after: decision,
  });
  return succeed({});
}
