import { isBelow, isFittable } from '@attend/casework';
import { permitCaseloadCondition } from '@attend/casework/caseload/conditions';
import { type CaseloadAssignment, deviceNameOf, readAssignment } from '@attend/casework/caseload/devices';
import { formatInstant, type Millis, say, within } from '@attend/kernel';
import { writeChanges } from '../audit/changes.ts';
import {
  type CaseloadAssignmentRow,
  insertCaseloadAssignments,
  loadCaseloadAssignments,
  loadCaseloadDevices,
  loadDecidedTiers,
  loadStandingPlaces,
} from '../database/repositories/caseload-devices.ts';
import { type LegalRow, loadLegal } from '../database/repositories/legal.ts';
import type { CaseloadContext } from './context.ts';
import { defineKind, eachRecord } from './kind.ts';
import { type Decision, madeOf, type OwnedStep, planOwned, refuse, sayable } from './owned.ts';

type Made = { readonly deviceId: string };
const nowhere = { place: null, damaged: false, elsewhere: false };
type Held = Pick<CaseloadAssignmentRow, 'participantId' | 'deviceId' | 'from' | 'to' | 'primary'>;

const end = (to: Millis | null): Millis => to ?? Number.POSITIVE_INFINITY;
const overlaps = (a: Held, b: Held): boolean => a.from < end(b.to) && b.from < end(a.to);

async function prepare(
  context: CaseloadContext,
  items: readonly CaseloadAssignment[],
  participants: readonly string[],
) {
  const { client, reach } = context;
  const devices = new Map(
    (await loadCaseloadDevices(client, reach, items)).map((row) => [deviceNameOf(row), row]),
  );
  const legal = await loadLegal(client, participants);
  const decided = await loadDecidedTiers(client, participants);
  const ids = [...devices.values()].map(({ id }) => id);
  const places = await loadStandingPlaces(client, ids);
  const standing = await loadCaseloadAssignments(client, participants, ids);
  const held: Held[] = [...standing];
  const ofDevice = Map.groupBy(held, ({ deviceId }) => deviceId);
  const ofPerson = Map.groupBy(held, ({ participantId }) => participantId);
  return (item: CaseloadAssignment, { id: person }: { readonly id: string }): Decision<Made> => {
    const device = devices.get(deviceNameOf(item));
    if (device === undefined)
      return refuse(
        'identifier',
        'unknown-device',
        'There is no such device: the file of devices goes in first.',
      );
    const known = standing.find(
      (row) => row.participantId === person && row.deviceId === device.id && row.from === item.from,
    );
    if (known !== undefined) return beside(item, known);
    const wanted = { ...item, participantId: person, deviceId: device.id };
    // Time that is over says where the device was, and not where it is.
    const place = places.get(device.id) ?? nowhere;
    const lasts = end(item.to) > context.now;
    if (lasts && !isFittable(place))
      return refuse('identifier', 'device-elsewhere', 'This device is not on a shelf: it cannot be fitted.');
    if (lasts && place.elsewhere)
      return refuse('identifier', 'another-shelf', 'The record has this device on none of your shelves.');
    const level = decided.get(person);
    if (level !== undefined && item.from >= level.at && isBelow(level.tier, device.technology))
      return refuse(
        'identifier',
        'above-level',
        'A level below this device was decided: more needs a step up, with a reason and a second person.',
      );
    const besides = ofDevice.get(device.id) ?? [];
    if (besides.some((one) => overlaps(one, wanted)))
      return refuse('from', 'held', 'Somebody has this device at that time.');
    const own = ofPerson.get(person) ?? [];
    if (item.primary && own.some((one) => one.primary && overlaps(one, wanted)))
      return refuse('primary', 'two-primaries', 'They have another device at that time that judges.');
    const permitted = permit(legal.get(person), item, device.technology);
    if (!permitted.ok) {
      const { code, path } = permitted.error;
      const told = say('{fault}.', { fault: within(permitted.error) });
      return refuse(path?.[0] === 'kind' ? 'identifier' : String(path?.[0] ?? 'from'), code, told);
    }
    ofDevice.set(device.id, [...besides, wanted]);
    ofPerson.set(person, [...own, wanted]);
    return { kind: 'new', made: { deviceId: device.id } };
  };
}

/** IMP-12: worn under a clause of its technology, as long as one is in force. It permits nothing about locations: only a clause does. */
function permit(legal: LegalRow | undefined, { from, to }: CaseloadAssignment, technology: string) {
  const none = { orders: [], versions: [], clauses: [] };
  const kind = `technology-${technology}` as 'technology-ankle' | 'technology-wrist' | 'technology-phone';
  return permitCaseloadCondition(legal ?? none, { kind, from, to, order: null, clause: null });
}

function beside(item: CaseloadAssignment, known: CaseloadAssignmentRow): Decision<Made> {
  const isSame =
    known.to === item.to &&
    known.fixEvery === item.fixEvery &&
    known.uploadEvery === item.uploadEvery &&
    known.primary === item.primary;
  return { kind: isSame ? 'same' : 'settled', stands: JSON.stringify(known), made: null };
}

async function write(
  { client, keyring, author, now }: CaseloadContext,
  steps: readonly OwnedStep<CaseloadAssignment, Made>[],
): Promise<void> {
  const made = madeOf(steps, 'new');
  const ids = await insertCaseloadAssignments(
    client,
    author,
    now,
    made.map(({ item, participantId, made: { deviceId } }) => ({ ...item, participantId, deviceId })),
  );
  await writeChanges(
    client,
    keyring,
    author,
    made.map(({ item, participantId: participant }, index) => ({
      ...{ action: 'assignment.imported', entity: 'assignment', entityId: ids[index] ?? '', participant },
      after: { ...sayable(item), from: formatInstant(item.from) },
    })),
  );
}

export const importAssignments = defineKind<CaseloadAssignment, OwnedStep<CaseloadAssignment, Made>>({
  items: eachRecord(readAssignment),
  keysOf: (item) => [JSON.stringify([item.participant, deviceNameOf(item), item.from])],
  plan: (context, items) => planOwned(context, items, (ids) => prepare(context, items, ids)),
  write,
});
