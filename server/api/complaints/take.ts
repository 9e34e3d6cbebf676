import { randomUUIDv7 } from 'node:crypto';
import { dayOf, permitReceived } from '@attend/casework';
import type { ComplaintChoices, ComplaintCreate, complaintTaken } from '@attend/contracts/complaints';
import { type Failure, fail, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import {
  findOfficeOf,
  insertComplaint,
  listComplaintChoices,
} from '../../database/repositories/complaints.ts';
import { findPerson } from '../../database/repositories/people.ts';
import { sealRow } from '../../database/repositories/sealed.ts';
import type { StaffContext } from '../context.ts';
import { noSuchPerson } from '../orders/take.ts';
import { termsFrom } from './policy.ts';
import { keyFor } from './sealing.ts';

export const readChoices = async ({ client }: StaffContext): Promise<Result<ComplaintChoices>> =>
  succeed(await listComplaintChoices(client));

/** Whom and where it names must be of this programme. */
export async function checkNamed(
  { client }: StaffContext,
  named: Pick<ComplaintCreate, 'concernedStaff' | 'concernedProvider'> & { readonly office?: string | null },
): Promise<Failure | null> {
  const choices = await listComplaintChoices(client);
  const missing = (list: readonly { readonly id: string }[], id: string | null | undefined): boolean =>
    id != null && !list.some((one) => one.id === id);
  const wrong = (name: string): Failure => ({
    ...{ code: 'not-found', message: 'There is none of this here.', path: ['body', name] },
  });
  if (named.concernedStaff.some((id) => missing(choices.staff, id))) return wrong('concernedStaff');
  if (missing(choices.providers, named.concernedProvider)) return wrong('concernedProvider');
  return missing(choices.offices, named.office) ? wrong('office') : null;
}

/** CPL-1: whoever hears of it takes it down. What they get back is a number, and nothing that they could read it by. */
export async function takeComplaint(
  context: StaffContext,
  given: ComplaintCreate,
): Promise<Result<z.output<typeof complaintTaken>>> {
  const { client, record, actor, audit, programme, now } = context;
  const { words, name, reach, participant, office, ...of } = given;
  if (participant !== null) {
    if ((await findPerson(client, participant)) === null) return fail(noSuchPerson);
    await record.open(participant);
  }
  const received = permitReceived(of.receivedOn, dayOf(now(), programme.timezone));
  if (!received.ok) return fail({ ...received.error, path: ['body', ...(received.error.path ?? [])] });
  const wrong = await checkNamed(context, given);
  if (wrong !== null) return fail(wrong);
  const officeId = office ?? (participant === null ? null : await findOfficeOf(client, participant));
  const id = randomUUIDv7();
  const key = keyFor(context, { participantId: participant });
  const number = await insertComplaint(client, {
    ...{ id, ...of, participantId: participant, programmeId: programme.id, officeId },
    ...{ takenBy: actor.staffId, sealed: sealRow(key, 'complaint', id, { words, name, reach }) },
    ...(await termsFrom(context, officeId, of.receivedOn)),
  });
  await audit({
    ...{ action: 'complaint.received', entity: 'complaint', entityId: id },
    ...(participant === null ? {} : { participant }),
    after: { number, ...of, words, office: officeId },
  });
  return succeed({ id, number, participant });
}
