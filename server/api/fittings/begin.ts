import { fittingLasts, isFittable, permitBeginning } from '@attend/casework';
import type { fittingBegin } from '@attend/contracts/fittings';
import { type Failure, fail, say, succeed, type Technology, tell, type Wording, word } from '@attend/kernel';
import type { z } from 'zod';
import { findEquipment } from '../../database/repositories/device-places.ts';
import { lockAssignment } from '../../database/repositories/fitted-assignments.ts';
import { expireOld, findFitting, insertFitting, seeToExpired } from '../../database/repositories/fittings.ts';
import { findPerson } from '../../database/repositories/people.ts';
import { insertRemoval } from '../../database/repositories/planned-removals.ts';
import { isTaken, withSavepoint } from '../../database/repositories/savepoint.ts';
import type { StaffContext } from '../context.ts';
import { noSuchPerson, ownerOf } from '../orders/take.ts';
import { notOnYours, refuseNamedShelf } from '../stock/own-shelf.ts';
import { readScan } from '../stock/scan.ts';
import { loadBasis, needsOf } from './standing.ts';
import type { Changed } from './take.ts';

const refuse = (code: string, wording: Wording, field: string): Failure => ({
  ...{ code, ...tell(wording), path: ['body', field] },
});
const onlyOne: Failure = {
  code: 'fitting-under-way',
  message: 'A fitting of this device or of this person is under way already: end it or give it up first.',
};

/** FIT-2, FIT-4: a device from the office’s shelf, for somebody whom an order, an agreement and a level permit one of its technology. */
export async function beginFitting(
  context: StaffContext,
  person: string,
  given: z.output<typeof fittingBegin>,
): Promise<Changed> {
  const { client, programme, actor, audit, now, record, services } = context;
  if ((await findPerson(client, person)) === null) return fail(noSuchPerson);
  await record.open(person);
  if (services.keyring.isDestroyed(person))
    return fail({ code: 'person-destroyed', message: 'The key of this person was destroyed.' });
  const another = await refuseNamedShelf(context, [given.office], ['body', 'office']);
  if (another !== null) return fail(another);
  const found = await takeDevice(context, given.identifier, given.office);
  if ('code' in found) return fail(found);
  const basis = await loadBasis(context, person);
  const needs = needsOf(basis, found.technology, now());
  const permitted = permitBeginning(needs, found.technology, basis.waiting);
  if (!permitted.ok) return permitted;
  if (given.replaces !== null) {
    const replaced = await lockAssignment(client, given.replaces);
    if (
      replaced === null ||
      replaced.participantId !== person ||
      (replaced.to !== null && replaced.to <= now())
    )
      return fail(refuse('not-found', 'They do not have the device that is to be replaced.', 'replaces'));
  }
  await expireOld(client, found.id, person);
  const at = now();
  try {
    await withSavepoint(client, () =>
      insertFitting(client, {
        ...{ id: given.id, programmeId: programme.id, participantId: person, deviceId: found.id },
        ...{ officeId: given.office, replacesId: given.replaces, at, expiresAt: at + fittingLasts },
        by: actor.staffId,
      }),
    );
  } catch (thrown) {
    if (!isTaken(thrown)) throw thrown;
    return fail(onlyOne);
  }
  await seeToExpired(client, person);
  if (given.replaces !== null) await expectOpenStrap(context, person, at);
  await audit({
    ...{ action: 'fitting.begun', entity: 'fitting', entityId: given.id, participant: person },
    after: { device: found.id, office: given.office, replaces: given.replaces },
  });
  const row = await findFitting(client, given.id);
  return succeed({ participant: person, fitting: given.id, version: row?.version ?? 1 });
}

/** A swap takes half an hour. After two an open strap is an alert again, whatever became of the fitting. */
const swapLasts = 2 * 3_600_000;

/** FIT-8: the device that is taken off in a swap is open with everybody's knowledge; until the fitting ends, and not longer. */
async function expectOpenStrap(context: StaffContext, person: string, at: number): Promise<void> {
  const { client, programme, actor } = context;
  await insertRemoval(client, ownerOf(context, person).key, {
    ...{ programmeId: programme.id, participantId: person, reason: 'swap', note: null },
    ...{ from: at, to: at + swapLasts, by: actor.staffId },
  });
}

/** FIT-4: by its number, and where it is until the transaction ends; the refusal says where the record has it, and never with whom. */
async function takeDevice(
  context: StaffContext,
  identifier: string,
  office: string,
): Promise<Failure | { readonly id: string; readonly technology: Technology }> {
  const read = await readScan(context, identifier);
  if (read.kind !== 'one')
    return read.kind === 'unknown'
      ? refuse('unknown-device', 'No device of this number is in stock.', 'identifier')
      : refuse('two-devices', 'Two devices have this number: take another one.', 'identifier');
  const { place, device } = read;
  if (place.unseen) return { ...notOnYours, path: ['body', 'identifier'] };
  const equipment = await findEquipment(context.client, device.id);
  if (place.retired) return refuse('device-retired', 'This device is retired.', 'identifier');
  if (place.fitted) return refuse('device-held', 'The record has this device with somebody.', 'identifier');
  if (equipment === null || !isFittable({ place: place.kind, damaged: place.damaged }))
    return refuse(
      'device-elsewhere',
      say('The record has this device on no shelf ({place}).', {
        place: word(place.damaged ? 'damaged' : (place.kind ?? 'not-known')),
      }),
      'identifier',
    );
  if (place.kind === 'office' && place.officeId !== office)
    return refuse(
      'device-elsewhere',
      say('The record has this device at {office}.', { office: place.office ?? '' }),
      'identifier',
    );
  return { id: device.id, technology: equipment.technology };
}
