import { id } from '@attend/contracts/instant';
import { peopleList, peopleQuery, personDetail, personQuery } from '@attend/contracts/people';
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { readPerson } from './detail.ts';
import { listPeopleFor } from './list.ts';

export const peopleRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/people',
    summary: 'People by reference; or by any name or identifier, tolerant of slips.',
    permission: 'people.read',
    query: peopleQuery,
    response: peopleList,
    access: {
      reads: 'people',
      action: 'list',
      what: 'list of people',
      purpose: 'supervision',
      participants: ({ people }) => people.map((person) => person.id),
    },
    handler: (context, { query }) => listPeopleFor(context, query),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/people/{id}',
    summary: 'One person: orders, conditions, devices, alerts.',
    permission: 'people.read',
    params: z.object({ id }),
    query: personQuery,
    response: personDetail,
    access: {
      reads: 'people',
      action: 'open',
      what: 'person',
      purpose: 'supervision',
      participants: ({ person, openAlerts, recentAlerts }) => [
        person.id,
        ...[...openAlerts, ...recentAlerts].map((alert) => alert.participant.id),
      ],
    },
    handler: (context, { params, query }) => readPerson(context, params.id, query.purpose),
  }),
];
