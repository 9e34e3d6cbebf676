import { cursor, id } from '@attend/contracts/instant';
import { lookList } from '@attend/contracts/people';
import { succeed } from '@attend/kernel';
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { readLooks } from './looks.ts';

/** What the access record says of one person. Reading it is a look like any other. */
export const accessRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/people/{id}/looks',
    summary: 'Who looked at this person’s data, when and why; newest first.',
    permission: 'looks.read',
    params: z.object({ id }),
    query: z.object({
      cursor: cursor.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: lookList.extend({ participant: id }),
    access: {
      reads: 'people',
      action: 'open',
      what: 'record of looks',
      purpose: 'reading the access record',
      participants: ({ participant }) => [participant],
    },
    handler: async ({ client, record }, { params, query }) => {
      const looks = await readLooks(client, params.id, query);
      if (!looks.ok) return looks;
      await record.open(params.id);
      return succeed({ participant: params.id, ...looks.value });
    },
  }),
];
