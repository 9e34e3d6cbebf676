import { checkPlace, mayChange, mayRecord } from '@attend/casework/hearings/commands';
import { differencesOf, type HearingPlace, isSameHearing } from '@attend/casework/hearings/hearing';
import type {
  hearingAppearance,
  hearingCancel,
  hearingChange,
  hearingChanged,
  hearingCreate,
  hearingMove,
} from '@attend/contracts/hearings';
import { fail, parseInstant, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { findTimezone, listHearingsOf, lockHearingsOf } from '../../database/repositories/hearings.ts';
import { findGroups } from '../../database/repositories/person-links.ts';
import type { StaffContext } from '../context.ts';
import { openHearing } from './view.ts';
import {
  keyFault,
  type OpenedHearing,
  openForWrite,
  placeOf,
  wordsOf,
  writeNew,
  writeNext,
} from './write.ts';

type Changed = Result<z.output<typeof hearingChanged>>;
type Output<S extends z.ZodType> = z.output<S>;

/** A failure of what was given, at the field of the request's body. */
function inBody<T>(result: Result<T>): Result<T> {
  if (result.ok || result.error.path === undefined) return result;
  return fail({ ...result.error, path: ['body', ...result.error.path] });
}

export async function enterHearing(
  context: StaffContext,
  participant: string,
  given: Output<typeof hearingCreate>,
): Promise<Changed> {
  const { client, record } = context;
  if ((await findTimezone(client, participant)) === null)
    return fail({ code: 'not-found', message: 'There is no such person here.' });
  await record.open(participant);
  const key = keyFault(context, participant);
  if (!key.ok) return key;
  const { timezone, kind, court } = given;
  const place: HearingPlace = { at: parseInstant(given.at) ?? 0, timezone, kind, court, ...wordsOf(given) };
  const checked = inBody(checkPlace(place));
  if (!checked.ok) return checked;
  const only = await mayStand(context, participant, place);
  if (!only.ok) return only;
  return succeed({ id: await writeNew(context, participant, place), participant, version: 1 });
}

/** HRG-15: on none of a person's records a second time what is to come, or was held: its reminders would go twice, and one absence count as two. */
async function mayStand(
  { client, services, record }: StaffContext,
  participant: string,
  place: HearingPlace,
  itself?: string,
): Promise<Result<null>> {
  const records = (await findGroups(client, [participant])).get(participant) ?? [participant];
  record.passOver(records.filter((id) => id !== participant));
  await lockHearingsOf(client, records.toSorted()[0] ?? participant);
  const stands = (await listHearingsOf(client, records))
    .filter(
      ({ id, status, inError }) => id !== itself && !inError && (status === 'scheduled' || status === 'held'),
    )
    .some((row) => isSameHearing(placeOf({ ...row, words: openHearing(services.keyring, row) }), place));
  return stands
    ? fail({
        code: 'exists',
        message: 'This hearing stands already: it is of this case, or court, at this time.',
      })
    : succeed(null);
}

/** In the version that was seen, and still to come. */
async function openToChange(context: StaffContext, id: string, seen: number): Promise<Result<OpenedHearing>> {
  const opened = await openForWrite(context, id, seen);
  if (!opened.ok) return opened;
  const may = mayChange(opened.value);
  return may.ok ? opened : may;
}

/** Everything but the instant. Saying again what stands already is no change. */
export async function changeHearing(
  context: StaffContext,
  id: string,
  given: Output<typeof hearingChange>,
): Promise<Changed> {
  const opened = await openToChange(context, id, given.version);
  if (!opened.ok) return opened;
  const of = opened.value;
  const { timezone, kind, court } = given;
  const place: HearingPlace = { at: of.at, timezone, kind, court, ...wordsOf(given) };
  const checked = inBody(checkPlace(place));
  if (!checked.ok) return checked;
  const fields = differencesOf(placeOf(of), place);
  const done = { id, participant: of.participantId };
  if (fields.length === 0) return succeed({ ...done, version: of.version });
  // Where it was the same hearing as another already (records that were merged since), its room is corrected all the same.
  const only = isSameHearing(placeOf(of), place)
    ? succeed(null)
    : await mayStand(context, of.participantId, place, id);
  if (!only.ok) return only;
  return succeed({
    ...done,
    version: await writeNext(context, { action: 'hearing.changed', fields }, of, { place }),
  });
}

/** HRG-5: the old one stays with its instant, and names the one in its place. */
export async function moveHearing(
  context: StaffContext,
  id: string,
  given: Output<typeof hearingMove>,
): Promise<Changed> {
  const opened = await openToChange(context, id, given.version);
  if (!opened.ok) return opened;
  const of = opened.value;
  const stood = placeOf(of);
  const place: HearingPlace = {
    ...stood,
    at: parseInstant(given.at) ?? 0,
    timezone: given.timezone ?? stood.timezone,
    court: given.court ?? stood.court,
    room: given.room === undefined ? stood.room : given.room,
    address: given.address === undefined ? stood.address : given.address,
  };
  const checked = inBody(checkPlace(place));
  if (!checked.ok) return checked;
  if (place.at === stood.at)
    return fail({
      code: 'not-moved',
      message: 'It stands at this time already.',
      path: ['body', 'at'],
    });
  const participant = of.participantId;
  const only = await mayStand(context, participant, place);
  if (!only.ok) return only;
  const next = await writeNew(context, participant, place, { uid: of.words.uid, instead: id });
  await writeNext(context, { action: 'hearing.moved', fields: ['status'] }, of, {
    ...{ status: 'moved', movedTo: next },
    words: { reason: given.reason },
  });
  return succeed({ id: next, participant, version: 1 });
}

export async function cancelHearing(
  context: StaffContext,
  id: string,
  given: Output<typeof hearingCancel>,
): Promise<Changed> {
  const opened = await openToChange(context, id, given.version);
  if (!opened.ok) return opened;
  const version = await writeNext(
    context,
    { action: 'hearing.cancelled', fields: ['status'] },
    opened.value,
    {
      status: 'cancelled',
      words: { reason: given.reason },
    },
  );
  return succeed({ id, participant: opened.value.participantId, version });
}

export async function recordAppearance(
  context: StaffContext,
  id: string,
  given: Output<typeof hearingAppearance>,
): Promise<Changed> {
  const opened = await openForWrite(context, id, given.version);
  if (!opened.ok) return opened;
  const { appearance, excuse, note } = given;
  const may = inBody(mayRecord(opened.value, { appearance, excuse }, context.now()));
  if (!may.ok) return may;
  const version = await writeNext(
    context,
    { action: 'hearing.appearance-recorded', fields: ['appearance'] },
    opened.value,
    { status: 'held', appearance, excuse, words: { note } },
  );
  return succeed({ id, participant: opened.value.participantId, version });
}
