import { createHash } from 'node:crypto';
import type { OfficeMoveAsk, OfficersThen } from '@attend/contracts/office-moves';
import { mostPeopleAtOnce } from '@attend/contracts/office-moves';
import { fail, type Result, say, succeed } from '@attend/kernel';
import { officesOfOfficer } from '../../database/repositories/caseloads.ts';
import type { OfficePlace } from '../../database/repositories/office-calendars.ts';
import {
  listOfficePeople,
  lockPeople,
  type MovedPerson,
  type OfficePersonRow,
} from '../../database/repositories/office-moves.ts';
import { findGroups } from '../../database/repositories/person-links.ts';
import { listOfficeChoices } from '../../database/repositories/register.ts';
import { refuseReceiver } from '../caseloads/plan.ts';
import type { StaffContext } from '../context.ts';
import { type Following, planFollowing } from './check-ins.ts';

export type Offices = { readonly from: OfficePlace; readonly to: OfficePlace };
export type PlannedOfficeMove = {
  readonly offices: Offices;
  readonly rows: readonly OfficePersonRow[];
  readonly people: readonly MovedPerson[];
  readonly following: Following;
  readonly notHere: number;
  /** Of the office that the asker reaches, whoever was chosen of it. */
  readonly reached: number;
  /** Names what would be done. */
  readonly hash: string;
};

/** PPL-25: both must be offices into which the asker may put somebody, as in the register. */
export async function findOffices(
  context: StaffContext,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<Result<Offices>> {
  if (from === to) return fail({ code: 'same-office', message: 'Choose two offices.', path: ['body', 'to'] });
  const offices = await listOfficeChoices(context.client, await context.reach());
  const find = (id: string): OfficePlace | undefined => offices.find((one) => one.id === id);
  const [first, second] = [find(from), find(to)];
  const unknown = (at: string) =>
    fail({ code: 'unknown-office', message: 'No office of yours is meant by this.', path: ['body', at] });
  if (first === undefined) return unknown('from');
  return second === undefined ? unknown('to') : succeed({ from: first, to: second });
}

/** Whether somebody may be an officer of people of this office. */
export async function mayHaveThere(context: StaffContext, officer: string, office: string): Promise<boolean> {
  if ((await refuseReceiver(context, officer)) !== null) return false;
  const offices = await officesOfOfficer(context.client, officer);
  return offices === null || offices.includes(office);
}

/** Whom each has at the new office. */
async function giveOfficers(
  context: StaffContext,
  officers: OfficersThen,
  to: string,
  rows: readonly OfficePersonRow[],
): Promise<Result<(row: OfficePersonRow) => string | null>> {
  if (officers.kind === 'none') return succeed(() => null);
  if (officers.kind === 'one') {
    if (!(await mayHaveThere(context, officers.officer, to)))
      return fail({
        code: 'role-missing',
        message: 'Nobody who may be a case officer of the new office is meant by this.',
        path: ['body', 'officers', 'officer'],
      });
    return succeed(() => officers.officer);
  }
  const may = new Set<string>();
  for (const officer of new Set(rows.flatMap(({ officerId }) => officerId ?? [])))
    if (await mayHaveThere(context, officer, to)) may.add(officer);
  return succeed(({ officerId }) => (officerId !== null && may.has(officerId) ? officerId : null));
}

/** Whoever is asked for, and with each the other records that are the same person's and of the same office (PPL-23). */
async function select(context: StaffContext, asked: OfficeMoveAsk) {
  const { client, record } = context;
  const whole = await listOfficePeople(client, await context.reach(), asked.from);
  record.passOver(whole.map(({ id }) => id));
  const wanted = asked.people === null ? null : new Set(asked.people);
  const fits = ({ id, officerId }: OfficePersonRow): boolean =>
    (wanted === null || wanted.has(id)) && (asked.officer === null || officerId === asked.officer);
  const chosen = new Set(whole.filter(fits).map(({ id }) => id));
  const notHere = wanted === null ? 0 : [...wanted].filter((id) => !chosen.has(id)).length;
  if (chosen.size < whole.length)
    for (const group of (await findGroups(client, [...chosen])).values())
      for (const id of group) chosen.add(id);
  return { rows: whole.filter(({ id }) => chosen.has(id)), reached: whole.length, notHere };
}

/** What a move would do now. `lock`: it is about to be done, and nobody changes these people until the transaction ends. */
export async function planOfficeMove(
  context: StaffContext,
  asked: OfficeMoveAsk,
  lock: boolean,
): Promise<Result<PlannedOfficeMove>> {
  const offices = await findOffices(context, asked);
  if (!offices.ok) return offices;
  const first = await select(context, asked);
  if (first.rows.length > mostPeopleAtOnce)
    return fail({
      code: 'too-many',
      ...say('{most} people move at once at the most. Move them officer by officer.', {
        most: mostPeopleAtOnce,
      }),
    });
  if (lock)
    await lockPeople(
      context.client,
      first.rows.map(({ id }) => id),
    );
  const { rows, reached, notHere } = lock ? await select(context, asked) : first;
  const give = await giveOfficers(context, asked.officers, asked.to, rows);
  if (!give.ok) return give;
  const ids = rows.map(({ id }) => id);
  const following = await planFollowing(context, offices.value, ids);
  if (!following.ok) return following;
  const people = rows.map((row) => ({
    ...{ id: row.id, version: row.version, officerWas: row.officerId, officerThen: give.value(row) },
    schedules: following.value.schedules.filter((one) => one.participantId === row.id).map(({ id }) => id),
  }));
  return succeed({
    ...{ offices: offices.value, rows, people, following: following.value, notHere, reached },
    hash: nameOf(asked, people, following.value),
  });
}

const nameOf = (
  { from, to }: OfficeMoveAsk,
  people: readonly MovedPerson[],
  { checkIns }: Following,
): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        ...[from, to],
        people.map((one) => [one.id, one.version, one.officerWas, one.officerThen, one.schedules]).sort(),
        checkIns.map(({ row, stands }) => [row.id, row.version, stands]),
      ]),
    )
    .digest('base64url');
