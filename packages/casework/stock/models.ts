import {
  type Failure,
  fail,
  type PlainSentence,
  type ProtocolName,
  type Result,
  succeed,
  type Technology,
} from '@attend/kernel';
import type { DeviceAbility } from './words.ts';

/** STK-1: a device is of a model of its own technology, that speaks its protocol. */
export function permitModel(
  device: { readonly technology: Technology; readonly protocol: ProtocolName },
  model: { readonly technology: Technology; readonly protocols: readonly string[]; readonly ended: boolean },
): Result<Record<never, never>> {
  const wrong = (message: PlainSentence): Failure => ({ code: 'model-differs', message, path: ['model'] });
  if (model.ended) return fail(wrong('This model is not in use any more.'));
  if (model.technology !== device.technology) return fail(wrong('This model is of another technology.'));
  if (!model.protocols.includes(device.protocol))
    return fail(wrong('This model does not speak its protocol.'));
  return succeed({});
}

const ofBody: readonly DeviceAbility[] = ['strap', 'worn'];
/** STK-1: a phone has no strap, and nothing on it says whether somebody wears it. */
export const abilitiesFault = (technology: Technology, knows: readonly DeviceAbility[]): Failure | null =>
  technology === 'phone' && knows.some((one) => ofBody.includes(one))
    ? { code: 'phone-has-no-strap', message: 'A phone has no strap.', path: ['knows'] }
    : null;

/** As a serial number is read from a label: scanners add spaces and line ends. */
export const readSerial = (text: string): string => text.replace(/\s+/g, '');
