import { id as anId } from '@attend/contracts/instant';
import { checkInWorkerChanged, checkInWorkerCreate, checkInWorkers } from '@attend/contracts/office-calendar';
import { type Failure, fail, type Result, succeed } from '@attend/kernel';
import { z } from 'zod';
import {
  endWorker,
  findColleague,
  insertWorker,
  listWorkers,
} from '../../database/repositories/check-in-workers.ts';
import { findOffice } from '../../database/repositories/office-calendars.ts';
import type { StaffContext } from '../context.ts';
import { defineRoute } from '../route.ts';

const noSuchOffice: Failure = { code: 'not-found', message: 'There is no such office.' };
type Changed = Result<z.output<typeof checkInWorkerChanged>>;

async function read(
  { client }: StaffContext,
  office: string,
): Promise<Result<z.output<typeof checkInWorkers>>> {
  if ((await findOffice(client, office)) === null) return fail(noSuchOffice);
  const workers = await listWorkers(client, office);
  return succeed({
    workers: workers.map(({ id, staffId, staff, hours, atOnce }) => ({
      ...{ id, atOnce, staff: { id: staffId, name: staff } },
      hours: hours.map((entry) => ({ ...entry, days: [...entry.days] })),
    })),
  });
}

/** CHK-19: whoever is added counts from now on; what is booked already stands. */
async function add(
  { client, programme, actor, audit }: StaffContext,
  office: string,
  given: z.output<typeof checkInWorkerCreate>,
): Promise<Changed> {
  if ((await findOffice(client, office)) === null) return fail(noSuchOffice);
  if (!(await findColleague(client, given.staff)))
    return fail({
      code: 'unknown-staff',
      message: 'Nobody of the staff is meant by this.',
      path: ['body', 'staff'],
    });
  const made = { ...given, programmeId: programme.id, officeId: office, by: actor.staffId };
  const id = await insertWorker(client, made);
  if (id === null) return fail({ code: 'exists', message: 'They hold check-ins here already.' });
  await audit({
    action: 'check-in-worker.added',
    entity: 'check_in_worker',
    entityId: id,
    after: { office, ...given },
  });
  return succeed({ id });
}

async function end({ client, audit }: StaffContext, id: string): Promise<Changed> {
  if (!(await endWorker(client, id)))
    return fail({ code: 'not-found', message: 'Nobody holds check-ins by this entry.' });
  await audit({ action: 'check-in-worker.ended', entity: 'check_in_worker', entityId: id });
  return succeed({ id });
}

const params = z.object({ id: anId });
const nobody = { reads: 'nobody' } as const;
/** Who of the staff holds check-ins at an office: they count besides its rooms. */
export const workerRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/offices/{id}/workers',
    summary: 'Who holds check-ins at an office, when, and how many at once.',
    permission: 'signed-in',
    params,
    response: checkInWorkers,
    access: nobody,
    handler: (context, input) => read(context, input.params.id),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/offices/{id}/workers',
    summary: 'One of the staff holds check-ins there; who is away then counts for none.',
    permission: 'calendars.write',
    params,
    body: checkInWorkerCreate,
    response: checkInWorkerChanged,
    status: 201,
    access: nobody,
    handler: (context, input) => add(context, input.params.id, input.body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/check-in-workers/{id}/end',
    summary: 'They hold check-ins there no longer.',
    permission: 'calendars.write',
    params,
    response: checkInWorkerChanged,
    access: nobody,
    handler: (context, input) => end(context, input.params.id),
  }),
];
