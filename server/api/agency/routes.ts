import { agencyView, colleagueList, office, officeCreate } from '@attend/contracts/agency';
import { fail, succeed } from '@attend/kernel';
import {
  countProviderStaff,
  insertOffice,
  listColleagues,
  listOffices,
} from '../../database/repositories/agency.ts';
import { listProviders } from '../../database/repositories/supervision.ts';
import { defineRoute } from '../route.ts';

const nobody = { reads: 'nobody' } as const;

/** Where the agency works and with whom; nobody under supervision stands in any of it. */
export const agencyRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/agency',
    summary: 'Offices and providers, each with how many of the staff work there.',
    permission: 'staff.read',
    response: agencyView,
    access: nobody,
    handler: async ({ client }) =>
      succeed({ offices: await listOffices(client), providers: await countProviderStaff(client) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/offices',
    summary: 'Opens an office of the agency.',
    permission: 'staff.write',
    stepUp: true,
    body: officeCreate,
    response: office,
    status: 201,
    access: nobody,
    handler: async ({ client, programme, audit }, { body: { name } }) => {
      const { timezone } = programme;
      const id = await insertOffice(client, { programmeId: programme.id, name, timezone });
      if (id === null)
        return fail({ code: 'exists', message: 'There is an office of this name.', path: ['body', 'name'] });
      await audit({ action: 'office.opened', entity: 'office', entityId: id, after: { name, timezone } });
      return succeed({ id, name });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/colleagues',
    summary: 'Who of the staff, and which provider, may be brought in to work with a person, or stand in.',
    permission: 'people.assign',
    response: colleagueList,
    access: nobody,
    handler: async ({ client }) =>
      succeed({
        colleagues: (await listColleagues(client)).map((row) => ({ ...row, roles: [...row.roles] })),
        providers: await listProviders(client),
      }),
  }),
];
