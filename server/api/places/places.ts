import type {
  officePhoneChanged,
  officePhoneSet,
  placeChanged,
  placeEnd,
  placeRename,
} from '@attend/contracts/places';
import { type Failure, fail, type Result, say, succeed, type Told, within } from '@attend/kernel';
import type { z } from 'zod';
import {
  countStanding,
  endPlace,
  lockOfficePhone,
  lockPlace,
  type PlaceKind,
  renamePlace,
  type Standing,
  setOfficePhone,
} from '../../database/repositories/places.ts';
import { isTaken, withSavepoint } from '../../database/repositories/savepoint.ts';
import type { StaffContext } from '../context.ts';

type Changed = Result<z.output<typeof placeChanged>>;
const missing: Readonly<Record<PlaceKind, Failure>> = {
  office: { code: 'not-found', message: 'There is no such office here, or it has ended.' },
  provider: { code: 'not-found', message: 'There is no such provider here, or it has ended.' },
};

/** ACC-30: people, staff and records stay where they are; they stand in a place of another name. */
export async function rename(
  { client, audit }: StaffContext,
  kind: PlaceKind,
  id: string,
  { was, name }: z.output<typeof placeRename>,
): Promise<Changed> {
  const place = await lockPlace(client, kind, id);
  if (place === null) return fail(missing[kind]);
  if (place.name !== was)
    return fail({
      code: 'version-changed',
      ...say('Somebody named it «{name}» meanwhile.', { name: place.name }),
    });
  if (name === was) return succeed({ id, name });
  try {
    await withSavepoint(client, () => renamePlace(client, kind, id, name));
  } catch (thrown) {
    if (!isTaken(thrown)) throw thrown;
    return fail({ code: 'exists', message: 'Another has this name.', path: ['body', 'name'] });
  }
  await audit({
    action: `${kind}.renamed`,
    entity: kind,
    entityId: id,
    before: { name: was },
    after: { name },
  });
  return succeed({ id, name });
}

/** ACC-38: where it is called; letters made from then on bear it. */
export async function setPhone(
  { client, audit }: StaffContext,
  id: string,
  { was, phone }: z.output<typeof officePhoneSet>,
): Promise<Result<z.output<typeof officePhoneChanged>>> {
  const stands = await lockOfficePhone(client, id);
  if (stands === undefined) return fail(missing.office);
  if (stands !== was)
    return fail({
      code: 'version-changed',
      ...say('Somebody entered the number {phone} meanwhile.', { phone: stands ?? '–' }),
    });
  if (phone === was) return succeed({ id, phone });
  await setOfficePhone(client, id, phone);
  const entity = { entity: 'office', entityId: id };
  await audit({ action: 'office.telephone-changed', ...entity, before: { phone: was }, after: { phone } });
  return succeed({ id, phone });
}

const words: Readonly<Record<keyof Standing, (count: number) => Told>> = {
  people: (count) => (count === 1 ? { message: '1 person' } : say('{count} people', { count })),
  devices: (count) => (count === 1 ? { message: '1 device' } : say('{count} devices', { count })),
  staff: (count) => say('{count} of the staff', { count }),
  schedules: (count) =>
    count === 1 ? { message: '1 check-in schedule' } : say('{count} check-in schedules', { count }),
  checkIns: (count) =>
    count === 1 ? { message: '1 check-in to come' } : say('{count} check-ins to come', { count }),
};
const kinds = ['people', 'devices', 'staff', 'schedules', 'checkIns'] as const;

/** ACC-31: nothing is left without a place: whoever and whatever stands in it is moved first. */
export async function end(
  { client, programme, audit, now }: StaffContext,
  kind: PlaceKind,
  id: string,
  { on, reason }: z.output<typeof placeEnd>,
): Promise<Changed> {
  const day = Temporal.PlainDate.from(on);
  const today = Temporal.Instant.fromEpochMilliseconds(now())
    .toZonedDateTimeISO(programme.timezone)
    .toPlainDate();
  if (Temporal.PlainDate.compare(day, today) > 0)
    return fail({
      code: 'future',
      message: 'It ends today, or has ended: what is still to come is said when it has come.',
      path: ['body', 'on'],
    });
  const place = await lockPlace(client, kind, id);
  if (place === null) return fail(missing[kind]);
  const standing = await countStanding(client, id);
  const left = kinds.filter((what) => standing[what] > 0);
  if (left.length > 0)
    return fail({
      code: 'still-used',
      ...say('Still here: {left}. Move them first.', {
        left: within(...left.map((what) => words[what](standing[what]))),
      }),
    });
  const at = Math.min(day.toZonedDateTime(programme.timezone).epochMilliseconds, now());
  await endPlace(client, kind, id, at);
  await audit({
    ...{ action: `${kind}.ended`, entity: kind, entityId: id },
    before: { name: place.name },
    after: { on, reason },
  });
  return succeed({ id, name: place.name });
}
