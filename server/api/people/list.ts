import type { peopleList, peopleQuery } from '@attend/contracts/people';
import { type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { readCursor, writeCursor } from '../../database/repositories/cursor.ts';
import { listPeople } from '../../database/repositories/people.ts';
import type { StaffContext } from '../context.ts';
import { searchPeople } from './search.ts';
import { summarisePeople } from './summary.ts';

type Query = z.output<typeof peopleQuery>;
type Answer = z.output<typeof peopleList>;
type Context = Pick<StaffContext, 'client' | 'services' | 'programme' | 'record' | 'reach'>;

/** Whoever is within reach, by reference, or as a search finds them. Nobody is counted: that would read the whole programme. */
export async function listPeopleFor(context: Context, query: Query): Promise<Result<Answer>> {
  const { client, services, programme, record } = context;
  const { keyring } = services;
  const reach = await context.reach();
  if (query.q !== undefined && query.q !== '') {
    const found = await searchPeople({
      client,
      keyring,
      programmeId: programme.id,
      reach,
      typed: query.q,
      cursor: query.cursor,
      limit: query.limit,
    });
    if (!found.ok) return found;
    const people = await summarisePeople(client, keyring, found.value.ids, found.value.matched);
    await record.list(people.map((person) => person.id));
    record.passOver(found.value.passedOver);
    return succeed({ people, next: found.value.next, total: null });
  }
  const after = query.cursor === undefined ? succeed(['']) : readCursor(query.cursor, 1);
  if (!after.ok) return after;
  const ids = await listPeople(client, reach, after.value[0] ?? '', query.limit + 1);
  const people = await summarisePeople(client, keyring, ids.slice(0, query.limit));
  await record.list(people.map((person) => person.id));
  record.passOver(ids.slice(query.limit));
  const last = people.at(-1);
  const next = ids.length > query.limit && last !== undefined ? writeCursor([last.reference]) : null;
  return succeed({ people, next, total: null });
}
