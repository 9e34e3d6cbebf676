import { isLateRequest } from '@attend/casework';
import type { RequestList } from '@attend/contracts/requests';
import { fail, formatInstant, type Result, succeed } from '@attend/kernel';
import { findPerson } from '../../database/repositories/people.ts';
import { listAskable, listRequests, type RequestRow } from '../../database/repositories/requests.ts';
import type { StaffContext } from '../context.ts';
import { noSuchPerson } from '../orders/take.ts';

/** REQ-2: what somebody has asked for about this person, and from what one may ask. */
export async function readRequests(context: StaffContext, person: string): Promise<Result<RequestList>> {
  const { client, record, services, now } = context;
  if ((await findPerson(client, person)) === null) return fail(noSuchPerson);
  await record.open(person);
  const key = services.keyring.find(person);
  const requests = await listRequests(client, key, person);
  return succeed({
    participant: person,
    conditions: await listAskable(client, key, person),
    requests: requests.map((row) => viewOf(row, now())),
  });
}

const viewOf = (row: RequestRow, now: number): RequestList['requests'][number] => {
  const { id, reference, kind, from, to, wishedFrom, wishedTo, asker, way, receivedOn, ...rest } = row;
  const span = (start: number, end: number) => ({ from: formatInstant(start), to: formatInstant(end) });
  return {
    ...{ id, condition: { reference, kind }, ...span(from, to), ...rest },
    asked: asker === null || way === null || receivedOn === null ? null : { asker, way, receivedOn },
    wished: wishedFrom === null || wishedTo === null ? null : span(wishedFrom, wishedTo),
    late: isLateRequest(row, now),
  };
};
