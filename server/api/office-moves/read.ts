import type {
  OfficeMoveAsk,
  OfficeMoveChoices,
  OfficeMovePreview,
  OfficeMoves,
} from '@attend/contracts/office-moves';
import { formatInstant, type Result, succeed } from '@attend/kernel';
import { programmeKey } from '../../audit/audit.ts';
import { listCaseloads } from '../../database/repositories/caseloads.ts';
import { countUntouched, listOfficeMoves } from '../../database/repositories/office-moves.ts';
import { countStanding } from '../../database/repositories/places.ts';
import { listOfficeChoices } from '../../database/repositories/register.ts';
import { instantText } from '../alerts/summary.ts';
import type { StaffContext } from '../context.ts';
import { personRefs } from '../oversight/person-refs.ts';
import { type PlannedOfficeMove, planOfficeMove } from './plan.ts';

/** As many as somebody reads through; the numbers are whole. */
const mostShown = 500;

export async function readOfficeMoveChoices({
  client,
  reach,
}: StaffContext): Promise<Result<OfficeMoveChoices>> {
  const offices = await listOfficeChoices(client, await reach());
  const officers = await listCaseloads(client);
  return succeed({
    offices: offices.map(({ id, name }) => ({ id, name })),
    officers: officers.map(({ id, name, people, mayReceive }) => ({ id, name, people, mayReceive })),
  });
}

export async function readOfficeMoves({
  client,
  services,
  programme,
}: StaffContext): Promise<Result<OfficeMoves>> {
  const rows = await listOfficeMoves(client, services.keyring.create(programmeKey(programme.id)));
  return succeed({
    moves: rows.map(({ id, officer, by, reason, people, undoes, ...row }) => ({
      ...{ id, officer, by, reason, people, undoes },
      from: { id: row.fromId, name: row.from },
      to: { id: row.toId, name: row.to },
      at: formatInstant(row.at),
      undone: instantText(row.undoneAt),
    })),
  });
}

/** PPL-25: who would move, with what goes along, what is lost and what stays. Changes nothing. */
export async function previewOfficeMove(
  context: StaffContext,
  asked: OfficeMoveAsk,
): Promise<Result<OfficeMovePreview>> {
  const { client } = context;
  const planned = await planOfficeMove(context, asked, false);
  if (!planned.ok) return planned;
  const { offices, rows, people, hash, notHere, reached, following } = planned.value;
  const sizesOf = async ({ id, name }: { readonly id: string; readonly name: string }, change: number) => {
    const { people: before } = await countStanding(client, id);
    return { office: { id, name }, before, after: before + change };
  };
  const from = await sizesOf(offices.from, -rows.length);
  const other = people.filter(
    ({ officerWas, officerThen }) => officerThen !== null && officerThen !== officerWas,
  );
  const without = people.filter(({ officerThen }) => officerThen === null);
  return succeed({
    ...{ plan: hash, moves: rows.length, notHere, from, to: await sizesOf(offices.to, rows.length) },
    beyond: Math.max(0, from.before - reached),
    moving: await showMoving(context, planned.value),
    officers: {
      ...{ given: other.length, without: without.length },
      kept: people.length - other.length - without.length,
    },
    follows: { schedules: following.schedules.length, checkIns: countStands(planned.value) },
    losing: await showLosing(context, planned.value),
    untouched: await countUntouched(
      client,
      people.map(({ id }) => id),
    ),
    otherZone: offices.from.timezone === offices.to.timezone ? null : offices.to.timezone,
  });
}

/** The first of them with their names, each of whom is recorded as looked at. */
async function showMoving(
  context: StaffContext,
  { rows }: PlannedOfficeMove,
): Promise<OfficeMovePreview['moving']> {
  const first = rows.slice(0, mostShown);
  const refs = await personRefs(
    context,
    first.map(({ id }) => id),
  );
  return first.flatMap(({ id, officer }) => {
    const person = refs.get(id);
    return person === undefined ? [] : [{ person, officer }];
  });
}

async function showLosing(
  context: StaffContext,
  { following }: PlannedOfficeMove,
): Promise<OfficeMovePreview['losing']> {
  const lost = following.checkIns.filter(({ stands }) => stands.kind === 'time-lost').slice(0, mostShown);
  const refs = await personRefs(
    context,
    lost.map(({ row }) => row.participantId),
  );
  return lost.flatMap(({ row: { participantId, slotAt } }) => {
    const person = refs.get(participantId);
    return person === undefined || slotAt === null ? [] : [{ person, at: formatInstant(slotAt) }];
  });
}

function countStands({
  following: { checkIns },
}: PlannedOfficeMove): OfficeMovePreview['follows']['checkIns'] {
  const count = (kind: (typeof checkIns)[number]['stands']['kind']): number =>
    checkIns.filter(({ stands }) => stands.kind === kind).length;
  return {
    ...{ late: count('late'), sameDay: count('same-day'), otherDay: count('other-day') },
    ...{ sameTime: count('same-time'), timeLost: count('time-lost') },
  };
}
