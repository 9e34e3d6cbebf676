import { randomUUIDv7 } from 'node:crypto';
import type { OfficeMove, officeMoved, officeMoveUndone } from '@attend/contracts/office-moves';
import { type Failure, fail, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { programmeKey } from '../../audit/audit.ts';
import { writeChanges } from '../../audit/changes.ts';
import {
  cancelPlannedOf,
  writeCheckInOffices,
  writeScheduleOffices,
} from '../../database/repositories/office-move-check-ins.ts';
import {
  listOfficeMoved,
  listOfficePeople,
  lockOfficeMove,
  lockPeople,
  type MovedPerson,
  writeOffice,
  writeOfficeMove,
  writeOfficers,
} from '../../database/repositories/office-moves.ts';
import { findGroups } from '../../database/repositories/person-links.ts';
import { isTaken, withSavepoint } from '../../database/repositories/savepoint.ts';
import { planMessages } from '../../messages/plan-message.ts';
import type { StaffContext } from '../context.ts';
import { type Following, planFollowing, tellMoved } from './check-ins.ts';
import { findOffices, mayHaveThere, type Offices, planOfficeMove } from './plan.ts';

const stale: Failure = {
  code: 'changed',
  message: 'Something of it is another by now. Look at the preview again.',
};
const nobody: Failure = { code: 'nobody-moves', message: 'Nobody would move.' };

type Step = {
  readonly offices: Offices;
  readonly officers: 'one' | 'keep' | 'none';
  readonly officer: string | null;
  readonly reason: string;
  readonly undoes: string | null;
  readonly people: readonly MovedPerson[];
  readonly following: Following;
};

/** PPL-26: all of them or nobody, with an entry in the audit and a look on record for each. Null: somebody came in between. */
async function moveAll(context: StaffContext, step: Step): Promise<string | null> {
  const { client, services, programme, actor, requestId, record, now } = context;
  const { offices, people, following, reason, undoes } = step;
  const { keyring } = services;
  const ids = people.map(({ id }) => id).sort();
  const move = randomUUIDv7();
  // Looks, the audit and what is kept of the move come before the office changes: by it alone somebody may see these people.
  await record.list(ids);
  const author = { programmeId: programme.id, staffId: actor.staffId, operator: null, requestId };
  await writeChanges(client, keyring, author, changesOf(step, move));
  const of = {
    ...{ id: move, programmeId: programme.id, from: offices.from.id, to: offices.to.id, by: actor.staffId },
    ...{ officers: step.officers, officer: step.officer, undoes },
  };
  const key = keyring.create(programmeKey(programme.id));
  await writeOfficeMove(client, key, of, reason, people);
  if (!(await writeOfficers(client, programme.id, people))) return null;
  await writeScheduleOffices(
    client,
    offices.to.id,
    following.schedules.map(({ id }) => id),
  );
  const checkIns = following.checkIns.map(({ becomes }) => becomes);
  try {
    await withSavepoint(client, () => writeCheckInOffices(client, offices.to.id, checkIns));
  } catch (thrown) {
    // The last place of a time went to somebody else since.
    if (!isTaken(thrown)) throw thrown;
    return null;
  }
  await cancelPlannedOf(
    client,
    ids,
    checkIns.map(({ id }) => id),
  );
  if (!(await writeOffice(client, offices.to.id, people))) return null;
  const told = tellMoved({ programmeId: programme.id, move, ...offices, now: now() }, ids, following);
  await planMessages(client, keyring, told);
  return move;
}

/** What changed of each, with what became of their open check-ins. */
function changesOf({ offices: { from, to }, people, following, reason }: Step, move: string) {
  const of = Map.groupBy(following.checkIns, ({ row }) => row.participantId);
  return people.map(({ id, officerWas, officerThen, schedules }) => {
    const checkIns = of.get(id) ?? [];
    return {
      ...{ action: 'participant.office-moved', entity: 'participant', entityId: id, participant: id },
      before: {
        ...{ office: from.id, officer: officerWas },
        checkIns: checkIns.map(({ row: { id, dueOn, windowFrom, windowTo, slotAt } }) => ({
          ...{ id, dueOn, windowFrom, windowTo, slotAt },
        })),
      },
      after: {
        ...{ office: to.id, officer: officerThen, move, reason, schedules },
        checkIns: checkIns.map(({ becomes, stands }) => ({ ...becomes, became: stands.kind })),
      },
    };
  });
}

/** Moves what the preview showed, and nothing where that would be another by now. */
export async function moveOffice(
  context: StaffContext,
  { plan: seen, reason, ...asked }: OfficeMove,
): Promise<Result<z.output<typeof officeMoved>>> {
  const planned = await planOfficeMove(context, asked, true);
  if (!planned.ok) return planned;
  const { people, offices, following, hash } = planned.value;
  if (hash !== seen) return fail(stale);
  if (people.length === 0) return fail(nobody);
  const { officers } = asked;
  const id = await moveAll(context, {
    ...{ offices, reason, people, following, undoes: null },
    ...{ officers: officers.kind, officer: officers.kind === 'one' ? officers.officer : null },
  });
  return id === null ? fail(stale) : succeed({ id, people: people.map((one) => one.id).sort() });
}

/** Who has still whom the move gave them gets back whom they had, where they may; whoever was given since stays. */
async function officersBack(
  context: StaffContext,
  office: string,
  rows: readonly {
    readonly officerId: string | null;
    readonly was: string | null;
    readonly given: string | null;
  }[],
): Promise<(row: (typeof rows)[number]) => string | null> {
  const may = new Set<string>();
  for (const officer of new Set(rows.flatMap(({ was }) => was ?? [])))
    if (await mayHaveThere(context, officer, office)) may.add(officer);
  return ({ officerId, was, given }) =>
    officerId !== given ? officerId : was !== null && may.has(was) ? was : officerId;
}

/** PPL-28: back to the office they came from, with the officers they had; who is of a third one by now stays there. */
export async function undoOfficeMove(
  context: StaffContext,
  id: string,
): Promise<Result<z.output<typeof officeMoveUndone>>> {
  const { client, services, programme, record } = context;
  const move = await lockOfficeMove(client, services.keyring.create(programmeKey(programme.id)), id);
  if (move === null) return fail({ code: 'not-found', message: 'There is no such move here.' });
  if (move.undoneAt !== null || move.undoes !== null)
    return fail({ code: 'already-decided', message: 'This move was taken back already.' });
  const offices = await findOffices(context, { from: move.toId, to: move.fromId });
  if (!offices.ok)
    return fail({
      code: 'has-left',
      message: 'One of the two offices has ended or is not yours. Move them to another one.',
    });
  const moved = new Map((await listOfficeMoved(client, id)).map((one) => [one.id, one]));
  record.passOver(moved.keys());
  const ids = [...moved.keys()];
  await lockPeople(client, ids);
  const there = await listOfficePeople(client, await context.reach(), move.toId);
  record.passOver(there.map((one) => one.id));
  const still = there.filter((row) => moved.has(row.id)).map((row) => row.id);
  // PPL-26: records that became one person's since go together, or each of the two offices would see the other's without a second word.
  const groups = await findGroups(client, still);
  const along = new Set([...groups.values()].flat());
  const rows = there.flatMap((row) => {
    const was = moved.get(row.id);
    if (was !== undefined)
      return [{ ...row, was: was.officerWas, given: was.officerThen, schedules: was.schedules }];
    return along.has(row.id) ? [{ ...row, was: row.officerId, given: row.officerId, schedules: [] }] : [];
  });
  if (rows.length === 0)
    return fail({ code: 'nobody-moves', message: 'Nobody of them is of this office any more.' });
  const only = new Set(rows.flatMap(({ schedules }) => schedules));
  const people = rows.map((row) => row.id);
  const following = await planFollowing(context, offices.value, people, only);
  if (!following.ok) return following;
  const back = await officersBack(context, move.fromId, rows);
  const made = await moveAll(context, {
    ...{ offices: offices.value, reason: move.reason, undoes: id, following: following.value },
    ...{ officers: move.officers, officer: null },
    people: rows.map((row) => ({
      ...{ id: row.id, version: row.version, officerWas: row.officerId, officerThen: back(row) },
      schedules: following.value.schedules.filter((one) => one.participantId === row.id).map((one) => one.id),
    })),
  });
  if (made === null) return fail(stale);
  return succeed({ id: made, people: people.sort(), stayed: move.people - still.length });
}
