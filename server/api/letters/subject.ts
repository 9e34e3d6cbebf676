import {
  type Appearance,
  dayOf,
  instantValue,
  type LetterSubject,
  type LetterValues,
} from '@attend/casework';
import type { Permission } from '@attend/contracts/session';
import { type Failure, fail, type Result, succeed } from '@attend/kernel';
import { listCheckInsOf } from '../../database/repositories/check-ins.ts';
import { listArranged } from '../../database/repositories/device-collections.ts';
import { type HearingRow, listHearingsOf } from '../../database/repositories/hearings.ts';
import { listOrdersForLetters } from '../../database/repositories/letter-sendings.ts';
import { findOpenReview, listDecided } from '../../database/repositories/reviews.ts';
import { openRow } from '../../database/repositories/sealed.ts';
import { mayOn } from '../access/may-on.ts';
import type { StaffContext } from '../context.ts';
import { whenOf } from '../fittings/tell-collection.ts';
import { openHearing } from '../hearings/view.ts';

/** What a letter's subject says of itself, and by whose clock. */
export type SubjectValues = { readonly values: LetterValues; readonly timezone: string };

/** What lets somebody read what a letter is about where it has a page of its own: a letter shows no more. */
export const subjectPermissions: Readonly<Record<LetterSubject, Permission>> = {
  hearing: 'hearings.read',
  'check-in': 'check-ins.read',
  order: 'orders.read',
  review: 'reviews.read',
  collection: 'devices.write',
};

const path = ['body', 'about'];
const missing: Failure = { code: 'no-such-subject', message: 'This person has no such record.', path };
const wrong: Failure = {
  code: 'entered-in-error',
  message: 'This record is marked as entered in error.',
  path,
};

/** Of this person alone, whatever id was given. */
export async function readSubject(
  context: StaffContext,
  participant: string,
  { kind, id }: { readonly kind: LetterSubject; readonly id: string },
): Promise<Result<SubjectValues>> {
  if (!(await mayOn(context, subjectPermissions[kind], participant))) return fail(missing);
  switch (kind) {
    case 'hearing':
      return readHearing(context, participant, id);
    case 'check-in':
      return readCheckIn(context, participant, id);
    case 'order':
      return readOrder(context, participant, id);
    case 'review':
      return readReview(context, participant, id);
    case 'collection':
      return readCollection(context, participant, id);
  }
}

async function readHearing(
  { client, services }: StaffContext,
  participant: string,
  id: string,
): Promise<Result<SubjectValues>> {
  const row = (await listHearingsOf(client, [participant])).find((one) => one.id === id);
  if (row === undefined) return fail(missing);
  if (row.inError) return fail(wrong);
  const { address, room, link, caseNumber } = openHearing(services.keyring, row);
  const place = [address, room].filter((part) => part !== null).join(', ');
  return succeed({
    timezone: row.timezone,
    values: {
      ...{ hearingWhen: instantValue(row.at), court: row.court, caseNumber },
      hearingPlace: place === '' ? link : place,
      appearance: appearanceOf(row),
    },
  });
}

/** What is not known is reported to no court. */
function appearanceOf({
  appearance,
  excuse,
}: Pick<HearingRow, 'excuse'> & { readonly appearance: Appearance | null }): string | null {
  if (appearance === 'not-known') return null;
  return appearance === 'did-not-appear' && excuse !== null ? 'did-not-appear-excused' : appearance;
}

async function readCheckIn(
  { client, services }: StaffContext,
  participant: string,
  id: string,
): Promise<Result<SubjectValues>> {
  const row = (await listCheckInsOf(client, services.keyring, participant)).find((one) => one.id === id);
  if (row === undefined) return fail(missing);
  if (row.inError) return fail(wrong);
  return succeed({
    timezone: row.timezone,
    values: {
      checkInWhen: row.slotAt === null ? null : instantValue(row.slotAt),
      ...{ checkInDue: row.dueOn, checkInFrom: row.windowFrom, checkInUntil: row.windowTo },
      checkInHow: row.kind,
      checkInPlace: row.kind === 'office' ? row.office : null,
    },
  });
}

async function readOrder(
  { client, services, programme }: StaffContext,
  participant: string,
  id: string,
): Promise<Result<SubjectValues>> {
  const row = (await listOrdersForLetters(client, participant)).find((one) => one.id === id);
  if (row === undefined) return fail(missing);
  const key = services.keyring.find(participant);
  const caseNumber =
    key === null || row.caseId === null || row.caseSealed === null
      ? null
      : openRow(key, 'court_case', row.caseId, row.caseSealed).number;
  const { timezone } = programme;
  return succeed({
    timezone,
    values: {
      ...{ orderReference: row.reference, court: row.court, caseNumber },
      orderFrom: row.from === null ? null : dayOf(row.from, timezone),
      orderTo: row.to === null ? null : dayOf(row.to, timezone),
    },
  });
}

/** LTR-18: what was decided, and why in the words that were written for the participant. */
async function readReview(
  { client, services, programme }: StaffContext,
  participant: string,
  id: string,
): Promise<Result<SubjectValues>> {
  const decided = await listDecided(client, services.keyring.find(participant), participant);
  const row = decided.find((one) => one.id === id);
  if (row === undefined) return fail(missing);
  // Of an earlier decision the next look was the one that came after it.
  const isLatest = decided[0]?.id === id;
  const next = isLatest && row.decision !== 'end' ? await findOpenReview(client, participant) : null;
  const { timezone } = programme;
  return succeed({
    timezone,
    values: {
      ...{ reviewDecision: row.decision, reviewTierBefore: row.tier, reviewTierAfter: row.tierTo },
      reviewDecidedOn: dayOf(row.decidedAt, timezone),
      reviewReasons: row.said?.told ?? null,
      reviewNextOn: next?.dueOn ?? null,
    },
  });
}

/** FIT-14: when and where it is fetched, while that is still to come. */
async function readCollection(
  { client, services, programme }: StaffContext,
  participant: string,
  id: string,
): Promise<Result<SubjectValues>> {
  const row = (await listArranged(client, participant)).find((one) => one.id === id);
  const key = services.keyring.find(participant);
  if (row === undefined || key === null) return fail(missing);
  const { place } = openRow(key, 'device_collection', id, row.sealed);
  return succeed({
    timezone: programme.timezone,
    values: {
      ...{
        collectionWhen: whenOf({ ...row, officeId: null, place }, programme.timezone),
        collectionPlace: row.office ?? place,
      },
      collectionHow: row.office === null ? 'fetch' : 'bring',
    },
  });
}
