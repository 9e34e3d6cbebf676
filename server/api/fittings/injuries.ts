import type { injuryList, injuryReport, injuryReported } from '@attend/contracts/removals';
import { fail, formatInstant, parseInstant, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { insertInjury, listInjuriesOf } from '../../database/repositories/injuries.ts';
import { loadOrderRecords } from '../../database/repositories/order-records.ts';
import { findPerson } from '../../database/repositories/people.ts';
import { isTaken, withSavepoint } from '../../database/repositories/savepoint.ts';
import type { StaffContext } from '../context.ts';
import { enterMedical } from '../orders/prompts.ts';
import { standingVersion } from '../orders/standing.ts';
import { noSuchPerson, ownerOf } from '../orders/take.ts';
import { sameLook } from './same-look.ts';

export async function readInjuries(
  { client, record, services }: StaffContext,
  person: string,
): Promise<Result<z.output<typeof injuryList>>> {
  if ((await findPerson(client, person)) === null) return fail(noSuchPerson);
  await record.open(person);
  const rows = await listInjuriesOf(client, services.keyring.find(person), person);
  return succeed({
    participant: person,
    injuries: rows.map(({ at, reportedAt, ...row }) => ({
      ...row,
      ...{ at: formatInstant(at), reportedAt: formatInstant(reportedAt) },
    })),
  });
}

/** FIT-11: what was seen or told is evidence of harm to every order in force: a review is asked for at once (ORD-23). */
export async function reportInjury(
  context: StaffContext,
  person: string,
  given: z.output<typeof injuryReport>,
): Promise<Result<z.output<typeof injuryReported>>> {
  const { client, record, programme, actor, audit, now, services } = context;
  if ((await findPerson(client, person)) === null) return fail(noSuchPerson);
  await record.open(person);
  if (services.keyring.isDestroyed(person))
    return fail({ code: 'person-destroyed', message: 'The key of this person was destroyed.' });
  const at = parseInstant(given.at) ?? 0;
  if (at > now())
    return fail({ code: 'in-the-future', message: 'This is still to come.', path: ['body', 'at'] });
  const owner = ownerOf(context, person);
  const { id, device, what, care } = given;
  try {
    await withSavepoint(client, () =>
      insertInjury(client, owner.key, {
        ...{ id, programmeId: programme.id, participantId: person, deviceId: device, at },
        ...{ by: actor.staffId, what, care },
      }),
    );
  } catch (thrown) {
    if (!isTaken(thrown)) throw thrown;
    return fail({ code: 'already-decided', message: 'This report is on record already.' });
  }
  await audit({
    ...{ action: 'injury.reported', entity: 'injury_report', entityId: id, participant: person },
    after: { at: given.at, device, what, care },
  });
  const asked: string[] = [];
  for (const order of await loadOrderRecords(client, owner.key, person)) {
    if (order.status !== 'active' || standingVersion(order, now()) === null) continue;
    const entered = await enterMedical(
      sameLook(context),
      order.id,
      care === null ? what : `${what}\n${care}`,
    );
    if (!entered.ok) return entered;
    asked.push(order.reference);
  }
  return succeed({ participant: person, injury: id, asked });
}
