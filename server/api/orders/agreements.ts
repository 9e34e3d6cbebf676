import {
  agreementLanguages,
  agreementText,
  dayOf as civilDayOf,
  dayWords,
  leastOf,
  type OrderTerms,
  type OwnText,
  permitEffect,
} from '@attend/casework';
import type { AgreementSign, agreementTextView } from '@attend/contracts/orders';
import { type Failure, fail, type LocationLevel, locationLevels, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { findAgreementText, listAgreementTexts } from '../../database/repositories/agreement-texts.ts';
import {
  findOrderPerson,
  type OrderRow,
  type VersionRow,
} from '../../database/repositories/order-records.ts';
import { insertAgreement, writeWithdrawal } from '../../database/repositories/order-writes.ts';
import { findPerson, nameOf, openPerson } from '../../database/repositories/people.ts';
import type { StaffContext } from '../context.ts';
import { putInForce } from './effects.ts';
import { pendingOf, standingVersion, termsOf } from './standing.ts';
import { type Changed, finish, openTaken, take } from './take.ts';

const noVersion: Failure = { code: 'not-found', message: 'There is no such version to agree to.' };
const noText: Failure = {
  code: 'no-text',
  message: 'There is no text of the agreement in this language: the agency enters its own first.',
  path: ['body', 'language'],
};

/** ICU knows no Haitian Creole, and would write Arabic figures that stand on no other paper around the reader. */
const isWritten = (language: string): language is 'ht' | 'ar' => language === 'ht' || language === 'ar';

/** The most that the version's clauses permit at any time. */
function mostLocation({ clauses }: OrderTerms): LocationLevel {
  return (
    locationLevels.findLast((level) => clauses.some(({ kind }) => kind === `location-${level}`)) ?? 'status'
  );
}

async function textOf(
  { client, services }: StaffContext,
  order: OrderRow,
  version: VersionRow,
  language: string,
  location: LocationLevel,
): Promise<ReturnType<typeof agreementText>> {
  const person = await findPerson(client, order.participantId);
  if (person === null) return null;
  const dayOf = (at: number | null): string =>
    at === null
      ? '—'
      : ((isWritten(language) ? dayWords(civilDayOf(at, person.timezone), language) : null) ??
        new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: person.timezone }).format(at));
  const own = await findAgreementText(client, language);
  const ownText: OwnText | null =
    own === null ? null : { language, version: `own-${own.version}`, text: own.text };
  const values = {
    name: nameOf(openPerson(services.keyring, person.id, person.sealed)),
    order: order.reference,
    court: order.court ?? '—',
    from: dayOf(version.from),
    to: dayOf(version.to),
    review: dayOf(version.reviewAt),
    location,
    clauses: version.clauses.map(({ kind }) => kind),
  };
  return agreementText(language, values, ownText);
}

/** ORD-15: the text as it will be read and signed, in one language. */
export async function readAgreementText(
  context: StaffContext,
  id: string,
  asked: { readonly language: string; readonly version: number; readonly location: LocationLevel },
): Promise<Result<z.output<typeof agreementTextView>>> {
  const participantId = await findOrderPerson(context.client, id);
  if (participantId === null) return fail(noVersion);
  const opened = await openTaken(context, participantId, id);
  if (!opened.ok) return opened;
  const { order } = opened.value;
  const version = order.versions.find((one) => one.version === asked.version && !one.discarded);
  if (version === undefined) return fail(noVersion);
  const location = leastOf(asked.location, mostLocation(termsOf(version)));
  const own = (await listAgreementTexts(context.client)).map(({ language }) => language);
  return succeed({
    participant: order.participantId,
    text: await textOf(context, order, version, asked.language, location),
    languages: [...new Set([...agreementLanguages, ...own])],
  });
}

/** ORD-15: signed. A draft that waits for it takes effect with it; of a version in force it is a new agreement (ORD-5). */
export async function signAgreement(
  context: StaffContext,
  id: string,
  given: AgreementSign,
): Promise<Changed> {
  const taken = await take(context, id, given.revision);
  if (!taken.ok) return taken;
  const { order, owner } = taken.value;
  const now = context.now();
  const pending = pendingOf(order, now);
  const ofDraft = pending !== null && pending.version.version === given.version;
  const version = ofDraft ? pending.version : standingVersion(order, now);
  if (version === null || version.version !== given.version) return fail(noVersion);
  if (ofDraft) {
    const permitted = permitEffect(pending.candidate, 'agreement');
    if (!permitted.ok) return permitted;
  }
  const { location, language, signature } = given;
  if (leastOf(location, mostLocation(termsOf(version))) !== location)
    return fail({
      code: 'more-than-order',
      message: 'Nobody agrees to more location than the order permits.',
      path: ['body', 'location'],
    });
  const text = await textOf(context, order, version, language, location);
  if (text === null) return fail(noText);
  if (text.version !== given.textVersion)
    return fail({
      code: 'version-changed',
      message: 'The text has changed since it was read: read it again before it is signed.',
    });
  // What was signed on paper some days ago gives authority from its record on: nothing is permitted for a time that is past.
  if (ofDraft) await putInForce(context, taken.value, pending, 'agreement', null);
  await insertAgreement(context.client, owner, {
    ...{ versionId: version.id, language, textVersion: text.version, location, signedAt: now },
    ...{ signedAs: signature.kind, carriedFrom: null, by: context.actor.staffId },
    said: {
      ...{
        explained: given.explained,
        interpreter: given.interpreter,
        name: signature.name,
        text: text.text,
      },
      signature: signature.kind === 'paper' ? signature.signedOn : null,
      paper: signature.kind === 'paper' ? signature.reference : null,
      strokes: signature.kind === 'drawn' ? signature.strokes : [],
    },
  });
  return finish(context, order, 'agreement.signed', {
    after: {
      version: version.version,
      language,
      textVersion: text.version,
      location,
      signedAs: signature.kind,
    },
  });
}

type TextToSign = {
  readonly language: string;
  readonly location: LocationLevel;
  readonly version: string;
  readonly text: string;
};
export type ToSign = {
  readonly order: string;
  readonly reference: string;
  readonly revision: number;
  readonly version: number;
  readonly levels: LocationLevel[];
  readonly texts: TextToSign[];
};

/** Of each order the version that waits for its agreement, or stands without one, with its texts: they are read without a network too. */
export async function textsToSign(
  context: StaffContext,
  orders: readonly OrderRow[],
  languages: readonly string[],
): Promise<ToSign[]> {
  const now = context.now();
  const found: ToSign[] = [];
  for (const order of orders) {
    if (order.status === 'ended') continue;
    const pending = pendingOf(order, now);
    const waits = pending !== null && permitEffect(pending.candidate, 'agreement').ok;
    const version = waits ? pending.version : standingVersion(order, now);
    if (version === null || (!waits && version.agreements.some((one) => one.withdrawnAt === null))) continue;
    const levels = locationLevels.slice(0, locationLevels.indexOf(mostLocation(termsOf(version))) + 1);
    const texts: TextToSign[] = [];
    for (const language of languages)
      for (const location of levels) {
        const text = await textOf(context, order, version, language, location);
        if (text !== null) texts.push({ language, location, version: text.version, text: text.text });
      }
    found.push({
      ...{ order: order.id, reference: order.reference, revision: order.revision },
      ...{ version: version.version, levels, texts },
    });
  }
  return found;
}

/** ORD-5: on the participant's word, at once: nothing received from then on is used. */
export async function withdrawAgreement(
  context: StaffContext,
  id: string,
  { revision, reason }: { readonly revision: number; readonly reason: string },
): Promise<Changed> {
  const taken = await take(context, id, revision);
  if (!taken.ok) return taken;
  const { order, owner } = taken.value;
  const standing = order.versions
    .flatMap(({ agreements }) => agreements)
    .filter(({ withdrawnAt }) => withdrawnAt === null);
  if (standing.length === 0)
    return fail({ code: 'already-decided', message: 'No agreement to this order stands.' });
  const ids = standing.map((one) => one.id);
  await writeWithdrawal(context.client, owner.key, ids, context.now(), reason);
  return finish(context, order, 'agreement.withdrawn', { after: { agreements: ids.length, reason } });
}
