import { randomUUIDv7 } from 'node:crypto';
import { checkIdentifiers, isTimezone } from '@attend/casework';
import type { PersonRegister, personRegistered } from '@attend/contracts/register';
import { rolesThatMayBe } from '@attend/contracts/supervision';
import { type Failure, fail, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { grantsOf } from '../../access/policy.ts';
import { findBeyond, loadReach } from '../../database/repositories/reach.ts';
import { hasOffice, insertPerson } from '../../database/repositories/register.ts';
import { isTaken, withSavepoint } from '../../database/repositories/savepoint.ts';
import { type SealedForm, sealRow } from '../../database/repositories/sealed.ts';
import { beginSupervision, findStandingStaff } from '../../database/repositories/supervision.ts';
import type { StaffContext } from '../context.ts';
import { findDoubles } from './doubles.ts';
import { findableOf, writeFindable } from './find-by.ts';

type Fields = Omit<PersonRegister, 'officer' | 'doublesSeen'>;

export const detailsOf = (given: Fields): SealedForm<'participant'> => ({
  ...{ name: given.name, preferredName: given.preferredName, otherNames: given.otherNames },
  ...{ languages: given.languages, pronouns: given.pronouns },
  ...{ identifiers: given.identifiers, needs: given.needs },
});

/** What stands against a record whoever it is of. Null: nothing. */
export async function refuseFields({ client }: StaffContext, given: Fields): Promise<Failure | null> {
  const identifiers = checkIdentifiers(given.identifiers);
  if (!identifiers.ok) {
    const { path = [], ...failure } = identifiers.error;
    return { ...failure, path: ['body', ...path] };
  }
  if (given.timezone !== null && !isTimezone(given.timezone))
    return {
      code: 'unknown-timezone',
      message: 'No clock is known for this time zone.',
      path: ['body', 'timezone'],
    };
  if (given.office !== null && !(await hasOffice(client, given.office)))
    return { code: 'unknown-office', message: 'There is no such office.', path: ['body', 'office'] };
  return null;
}

async function refuseOfficer({ client }: StaffContext, officer: string | null): Promise<Failure | null> {
  if (officer === null) return null;
  const staff = await findStandingStaff(client, officer);
  const may: readonly string[] = rolesThatMayBe['case-officer'];
  if (staff?.roles.some((role) => may.includes(role))) return null;
  return {
    code: 'role-missing',
    message: 'Nobody who may be a case officer is meant by this.',
    path: ['body', 'officer'],
  };
}

/** In the same words whoever has it: whose number it is, is not everybody's to see. */
export const referenceTaken: Failure = {
  code: 'exists',
  message: 'This number is on record already.',
  path: ['body', 'reference'],
};

/** PPL-12, PPL-14: registers a person: key, record, officer, what they are found by and audit, or nothing of it. */
export async function registerPerson(
  context: StaffContext,
  given: PersonRegister,
): Promise<Result<z.output<typeof personRegistered>>> {
  const { client, services, programme, record, audit } = context;
  const { keyring } = services;
  const wrong = (await refuseFields(context, given)) ?? (await refuseOfficer(context, given.officer));
  if (wrong !== null) return fail(wrong);
  const details = detailsOf(given);
  const reachNow = () => loadReach(client, programme.id, grantsOf('people.write'));
  const doubles = await findDoubles(context, await reachNow(), findableOf(given.reference, details));
  const unseen = doubles.ids.filter((one) => !given.doublesSeen.includes(one));
  record.passOver(doubles.ids);
  if (unseen.length > 0) {
    await record.list(unseen);
    return fail({
      code: 'possible-doubles',
      message: 'Somebody on record may be the same person. Look at them first.',
    });
  }
  const id = randomUUIDv7();
  // Durable before anything is sealed with it; a key without its person does no harm.
  const sealed = sealRow(keyring.create(id), 'participant', id, details);
  const { reference, office, timezone, officer } = given;
  try {
    await withSavepoint(client, () =>
      insertPerson(client, programme.id, { id, reference, sealed, office, timezone }),
    );
  } catch (thrown) {
    if (isTaken(thrown)) return fail(referenceTaken);
    throw thrown;
  }
  if (officer !== null)
    await beginSupervision(client, { programmeId: programme.id, participantId: id }, officer, 'case-officer');
  if ((await findBeyond(client, await reachNow(), [id])).length > 0)
    return fail({
      code: 'not-yours',
      message: 'You may register people in your own offices, or under your own supervision.',
      path: ['body', 'office'],
    });
  await record.open(id);
  await writeFindable({ client, keyring, programmeId: programme.id }, id, reference, details, 'new');
  await audit({
    ...{ action: 'participant.registered', entity: 'participant', entityId: id, participant: id },
    after: { ...details, reference, office, timezone, officer },
  });
  return succeed({ participant: { id, reference } });
}
