import { changedFields, type PersonField } from '@attend/casework';
import type { PersonChange, personChanged } from '@attend/contracts/register';
import {
  fail,
  formatInstant,
  type PlainSentence,
  type Result,
  say,
  succeed,
  type Told,
  within,
  wordList,
} from '@attend/kernel';
import type { z } from 'zod';
import { openPerson } from '../../database/repositories/people.ts';
import {
  listPersonChanges,
  lockRegistered,
  type RegisteredRow,
  updatePerson,
} from '../../database/repositories/register.ts';
import { isTaken, withSavepoint } from '../../database/repositories/savepoint.ts';
import { sealRow } from '../../database/repositories/sealed.ts';
import { KeyDestroyed } from '../../keys/failure.ts';
import type { StaffContext } from '../context.ts';
import { noSuchPerson } from '../messages/contact-points.ts';
import { detailsOf, referenceTaken, refuseFields } from './create.ts';
import { writeFindable } from './find-by.ts';

const named: Readonly<Record<PersonField, PlainSentence>> = {
  reference: 'reference',
  name: 'name',
  preferredName: 'preferred name',
  otherNames: 'other names',
  languages: 'languages',
  pronouns: 'pronouns',
  identifiers: 'identifiers',
  needs: 'needs',
  office: 'office',
  timezone: 'time zone',
};
const nameOf = (field: string): PlainSentence => named[field as PersonField] ?? 'kind';

/** «Changed since you read it: name, office (Ana, 2026-03-01T12:00:00Z).» */
export async function sayChanges({ client }: StaffContext, id: string, seen: number): Promise<Told> {
  const changes = await listPersonChanges(client, id, seen);
  if (changes.length === 0) return { message: 'This record never stood in that version.' };
  return say('Changed since you read it: {changes}.', {
    changes: within(
      ...changes.map(({ by, at, fields }) =>
        say('{fields} ({who}, {at})', {
          ...{ fields: wordList(fields.map(nameOf)), who: by, at: { instant: formatInstant(at) } },
        }),
      ),
    ),
  });
}

/** PPL-15: the next version of a person's details, with what they are found by, in one transaction. The same again is no change. */
export async function changePerson(
  context: StaffContext,
  id: string,
  { version: seen, ...given }: PersonChange,
): Promise<Result<z.output<typeof personChanged>>> {
  const { client, services, programme, actor, record, audit } = context;
  const { keyring } = services;
  const row = await lockRegistered(client, id);
  if (row === null) return fail(noSuchPerson);
  await record.open(id);
  if (row.version !== seen)
    return fail({ code: 'version-changed', ...(await sayChanges(context, id, seen)) });
  const wrong = await refuseFields(context, given);
  if (wrong !== null) return fail(wrong);
  const before = fieldsOf(row, context);
  const details = detailsOf(given);
  const { reference, office, timezone } = given;
  const after = { ...details, reference, office, timezone };
  const fields = changedFields(before, after);
  if (fields.length === 0) return succeed({ participant: id, version: seen });
  const sealed = sealRow(keyring.create(id), 'participant', id, details);
  // What they are found by, and the audit, before the office may take them out of our sight.
  await writeFindable({ client, keyring, programmeId: programme.id }, id, reference, details, fields);
  await audit({
    ...{ action: 'participant.changed', entity: 'participant', entityId: id, participant: id },
    ...{ before, after },
  });
  const author = { programmeId: programme.id, staffId: actor.staffId };
  try {
    await withSavepoint(client, () =>
      updatePerson(client, author, { id, reference, sealed, office, timezone }, seen + 1, fields),
    );
  } catch (thrown) {
    if (isTaken(thrown)) return fail(referenceTaken);
    throw thrown;
  }
  return succeed({ participant: id, version: seen + 1 });
}

function fieldsOf(row: RegisteredRow, { services }: StaffContext) {
  const details = openPerson(services.keyring, row.id, row.sealed);
  if (details === null) throw new KeyDestroyed();
  return { ...details, reference: row.reference, office: row.officeId, timezone: row.timezone };
}
