import { randomUUID } from 'node:crypto';
import { isReachable, messageLanguages } from '@attend/casework';
import type {
  ContactPoint,
  contactPointAdd,
  contactPointChanged,
  contactPointList,
  contactPointRewrite,
} from '@attend/contracts/messages';
import { type Failure, fail, formatInstant, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import {
  type ContactCommand,
  type ContactPointRow,
  changeContactPoint,
  contactState,
  insertContactPoint,
  listContactPoints,
  lockContactPoint,
  rewriteContactPoint,
} from '../../database/repositories/contact-points.ts';
import { findPerson } from '../../database/repositories/people.ts';
import { openRow, sealRow } from '../../database/repositories/sealed.ts';
import type { Keyring } from '../../keys/keyring.ts';
import { readAddress } from '../../messages/addresses.ts';
import { hashAddress } from '../../messages/intake.ts';
import { instantText } from '../alerts/summary.ts';
import type { StaffContext } from '../context.ts';

type Changed = Result<z.output<typeof contactPointChanged>>;
export const noSuchPerson: Failure = { code: 'not-found', message: 'There is no such person here.' };
export const noSuchPoint: Failure = { code: 'not-found', message: 'There is no such contact point here.' };

function openPoint(keyring: Keyring, row: ContactPointRow): ContactPoint[] {
  const key = keyring.find(row.participantId);
  if (key === null) return [];
  const { address, language, note } = openRow(key, 'contact_point', row.id, row.sealed);
  return [
    {
      ...{ id: row.id, kind: row.kind, address, note, preference: row.preference, version: row.version },
      language: messageLanguages.find((known) => known === language) ?? null,
      consent: row.consentAt === null ? null : { at: formatInstant(row.consentAt), askedBy: row.consentBy },
      consentWithdrawn: instantText(row.withdrawnAt),
      stopped: instantText(row.stoppedAt),
      confirmed:
        row.confirmedAt === null ? null : { at: formatInstant(row.confirmedAt), by: row.confirmedBy ?? '' },
      bounced: instantText(row.bouncedAt),
      ended: instantText(row.endedAt),
      reachable: isReachable(contactState(row)),
    },
  ];
}

export async function readContactPoints(
  { client, record, services }: StaffContext,
  participant: string,
): Promise<Result<z.output<typeof contactPointList>>> {
  if ((await findPerson(client, participant)) === null) return fail(noSuchPerson);
  await record.open(participant);
  const rows = await listContactPoints(client, participant);
  return succeed({ participant, contactPoints: rows.flatMap((row) => openPoint(services.keyring, row)) });
}

/** Why this address cannot stand beside what is in use; null: it can. */
export async function standsAlready(
  { client, services }: StaffContext,
  participant: string,
  kind: ContactPoint['kind'],
  address: string,
): Promise<Failure | null> {
  const rows = await listContactPoints(client, participant);
  return rows
    .flatMap((row) => openPoint(services.keyring, row))
    .some((one) => one.ended === null && one.kind === kind && one.address === address)
    ? { code: 'exists', message: 'This person has this contact point already.' }
    : null;
}

/** MSG-4: an address is read before it is kept; consent is what the person said to whoever enters it. */
export async function addContactPoint(
  context: StaffContext,
  participant: string,
  given: z.output<typeof contactPointAdd>,
): Promise<Changed> {
  const {
    client,
    record,
    services: { keyring },
    programme,
    actor,
    audit,
  } = context;
  if ((await findPerson(client, participant)) === null) return fail(noSuchPerson);
  await recordOnce(record, participant);
  const { kind, language, note, preference, consent } = given;
  const address = readAddress(kind, given.address);
  if (address === null)
    return fail({
      code: 'no-address',
      message: kind === 'phone' ? 'This is no telephone number.' : 'This is no e-mail address.',
      path: ['body', 'address'],
    });
  const standing = await standsAlready(context, participant, kind, address);
  if (standing !== null) return fail(standing);
  const id = randomUUID();
  await insertContactPoint(client, {
    ...{ id, programmeId: programme.id, participantId: participant, kind, preference },
    sealed: sealRow(keyring.create(participant), 'contact_point', id, { address, language, note }),
    addressHash: hashAddress(keyring, programme.id, address),
    consentAskedBy: consent ? actor.staffId : null,
    createdBy: actor.staffId,
  });
  await audit({
    ...{ action: 'contact-point.added', entity: 'contact_point', entityId: id, participant },
    after: { kind, address, language, note, preference, consent },
  });
  return succeed({ id, participant });
}

/** Once a request: a command on a check-in may ask about several contact points. */
async function recordOnce(record: StaffContext['record'], participant: string): Promise<void> {
  if (!record.recorded.has(participant)) await record.open(participant);
}

/** Found, its person recorded, still as it was read, and not ended. */
export async function findStanding(
  { client, record }: StaffContext,
  id: string,
  version: number,
): Promise<Result<ContactPointRow>> {
  const row = await lockContactPoint(client, id);
  if (row === null) return fail(noSuchPoint);
  await recordOnce(record, row.participantId);
  if (row.endedAt !== null) return fail({ code: 'changed', message: 'This contact point has ended.' });
  if (row.version !== version)
    return fail({ code: 'version-changed', message: 'Somebody has changed this contact point meanwhile.' });
  return succeed(row);
}

const done = {
  confirm: 'contact-point.confirmed',
  consent: 'contact-point.consent-given',
  withdraw: 'contact-point.consent-withdrawn',
  end: 'contact-point.ended',
} as const satisfies Record<ContactCommand, string>;

export async function commandContactPoint(
  context: StaffContext,
  id: string,
  command: ContactCommand,
  version: number,
): Promise<Changed> {
  const found = await findStanding(context, id, version);
  if (!found.ok) return found;
  const { participantId: participant } = found.value;
  await changeContactPoint(context.client, id, command, context.actor.staffId);
  await context.audit({
    ...{ action: done[command], entity: 'contact_point', entityId: id, participant },
    before: contactState(found.value),
  });
  return succeed({ id, participant });
}

export async function rewrite(
  context: StaffContext,
  id: string,
  { version, preference, language, note }: z.output<typeof contactPointRewrite>,
): Promise<Changed> {
  const found = await findStanding(context, id, version);
  if (!found.ok) return found;
  const { participantId: participant } = found.value;
  const key = context.services.keyring.create(participant);
  const before = openRow(key, 'contact_point', id, found.value.sealed);
  const sealed = sealRow(key, 'contact_point', id, { address: before.address, language, note });
  await rewriteContactPoint(context.client, id, preference, sealed);
  await context.audit({
    ...{ action: 'contact-point.changed', entity: 'contact_point', entityId: id, participant },
    before: { language: before.language, note: before.note, preference: found.value.preference },
    after: { language, note, preference },
  });
  return succeed({ id, participant });
}
