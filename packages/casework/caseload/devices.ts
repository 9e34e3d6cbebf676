import { type Millis, type ProtocolName, protocolNames, type Technology, technologies } from '@attend/kernel';
import { parseNetwork } from '../devices/networks.ts';
import { fieldsOf, itemOf, neededInstant, neededWord, type Read } from './fields.ts';
import type { CaseloadRecord } from './forms.ts';

export type DeviceName = { readonly protocol: ProtocolName; readonly identifier: string };
/** A piece of equipment. What it proves itself by is in no file: a new token is made where it is used. */
export type CaseloadDevice = DeviceName & {
  readonly line: number;
  readonly technology: Technology;
  readonly model: string | null;
  /** From where it may speak; empty: from anywhere. */
  readonly networks: readonly string[];
  readonly retired: Millis | null;
};

const mostNetworks = 32;
const protocols = protocolNames;

export const deviceNameOf = ({ protocol, identifier }: DeviceName): string => `${protocol} ${identifier}`;

export function readDevice(record: CaseloadRecord, timezone: string): Read<CaseloadDevice> {
  const fields = fieldsOf('devices', record, timezone);
  const networks = fields.text('networks')?.split(/[\s,;]+/) ?? [];
  if (networks.length > mostNetworks || networks.some((one) => parseNetwork(one) === null))
    fields.wrong('networks', 'bad-network', 'Networks are written as 192.0.2.0/24, with spaces between.');
  return itemOf(fields, {
    ...{ line: record.line, protocol: neededWord(fields, 'protocol', protocols), networks },
    ...{
      identifier: fields.needed('identifier'),
      technology: neededWord(fields, 'technology', technologies),
    },
    ...{ model: fields.text('model'), retired: fields.instant('retired') },
  });
}

/** A device's time with one participant. */
export type CaseloadAssignment = DeviceName & {
  readonly line: number;
  readonly participant: string;
  readonly from: Millis;
  readonly to: Millis | null;
  readonly fixEvery: number;
  readonly uploadEvery: number;
  readonly primary: boolean;
};

export function readAssignment(record: CaseloadRecord, timezone: string): Read<CaseloadAssignment> {
  const fields = fieldsOf('assignments', record, timezone);
  const from = neededInstant(fields, 'from');
  const to = fields.instant('to');
  if (to !== null && to <= from)
    fields.wrong('to', 'ends-before', 'The device would come back before it was fitted.');
  const fixEvery = fields.whole('fix_every', 1, 86_400);
  if (fixEvery === null) fields.needed('fix_every');
  const uploadEvery = fields.whole('upload_every', 1, 604_800);
  if (uploadEvery === null) fields.needed('upload_every');
  return itemOf(fields, {
    ...{ line: record.line, participant: fields.needed('participant'), from, to },
    ...{ protocol: neededWord(fields, 'protocol', protocols), identifier: fields.needed('identifier') },
    ...{ fixEvery: fixEvery ?? 1, uploadEvery: uploadEvery ?? 1, primary: fields.yes('primary') ?? true },
  });
}
