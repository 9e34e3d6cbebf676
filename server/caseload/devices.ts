import { randomUUIDv7 } from 'node:crypto';
import { type CaseloadDevice, deviceNameOf, readDevice } from '@attend/casework/caseload/devices';
import type { CaseloadFault } from '@attend/casework/caseload/forms';
import { say } from '@attend/kernel';
import { programmeKey } from '../audit/audit.ts';
import { writeOwnChanges } from '../audit/changes.ts';
import {
  type CaseloadDeviceRow,
  insertCaseloadDevices,
  loadCaseloadDevices,
  updateCaseloadDevices,
} from '../database/repositories/caseload-devices.ts';
import type { CaseloadContext } from './context.ts';
import { defineKind, eachRecord, type Planned, type Step } from './kind.ts';

type DeviceStep = Step & { readonly next: CaseloadDeviceRow };

/** IMP-5: what stands with what a file says of it. A device that was retired is not in use again by a file. */
const merge = (standing: CaseloadDeviceRow, given: CaseloadDevice): CaseloadDeviceRow => ({
  ...standing,
  model: given.model ?? standing.model,
  networks: given.networks.length > 0 ? given.networks : standing.networks,
  retired: standing.retired ?? given.retired,
});
const fieldsOf = (before: CaseloadDeviceRow, next: CaseloadDeviceRow): string[] =>
  (['model', 'networks', 'retired'] as const).filter(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(next[field]),
  );

async function plan(
  { client, reach }: CaseloadContext,
  items: readonly CaseloadDevice[],
): Promise<Planned<DeviceStep>> {
  const rows = await loadCaseloadDevices(client, reach, items);
  const standing = new Map(rows.map((row) => [deviceNameOf(row), row]));
  const steps: DeviceStep[] = [];
  const faults: CaseloadFault[] = [];
  for (const item of items) {
    const { line } = item;
    const known = standing.get(deviceNameOf(item));
    if (known !== undefined && known.technology !== item.technology) {
      const told = say('This device stands here as one of another technology ({technology}).', {
        technology: known.technology,
      });
      faults.push({ line, column: 'technology', code: 'differs', ...told });
      continue;
    }
    const next = known === undefined ? made(item) : merge(known, item);
    const fields = known === undefined ? [] : fieldsOf(known, next);
    const kind = known === undefined ? 'new' : fields.length > 0 ? 'changed' : 'same';
    // Equipment is of no office: who sees some offices alone does not change the stock of all.
    if (kind !== 'same' && !reach.whole) {
      const message = 'The equipment is entered by who sees the whole programme.';
      faults.push({ line, column: 'identifier', code: 'not-yours', message });
      continue;
    }
    const stands = known === undefined ? null : JSON.stringify(known);
    steps.push({ line, kind, about: item.identifier, participant: null, fields, stands, next });
  }
  return { steps, faults };
}

const made = ({ protocol, identifier, technology, model, networks, retired }: CaseloadDevice) => ({
  ...{ id: randomUUIDv7(), protocol, identifier, technology, model, retired },
  networks: networks.length > 0 ? networks : null,
});

async function write(
  { client, keyring, author }: CaseloadContext,
  steps: readonly DeviceStep[],
): Promise<void> {
  const of = (kind: Step['kind']) => steps.filter((step) => step.kind === kind).map(({ next }) => next);
  const [fresh, changed] = [of('new'), of('changed')];
  await insertCaseloadDevices(client, author.programmeId, fresh);
  await updateCaseloadDevices(client, changed);
  const entry =
    (action: string) =>
    ({ id, ...after }: CaseloadDeviceRow) => ({ action, entity: 'device', entityId: id, after });
  await writeOwnChanges(client, keyring.create(programmeKey(author.programmeId)), author, [
    ...fresh.map(entry('device.imported')),
    ...changed.map(entry('device.changed-by-import')),
  ]);
}

export const importDevices = defineKind<CaseloadDevice, DeviceStep>({
  items: eachRecord(readDevice),
  keysOf: (item) => [deviceNameOf(item)],
  plan,
  write,
});
