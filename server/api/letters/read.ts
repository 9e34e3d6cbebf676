import { builtInTemplates, builtInVersion, dayOf, holdsOn, letterForms } from '@attend/casework';
import type { LetterList, LetterOptions, LetterSendingView, LetterView } from '@attend/contracts/letters';
import { fail, formatInstant, type Result, succeed } from '@attend/kernel';
import { seesProtected } from '../../access/protected-addresses.ts';
import { listCheckInsOf } from '../../database/repositories/check-ins.ts';
import { listArranged } from '../../database/repositories/device-collections.ts';
import { listHearingsOf } from '../../database/repositories/hearings.ts';
import {
  listOrdersForLetters,
  listSendingsOf,
  type SendingRow,
} from '../../database/repositories/letter-sendings.ts';
import { type LetterRow, listLettersOf } from '../../database/repositories/letters.ts';
import { findPerson, openPerson } from '../../database/repositories/people.ts';
import { listDecided } from '../../database/repositories/reviews.ts';
import { mayOn } from '../access/may-on.ts';
import type { StaffContext } from '../context.ts';
import { isOwnOfToday } from '../documents/documents.ts';
import { noSuchPerson } from '../files/store.ts';
import { isReplaced } from '../letter-templates/read.ts';
import { listOffered } from './compose.ts';
import { checkAddress, openEntries } from './recipient.ts';
import { subjectPermissions } from './subject.ts';

const viewSending = (row: SendingRow): LetterSendingView => ({
  ...{ id: row.id, way: row.way, on: row.on, note: row.note, inError: row.inErrorAt !== null },
  by: { id: row.byId, name: row.by },
  returned:
    row.returnedOn === null
      ? null
      : {
          ...{ on: row.returnedOn, note: row.returnedNote },
          by: { id: row.returnedById ?? '', name: row.returnedBy ?? '' },
        },
});

function subjectOf({
  hearingId,
  checkInId,
  orderId,
  reviewId,
  collectionId,
}: LetterRow): LetterView['about'] {
  if (hearingId !== null) return { kind: 'hearing', id: hearingId };
  if (checkInId !== null) return { kind: 'check-in', id: checkInId };
  if (orderId !== null) return { kind: 'order', id: orderId };
  if (reviewId !== null) return { kind: 'review', id: reviewId };
  return collectionId === null ? null : { kind: 'collection', id: collectionId };
}

/** Nothing of one whose words nobody can read any more: its key has ended. */
function viewLetter(context: StaffContext, row: LetterRow, sendings: readonly SendingRow[]): LetterView[] {
  const { id, kind, language, words } = row;
  if (words === null) return [];
  return [
    {
      ...{ id, kind, language, title: words.title, signer: words.signer, document: row.documentId },
      ...{ hash: row.fileHash, protected: row.protected, inError: row.inError, about: subjectOf(row) },
      unasked: isOwnOfToday(context, { by: row.madeById, on: row.madeOn }),
      recipient: { kind: letterForms[kind].recipient, name: words.recipient },
      template: {
        ...{ id: row.templateId, name: row.templateName },
        ...{ version: row.templateVersion, hash: row.templateHash },
      },
      made: { at: formatInstant(row.madeAt), by: { id: row.madeById, name: row.madeBy } },
      sendings: sendings.filter(({ letterId }) => letterId === id).map(viewSending),
    },
  ];
}

export async function readLetters(context: StaffContext, participant: string): Promise<Result<LetterList>> {
  const { client, record, services } = context;
  if ((await findPerson(client, participant)) === null) return fail(noSuchPerson);
  await record.open(participant);
  const rows = await listLettersOf(client, services.keyring, participant);
  const sendings = await listSendingsOf(client, services.keyring, participant);
  return succeed({ participant, letters: rows.flatMap((row) => viewLetter(context, row, sendings)) });
}

/** Of what a letter may be made: what stands today, and as far as this member of staff may read it where it has its own page. */
export async function readOptions(
  context: StaffContext,
  participant: string,
): Promise<Result<LetterOptions>> {
  const { client, record, services, programme, now } = context;
  const found = await findPerson(client, participant);
  if (found === null) return fail(noSuchPerson);
  await record.open(participant);
  const details = openPerson(services.keyring, participant, found.sealed);
  if (details === null)
    return fail({ code: 'person-destroyed', message: 'The key of this person was destroyed.' });
  const today = dayOf(now(), programme.timezone);
  const { addresses, attorneys } = await openEntries(context, participant);
  const seesAll = await seesProtected(context, participant);
  const offered = await listOffered(context);
  const own = offered.map(({ template }) => template);
  const may = async (kind: keyof typeof subjectPermissions) =>
    mayOn(context, subjectPermissions[kind], participant);
  return succeed({
    participant,
    languages: details.languages,
    templates: [
      ...offered.map(({ id, name, version, template: { kind, language } }) => ({
        ...{ id, name, version, kind, language },
      })),
      ...builtInTemplates()
        .filter((template) => !isReplaced(template, own))
        .map(({ kind, language }) => ({ id: null, name: null, version: builtInVersion, kind, language })),
    ],
    addresses: addresses
      .filter((entry) => checkAddress(entry, 'participant', today, seesAll).ok)
      .map(({ id, words: { use, text }, protected: isProtected }) => ({
        ...{ id, use, text, protected: isProtected },
      })),
    attorneys: attorneys
      .filter((entry) => entry.inErrorAt === null && holdsOn(entry, today))
      .map(({ id, words: { name, firm } }) => ({ id, name, firm })),
    hearings: (await may('hearing'))
      ? (await listHearingsOf(client, [participant]))
          .filter(({ inError, status }) => !inError && status !== 'cancelled' && status !== 'not-followed')
          .slice(0, 50)
          .map(({ id, at, timezone, court }) => ({ id, at: formatInstant(at), timezone, court }))
      : [],
    checkIns: (await may('check-in'))
      ? (await listCheckInsOf(client, services.keyring, participant))
          .filter(({ inError }) => !inError)
          .slice(0, 50)
          .map(({ id, dueOn, status }) => ({ id, dueOn, status }))
      : [],
    orders: (await may('order'))
      ? (await listOrdersForLetters(client, participant)).map(({ id, reference, court }) => ({
          ...{ id, reference, court },
        }))
      : [],
    reviews: (await may('review'))
      ? (await listDecided(client, null, participant))
          .slice(0, 50)
          .map(({ id, decidedAt, decision, tier, tierTo }) => ({
            ...{ id, decision, tier, tierTo, decidedOn: dayOf(decidedAt, programme.timezone) },
          }))
      : [],
    collections: (await may('collection'))
      ? (await listArranged(client, participant)).map(({ id, on, time, office }) => ({
          id,
          on,
          time,
          office,
        }))
      : [],
  });
}
