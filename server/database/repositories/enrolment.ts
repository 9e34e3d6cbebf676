import { randomUUIDv7 } from 'node:crypto';
import { type EnrolLine, planEnrolment } from '@attend/casework';
import type { Millis } from '@attend/kernel';
import type { Keyring } from '@attend/server/keys/keyring';
import {
  addCondition,
  addOrder,
  addRemoval,
  emptyOrderRows,
  type OrderRows,
  orderColumns,
} from './enrolment-rows.ts';
import { sealLine } from './enrolment-standing.ts';
import { insertRows } from './insert-rows.ts';
import { instantOf, type Queryable } from './queryable.ts';
import { sealRow } from './sealed.ts';
import { addSearchTokens } from './search.ts';

/** A person to be written, with everything that the line names already found. */
export type NewEnrolment = {
  readonly participantId: string;
  readonly line: EnrolLine;
  readonly officeId: string | null;
  readonly officerId: string | null;
  readonly providerId: string | null;
  /** Null: the device is new. */
  readonly deviceId: string | null;
  /** When its last holder gave it back: it cannot be with this person earlier. */
  readonly deviceFreeSince: Millis | null;
  readonly tokenHash: Buffer | null;
};

export type EnrolmentWriter = {
  readonly client: Queryable;
  readonly keyring: Keyring;
  readonly programmeId: string;
  readonly staffId: string | null;
  readonly now: Millis;
};

/** Makes offices by name; answers their ids by name. */
export async function insertOffices(
  { client, programmeId }: EnrolmentWriter,
  offices: readonly { readonly name: string; readonly timezone: string }[],
): Promise<Map<string, string>> {
  const rows = offices.map((office) => ({ ...office, programme_id: programmeId }));
  const columns = { programme_id: 'uuid', name: 'text', timezone: 'text' };
  const made = await insertRows<(typeof rows)[number], { id: string; name: string }>(
    client,
    'office',
    columns,
    rows,
    'returning id, name',
  );
  return new Map(made.map((office) => [office.name, office.id]));
}

/** Writes people with their orders, devices and assignments: a statement a table, whatever their number. */
export async function insertEnrolments(
  writer: EnrolmentWriter,
  people: readonly NewEnrolment[],
): Promise<void> {
  await insertPeople(writer, people);
  const cases = await insertCourtCases(writer, people);
  const orders = emptyOrderRows();
  const plans = people.map((person) =>
    planOrders(writer, orders, person, cases.get(person.participantId) ?? null),
  );
  for (const table of Object.keys(orderColumns) as (keyof OrderRows)[]) {
    await insertRows(writer.client, table, orderColumns[table] as Record<string, string>, orders[table]);
  }
  const devices = await insertDevices(writer, people);
  const assignments = people.map((person, index) => ({
    person,
    deviceId: devices.get(person.participantId) ?? '',
    from: Math.max(plans[index] ?? writer.now, person.deviceFreeSince ?? 0),
  }));
  await insertAssignments(writer, assignments);
  await insertProviders(writer, assignments);
}

async function insertPeople(writer: EnrolmentWriter, people: readonly NewEnrolment[]): Promise<void> {
  const { client, keyring, programmeId, now } = writer;
  const columns = {
    id: 'uuid',
    programme_id: 'uuid',
    reference: 'text',
    office_id: 'uuid',
    timezone: 'text',
    sealed: 'bytea',
  };
  const rows = people.map(({ participantId: id, line, officeId }) => {
    const { name, preferredName, pronouns, languages } = line.participant;
    return {
      id,
      programme_id: programmeId,
      reference: line.participant.id,
      office_id: officeId,
      timezone: line.case.timezone,
      sealed: sealRow(keyring.create(id), 'participant', id, {
        name,
        preferredName,
        pronouns,
        languages: [...languages],
      }),
    };
  });
  await insertRows(client, 'participant', columns, rows);
  await insertRows(
    client,
    'enrolment',
    { participant_id: 'uuid', programme_id: 'uuid', at: 'timestamptz', sealed: 'bytea' },
    people.map(({ participantId, line }) => ({
      participant_id: participantId,
      programme_id: programmeId,
      at: instantOf(now),
      sealed: sealLine(keyring, participantId, line),
    })),
  );
  await insertRows(
    client,
    'supervision',
    // From the transaction's own beginning (the column's default): by our clock it could lie a moment ahead of the database's, and
    // whoever enrols under their own supervision would not see what they write.
    { programme_id: 'uuid', participant_id: 'uuid', staff_id: 'uuid', role: 'text' },
    people.flatMap(({ participantId, officerId }) =>
      officerId === null
        ? []
        : [
            {
              programme_id: programmeId,
              participant_id: participantId,
              staff_id: officerId,
              role: 'case-officer',
            },
          ],
    ),
  );
  await addSearchTokens(
    client,
    programmeId,
    keyring.derive('search', programmeId),
    people.map(({ participantId, line }) => ({ participantId, findable: findableOf(line) })),
  );
}

/** Every name and number that the line gives. */
function findableOf({ participant, device, court, order }: EnrolLine) {
  const given = (values: readonly (string | null | undefined)[]): string[] =>
    values.filter((value) => value !== null && value !== undefined);
  return {
    names: given([participant.name, participant.preferredName]),
    identifiers: given([participant.id, device.id, court?.caseNumber, order.reference]),
  };
}

async function insertCourtCases(
  writer: EnrolmentWriter,
  people: readonly NewEnrolment[],
): Promise<Map<string, string>> {
  const columns = {
    id: 'uuid',
    programme_id: 'uuid',
    participant_id: 'uuid',
    court: 'text',
    sealed: 'bytea',
  };
  const rows = people.flatMap(({ participantId, line }) => {
    if (line.court === null) return [];
    const id = randomUUIDv7();
    const sealed = sealRow(writer.keyring.create(participantId), 'court_case', id, {
      number: line.court.caseNumber,
    });
    return [
      { id, programme_id: writer.programmeId, participant_id: participantId, court: line.court.name, sealed },
    ];
  });
  await insertRows(writer.client, 'court_case', columns, rows);
  return new Map(rows.map((row) => [row.participant_id, row.id]));
}

/** Adds a person's orders and conditions; answers when their time with the device begins. */
function planOrders(
  writer: EnrolmentWriter,
  rows: OrderRows,
  { participantId, line }: NewEnrolment,
  courtCaseId: string | null,
): Millis {
  const { programmeId, staffId, now } = writer;
  const owner = {
    programmeId,
    participantId,
    courtCaseId,
    staffId,
    now,
    key: writer.keyring.create(participantId),
  };
  const plan = planEnrolment(line.case, now);
  const clauses = plan.orders.map((order, index) => addOrder(rows, owner, line, order, index));
  for (const condition of line.case.conditions) {
    const clause = clauses[0]?.get(plan.clauseOf.get(condition.id) ?? '');
    if (clause === undefined) throw new Error('a planned condition has no clause');
    addCondition(rows, owner, condition, line.names[condition.id] ?? null, clause);
  }
  for (const removal of line.case.removals ?? []) addRemoval(rows, owner, removal);
  return plan.assignment.from;
}

/** Enters devices that nobody knew; answers everybody's device by participant. */
async function insertDevices(
  writer: EnrolmentWriter,
  people: readonly NewEnrolment[],
): Promise<Map<string, string>> {
  const columns = {
    id: 'uuid',
    programme_id: 'uuid',
    protocol: 'text',
    identifier: 'text',
    technology: 'text',
    model: 'text',
    token_hash: 'bytea',
  };
  const ids = new Map(people.map((person) => [person.participantId, person.deviceId ?? randomUUIDv7()]));
  const rows = people
    .filter((person) => person.deviceId === null)
    .map(({ participantId, line, tokenHash }) => ({
      id: ids.get(participantId) ?? null,
      programme_id: writer.programmeId,
      protocol: line.device.protocol,
      identifier: line.device.id,
      technology: line.case.device.technology,
      model: line.device.model,
      token_hash: tokenHash,
    }));
  await insertRows(writer.client, 'device', columns, rows);
  for (const person of people) {
    if (person.deviceId === null || person.tokenHash === null) continue;
    await writer.client.query('update device set token_hash = $2 where id = $1', [
      person.deviceId,
      person.tokenHash,
    ]);
  }
  return ids;
}

type NewAssignment = { readonly person: NewEnrolment; readonly deviceId: string; readonly from: Millis };

async function insertAssignments(writer: EnrolmentWriter, list: readonly NewAssignment[]): Promise<void> {
  const { client, programmeId, now, staffId } = writer;
  const columns = {
    programme_id: 'uuid',
    participant_id: 'uuid',
    device_id: 'uuid',
    from_at: 'timestamptz',
    fix_every: 'integer',
    upload_every: 'integer',
    fitted_by: 'uuid',
  };
  const rows = list.map(({ person, deviceId, from }) => ({
    programme_id: programmeId,
    participant_id: person.participantId,
    device_id: deviceId,
    from_at: instantOf(from),
    fix_every: person.line.case.device.fixEvery,
    upload_every: person.line.case.device.uploadEvery,
    fitted_by: staffId,
  }));
  const made = await insertRows<(typeof rows)[number], { id: string }>(
    client,
    'assignment',
    columns,
    rows,
    'returning id',
  );
  const states = made.map(({ id }) => ({ assignment_id: id, programme_id: programmeId }));
  await insertRows(client, 'assignment_state', { assignment_id: 'bigint', programme_id: 'uuid' }, states);
  // A first tick works out when the next one is due: silence counts from here on, also for a device that never speaks.
  const due = made.map(({ id }) => ({ assignment_id: id, due_at: instantOf(now) }));
  await insertRows(
    client,
    'assignment_due',
    { assignment_id: 'bigint', due_at: 'timestamptz' },
    due,
    'on conflict do nothing',
  );
}

/** ENR-6: a provider's work begins with their time with the device, so that days before the enrolment are the provider's too (CST-5). */
async function insertProviders(
  { client, programmeId, now }: EnrolmentWriter,
  list: readonly NewAssignment[],
): Promise<void> {
  await insertRows(
    client,
    'provider_supervision',
    { programme_id: 'uuid', participant_id: 'uuid', provider_id: 'uuid', from_at: 'timestamptz' },
    list.flatMap(({ person: { participantId, providerId }, from }) =>
      providerId === null
        ? []
        : [
            {
              programme_id: programmeId,
              participant_id: participantId,
              provider_id: providerId,
              from_at: instantOf(Math.min(from, now)),
            },
          ],
    ),
  );
}
