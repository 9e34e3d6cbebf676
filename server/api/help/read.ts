import { interpreterNeedOf } from '@attend/casework';
import type { HelpList, helpQuery, PersonHelp } from '@attend/contracts/help';
import { fail, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { findKeptFrom } from '../../access/protected-addresses.ts';
import { listOffices } from '../../database/repositories/agency.ts';
import {
  type FoundTarget,
  type HelpRow,
  listHelpOf,
  listTargetsOf,
  targetOf,
} from '../../database/repositories/arranged-help.ts';
import { loadMarks } from '../../database/repositories/error-marks.ts';
import { type HelpOfDay, listHelpOfDays } from '../../database/repositories/help-days.ts';
import { findPerson, nameOf, openPerson } from '../../database/repositories/people.ts';
import { mayOn } from '../access/may-on.ts';
import type { StaffContext } from '../context.ts';
import { helpView, targetView } from './view.ts';

const isOpen = ({ status, inError }: HelpRow): boolean =>
  !inError && (status === 'asked' || status === 'arranged');

/** HLP-6: what no interpreter was asked for, nor said to be unneeded: a person decides, and is asked once. */
function withoutInterpreter(targets: readonly FoundTarget[], rows: readonly HelpRow[]): string[] {
  const settled = rows.filter(({ kind, inError }) => kind === 'interpreter' && !inError);
  return targets.flatMap(({ targetId }) =>
    settled.some((row) => row.targetId === targetId) ? [] : [targetId],
  );
}

export async function readHelpOf(context: StaffContext, id: string): Promise<Result<PersonHelp>> {
  const { client, services, record, now } = context;
  const person = await findPerson(client, id);
  if (person === null) return fail({ code: 'not-found', message: 'There is no such person here.' });
  await record.open(id);
  const rows = await listHelpOf(client, id);
  const marks = await loadMarks(
    client,
    services.keyring,
    id,
    rows.map((row) => row.id),
  );
  const isKeptFrom = (await findKeptFrom(context, [id])).has(id);
  const viewing = { keyring: services.keyring, now: now(), marks, isKeptFrom };
  const targets = (await listTargetsOf(client, id)).filter((row) => targetOf(row).standing === 'open');
  const details = openPerson(services.keyring, id, person.sealed);
  const need = details === null ? null : interpreterNeedOf(details);
  const dateOf = (row: HelpRow): number => row.at ?? row.until;
  const open = rows.filter(isOpen).toSorted((a, b) => dateOf(a) - dateOf(b));
  return succeed({
    participant: id,
    help: [...open, ...rows.filter((row) => !isOpen(row))].map((row) => helpView(row, viewing)),
    targets: targets.map(targetView),
    interpreter: need === null ? null : { ...need, for: withoutInterpreter(targets, rows) },
    mayWrite: !services.keyring.isDestroyed(id) && (await mayOn(context, 'help.write', id)),
  });
}

const shows = {
  open: ['asked', 'arranged'],
  arranged: ['arranged'],
  all: ['asked', 'arranged', 'provided', 'fell-through', 'not-needed'],
} as const;
/** More than anybody sees to on some days. */
const most = 500;

/** Days of an office's clock, or of the programme's, within reach; those shown (`isShown`) are on record as looked at, and no others. */
export async function loadDays(
  context: StaffContext,
  asked: Pick<z.output<typeof helpQuery>, 'day' | 'days' | 'kind' | 'office' | 'show'>,
  isShown: (row: HelpOfDay) => boolean = () => true,
): Promise<{ readonly rows: readonly HelpOfDay[]; readonly more: boolean }> {
  const { client, programme, record } = context;
  const office = (await listOffices(client)).find(({ id }) => id === asked.office);
  const timeZone = office?.timezone ?? programme.timezone;
  const from = Temporal.PlainDate.from(asked.day);
  const to = from.add({ days: asked.days });
  const found = await listHelpOfDays(client, await context.reach(), {
    from: from.toZonedDateTime({ timeZone }).epochMilliseconds,
    to: to.toZonedDateTime({ timeZone }).epochMilliseconds,
    ...{ fromDay: from.toString(), toDay: to.toString() },
    ...{ office: asked.office ?? null, kind: asked.kind ?? null, statuses: shows[asked.show] },
    limit: most + 1,
  });
  const rows = found.slice(0, most).filter(isShown);
  const people = new Set(rows.map(({ participantId }) => participantId));
  await record.list([...people]);
  record.passOver(found.flatMap(({ participantId }) => (people.has(participantId) ? [] : [participantId])));
  return { rows, more: found.length > most };
}

export async function readHelp(
  context: StaffContext,
  query: z.output<typeof helpQuery>,
): Promise<Result<HelpList>> {
  const { client, services, now } = context;
  const { rows, more } = await loadDays(context, query);
  const kept = await findKeptFrom(context, [...new Set(rows.map(({ participantId }) => participantId))]);
  const { keyring } = services;
  return succeed({
    help: rows.map((row) => ({
      ...helpView(row, { keyring, now: now(), marks: [], isKeptFrom: kept.has(row.participantId) }),
      participant: {
        ...{ id: row.participantId, reference: row.reference },
        name: nameOf(openPerson(keyring, row.participantId, row.person)),
      },
      office: row.office,
    })),
    offices: (await listOffices(client)).map(({ id, name }) => ({ id, name })),
    more,
  });
}
