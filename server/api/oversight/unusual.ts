import { findUnusual, nameParts, type UnusualOutcome } from '@attend/casework';
import type { UnusualLook } from '@attend/contracts/oversight';
import { day, fail, type Result, say, succeed, word, wordOr } from '@attend/kernel';
import {
  decideUnusual,
  insertUnusual,
  listUnusual,
  loadStaffNames,
  loadViewerDays,
  lockUnusual,
  type UnusualRow,
  type ViewerDay,
} from '../../database/repositories/oversight.ts';
import { findNamesakes } from '../../database/repositories/search.ts';
import { isSamePerson } from '../../database/repositories/second-person.ts';
import { besides } from '../account-requests/same-person.ts';
import type { StaffContext } from '../context.ts';
import { personRefs } from './person-refs.ts';

type Context = Pick<StaffContext, 'client' | 'services' | 'programme' | 'record' | 'actor' | 'audit' | 'now'>;

/** Days judged each time, and days before them that say what is usual. */
const judgedDays = 7;
const usualDays = 28;
const mostShown = 200;

/** Judges the last days anew, keeps what is found, and gives the list. Today is judged as far as it has gone. */
export async function readUnusual(context: Context): Promise<Result<{ looks: UnusualLook[] }>> {
  await judgeDays(context);
  const rows = await listUnusual(context.client, mostShown);
  return succeed({ looks: await viewsOf(context, rows) });
}

async function judgeDays({ client, services, programme, now }: Context): Promise<void> {
  const until = new Date(now() + day);
  const from = new Date(now() - (judgedDays + usualDays) * day);
  const days = await loadViewerDays(client, programme.id, programme.timezone, from, until);
  const firstJudged = new Date(now() - judgedDays * day).toISOString().slice(0, 10);
  const names = await loadStaffNames(client);
  const key = services.keyring.derive('search', programme.id);
  for (const [staffId, own] of Map.groupBy(days, (one) => one.staffId)) {
    const family = nameParts(names.get(staffId) ?? '').at(-1);
    for (const [index, one] of own.entries()) {
      if (one.day < firstJudged) continue;
      const namesakes =
        family === undefined ? [] : await findNamesakes(client, programme.id, key, family, one.opened);
      const judged: ViewerDay = { ...one, namesakes };
      const found = findUnusual(judged, own.slice(Math.max(0, index - usualDays), index));
      await insertUnusual(
        client,
        programme.id,
        found.map((finding) => ({ ...finding, staffId })),
      );
    }
  }
}

async function viewsOf(context: Context, rows: readonly UnusualRow[]): Promise<UnusualLook[]> {
  const people = await personRefs(
    context,
    rows.flatMap(({ participantId }) => participantId ?? []),
  );
  return rows.map((row) => ({
    id: row.id,
    staff: { id: row.staffId, name: row.staff },
    day: row.day,
    kind: row.kind,
    participant: row.participantId === null ? null : (people.get(row.participantId) ?? null),
    measured: row.measured,
    usual: row.usual,
    foundAt: row.foundAt.toISOString(),
    outcome: row.outcome,
    note: row.note,
    decidedBy:
      row.deciderId === null || row.decider === null ? null : { id: row.deciderId, name: row.decider },
    decidedAt: row.decidedAt?.toISOString() ?? null,
  }));
}

/** OVR-3: a supervisor says what came of asking; nobody of their own looks, and never twice. */
export async function decideLook(
  context: Context,
  id: string,
  decision: { readonly outcome: UnusualOutcome; readonly note: string },
): Promise<Result<UnusualLook>> {
  const { client, actor, audit } = context;
  const row = await lockUnusual(client, id);
  if (row === null) return fail({ code: 'not-found', message: 'There is no such finding here.' });
  if (await isSamePerson(client, actor.staffId, row.staffId))
    return fail({
      code: 'own-look',
      ...say('Somebody else decides about your own looks {note}.', { note: besides }),
    });
  if (row.outcome !== null)
    return fail({
      code: 'already-decided',
      ...say('{name} has decided this already ({outcome}).', {
        name: row.decider ?? word('Somebody'),
        outcome: wordOr(row.outcome),
      }),
    });
  await decideUnusual(client, id, { ...decision, by: actor.staffId });
  await audit({
    action: 'unusual-look.decided',
    entity: 'unusual_look',
    entityId: id,
    ...(row.participantId === null ? {} : { participant: row.participantId }),
    before: { outcome: null },
    after: decision,
  });
  const after = await lockUnusual(client, id);
  const [view] = await viewsOf(context, after === null ? [] : [after]);
  return view === undefined ? fail({ code: 'not-found', message: 'It is gone.' }) : succeed(view);
}
