import type { CaseloadAsk, CaseloadMoves, CaseloadPreview, Caseloads } from '@attend/contracts/caseloads';
import { formatInstant, type Result, succeed } from '@attend/kernel';
import { programmeKey } from '../../audit/audit.ts';
import { listAbsences } from '../../database/repositories/absences.ts';
import { type CaseloadRow, listCaseloads, listMoves } from '../../database/repositories/caseloads.ts';
import { listOfficeChoices } from '../../database/repositories/register.ts';
import { instantText } from '../alerts/summary.ts';
import type { StaffContext } from '../context.ts';
import { personRefs } from '../oversight/person-refs.ts';
import { planMove } from './plan.ts';

/** As many as somebody reads through; the numbers are whole. */
const mostShown = 500;

export async function readCaseloads({ client, reach }: StaffContext): Promise<Result<Caseloads>> {
  const offices = await listOfficeChoices(client, await reach());
  return succeed({
    officers: (await listCaseloads(client)).map((row) => ({ ...row })),
    offices: offices.map(({ id, name }) => ({ id, name })),
  });
}

export async function readMoves({
  client,
  services,
  programme,
}: StaffContext): Promise<Result<CaseloadMoves>> {
  const rows = await listMoves(client, services.keyring.create(programmeKey(programme.id)));
  return succeed({
    moves: rows.map(({ id, by, reason, people, undoes, ...row }) => ({
      ...{ id, by, reason, people, undoes },
      from: { id: row.fromId, name: row.from },
      to: { id: row.toId, name: row.to },
      at: formatInstant(row.at),
      undone: instantText(row.undoneAt),
    })),
  });
}

/** The first of them with their names, each of whom is recorded as looked at. */
async function show(context: StaffContext, rows: readonly CaseloadRow[]): Promise<CaseloadPreview['moving']> {
  const first = rows.slice(0, mostShown);
  const refs = await personRefs(
    context,
    first.map(({ id }) => id),
  );
  return first.flatMap(({ id, office }) => {
    const person = refs.get(id);
    return person === undefined ? [] : [{ person, office }];
  });
}

/** PPL-18: who would move, who not and why, how large both caseloads would be, and who of the two is away. Changes nothing. */
export async function previewMove(
  context: StaffContext,
  asked: CaseloadAsk,
): Promise<Result<CaseloadPreview>> {
  const { client } = context;
  const planned = await planMove(context, asked);
  if (!planned.ok) return planned;
  const { plan, hash, reached } = planned.value;
  const officers = await listCaseloads(client);
  const sizesOf = (id: string, change: number) => {
    const { name, people } = officers.find((one) => one.id === id) ?? { name: '', people: 0 };
    return { staff: { id, name }, before: people, after: people + change };
  };
  const from = sizesOf(asked.from, -plan.moves.length);
  const absences = (await listAbsences(client)).filter((row) => [asked.from, asked.to].includes(row.staffId));
  return succeed({
    plan: hash,
    moves: plan.moves.length,
    moving: await show(context, plan.moves),
    stays: plan.stays.length,
    staying: await show(context, plan.stays),
    notTheirs: plan.notTheirs,
    beyond: Math.max(0, from.before - reached),
    from,
    to: sizesOf(asked.to, plan.moves.length),
    absences: absences.map((row) => ({
      id: row.id,
      staff: { id: row.staffId, name: row.staff },
      standIn: { id: row.standInId, name: row.standIn },
      from: formatInstant(row.from),
      to: formatInstant(row.to),
    })),
  });
}
