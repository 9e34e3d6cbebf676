import { isOpenDay, spanOfDay } from '@attend/casework';
import type { dayList, personCheckIns } from '@attend/contracts/check-ins';
import { fail, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { listSchedules } from '../../database/repositories/check-in-schedules.ts';
import { listAttempts, listCheckInsOf, listDay } from '../../database/repositories/check-ins.ts';
import { findOffice, listClosures, loadCalendar } from '../../database/repositories/office-calendars.ts';
import { findPerson, loadNames, nameOf, openPerson } from '../../database/repositories/people.ts';
import { findBeyond } from '../../database/repositories/reach.ts';
import type { StaffContext } from '../context.ts';
import { readPolicy } from './ladder.ts';
import { noSuchPerson } from './schedules.ts';
import { viewCheckIn, viewSchedule } from './views.ts';

export async function readPersonCheckIns(
  context: StaffContext,
  id: string,
): Promise<Result<z.output<typeof personCheckIns>>> {
  const { client, record, services, now } = context;
  if ((await findPerson(client, id)) === null) return fail(noSuchPerson);
  await record.open(id);
  const rows = await listCheckInsOf(client, services.keyring, id);
  const attempts = await listAttempts(
    client,
    services.keyring,
    rows.map((row) => row.id),
  );
  const { ladder } = await readPolicy(context);
  return succeed({
    participant: id,
    schedules: (await listSchedules(client, id)).map(viewSchedule),
    checkIns: rows.map((row) => viewCheckIn(row, attempts, ladder, now())),
  });
}

/** A front desk sees a day at once. */
const most = 300;

export async function readDay(
  context: StaffContext,
  asked: { office: string; on: string },
): Promise<Result<z.output<typeof dayList>>> {
  const { client, record, services, now, reach } = context;
  const office = await findOffice(client, asked.office);
  if (office === null) return fail({ code: 'not-found', message: 'There is no such office.' });
  const calendar = await loadCalendar(client, office);
  const span = spanOfDay(asked.on, office.timezone);
  const found = await listDay(client, services.keyring, {
    officeId: office.id,
    on: asked.on,
    ...span,
    limit: most + 1,
  });
  // Rows may be let through by a relation that this permission does not know.
  const ids = [...new Set(found.map(({ participantId }) => participantId))];
  const beyond = new Set(await findBeyond(client, await reach(), ids));
  record.passOver(beyond);
  const rows = found.filter(({ participantId }) => !beyond.has(participantId)).slice(0, most);
  const shown = [...new Set(rows.map(({ participantId }) => participantId))];
  const people = new Map((await loadNames(client, shown)).map((row) => [row.id, row]));
  await record.list(shown);
  record.passOver(ids.filter((id) => !shown.includes(id)));
  const attempts = await listAttempts(
    client,
    services.keyring,
    rows.map((row) => row.id),
  );
  const { ladder } = await readPolicy(context);
  const closures = await listClosures(client, office.id, asked.on);
  return succeed({
    office,
    on: asked.on,
    open: calendar === null ? null : isOpenDay(calendar, asked.on),
    closure: closures.find(({ on }) => on === asked.on)?.name ?? null,
    checkIns: rows.flatMap((row) => {
      const person = people.get(row.participantId);
      if (person === undefined) return [];
      const name = nameOf(openPerson(services.keyring, person.id, person.sealed));
      return [
        {
          ...viewCheckIn(row, attempts, ladder, now()),
          participant: { id: person.id, reference: person.reference, name },
          confirmContacts: row.contactsConfirmed !== true,
        },
      ];
    }),
    more: found.length > most,
  });
}
