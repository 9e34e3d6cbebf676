import {
  type Edition,
  editionDifferences,
  endOfMonth,
  monthsBefore,
  publishable,
  spanOfMonth,
  type Table,
  tablesOf,
} from '@attend/casework';
import type {
  editionChanged,
  StatisticEdition,
  Statistics,
  statisticEdition,
} from '@attend/contracts/statistics';
import { type Failure, fail, formatInstant, type Result, say, succeed, type Told } from '@attend/kernel';
import type { z } from 'zod';
import { isSamePerson } from '../../database/repositories/second-person.ts';
import {
  areCostsOpen,
  askMonth,
  decideEdition,
  type EditionRow,
  findEdition,
  findMonth,
  insertEdition,
  listEditions,
  listFigures,
  listUnreconciled,
  lockEdition,
} from '../../database/repositories/statistics.ts';
import { instantText } from '../alerts/summary.ts';
import type { StaffContext } from '../context.ts';

type Changed = Result<z.output<typeof editionChanged>>;
const shownMonths = 24;
const missing: Failure = { code: 'not-found', message: 'There is no such edition here.' };

const viewOf = (row: EditionRow): StatisticEdition => ({
  ...{ id: row.id, number: row.number, version: row.version, askedBy: row.askedBy, decision: row.decision },
  ...{ askedAt: formatInstant(row.askedAt), decidedAt: instantText(row.decidedAt), decidedBy: row.decidedBy },
});
const viewTables = (tables: readonly Table[]): Statistics['tables'] =>
  tables.map(({ columns, rows, totals, ...table }) => ({
    ...{ ...table, columns: [...columns], totals: [...totals] },
    rows: rows.map(({ cells, ...row }) => ({ ...row, cells: [...cells] })),
  }));
const isPublished = ({ decision }: EditionRow): boolean => decision === 'published';
const editionOf = ({ number, tables }: EditionRow): Edition => ({ number: String(number), tables });
const before = (month: string): string =>
  Temporal.PlainYearMonth.from(month).subtract({ months: 1 }).toString();

/** What would be published of a month now: beside what was published of it, and of the month before. */
async function tablesNow(
  { client }: Pick<StaffContext, 'client'>,
  month: string,
): Promise<{ whole: Table[]; shown: Table[]; editions: EditionRow[] }> {
  const currency = (await findMonth(client, month))?.currency ?? undefined;
  const whole = tablesOf(await listFigures(client, month), currency);
  const editions = await listEditions(client, month);
  const monthBefore = (await listEditions(client, before(month))).findLast(isPublished)?.tables ?? [];
  return {
    ...{ whole, editions },
    shown: publishable(whole, editions.filter(isPublished).map(editionOf), monthBefore),
  };
}

/** STA-2: what the record says of a month now, and what it said when the month was published. */
export async function readStatistics(
  context: StaffContext,
  asked: string | undefined,
): Promise<Result<Statistics>> {
  const { client, programme, now } = context;
  const months = monthsBefore(now(), programme.timezone, shownMonths);
  const month = asked ?? months[0] ?? '';
  const row = await findMonth(client, month);
  const { whole, shown, editions } = await tablesNow(context, month);
  const last = editions.findLast(isPublished);
  const isKnown = row?.computedAt != null;
  return succeed({
    ...{ month, months },
    ...{ computedAt: instantText(row?.computedAt ?? null), askedAt: instantText(row?.askedAt ?? null) },
    tables: isKnown ? viewTables(whole) : [],
    publishable: isKnown ? viewTables(shown) : [],
    editions: editions.map(viewOf),
    differences: isKnown && last !== undefined ? editionDifferences(last.tables, whole) : [],
    unreconciled: await listUnreconciled(client, month, endOfMonth(month, programme.timezone)),
    costsOpen: await areCostsOpen(client, month),
  });
}

export async function readEdition(
  { client }: StaffContext,
  id: string,
): Promise<Result<z.output<typeof statisticEdition>>> {
  const row = await findEdition(client, id);
  if (row === null) return fail(missing);
  const earlier = (await listEditions(client, row.month)).filter(
    (one) => isPublished(one) && one.number < row.number,
  );
  const last = earlier.at(-1);
  return succeed({
    ...{ month: row.month, edition: viewOf(row), tables: viewTables(row.tables) },
    differences: last === undefined ? [] : editionDifferences(last.tables, row.tables),
  });
}

const notOver: Failure = {
  code: 'month-not-over',
  message: 'This month is not over.',
  path: ['body', 'month'],
};

export async function askForMonth(
  { client, programme, audit, now }: StaffContext,
  month: string,
): Promise<Result<{ month: string }>> {
  if (spanOfMonth(month, programme.timezone).to > now()) return fail(notOver);
  await askMonth(client, programme.id, month);
  await audit({
    ...{ action: 'statistics.asked', entity: 'statistic_month', entityId: programme.id },
    after: { month },
  });
  return succeed({ month });
}

/** STA-9: a month whose counts nobody has reconciled is not published; the refusal says whose. */
async function refuseUnreconciled(
  { client, programme }: StaffContext,
  month: string,
): Promise<Failure | null> {
  const open = await listUnreconciled(client, month, endOfMonth(month, programme.timezone));
  if (open.length === 0) return null;
  const of = (told: boolean): string =>
    open
      .filter((one) => one.told === told)
      .map(({ provider }) => provider)
      .join(', ');
  return { code: 'unreconciled', ...unreconciledWords(of(false), of(true)) };
}

/** STA-13: an edition would say that nothing was spent. */
const refuseOpenCosts = async ({ client }: StaffContext, month: string): Promise<Failure | null> =>
  (await areCostsOpen(client, month))
    ? { code: 'costs-open', message: 'The costs of this month are not closed and counted yet.' }
    : null;

function unreconciledWords(untold: string, unreconciled: string): Told {
  if (unreconciled === '')
    return say('This month cannot be published: nothing is told of it by {untold}.', { untold });
  if (untold === '')
    return say('This month cannot be published: the count is not reconciled of {unreconciled}.', {
      unreconciled,
    });
  return say(
    'This month cannot be published: nothing is told of it by {untold}; the count is not reconciled of {unreconciled}.',
    { untold, unreconciled },
  );
}

const sameTables = (one: readonly Table[], other: readonly Table[]): boolean =>
  JSON.stringify(one.map(canonical)) === JSON.stringify(other.map(canonical));
/** As the database gives it back: jsonb keeps no order of names. */
const canonical = ({ name, columns, rows, totals, total, keptFrom, currency }: Table) => [
  ...[name, columns, totals, total, keptFrom, currency ?? null],
  rows.map(({ key, cells, total: sum }) => [key, cells, sum]),
];

/** STA-9: asked for by one person; nothing is published by it. */
export async function askEdition(context: StaffContext, month: string): Promise<Changed> {
  const { client, programme, actor, audit, now } = context;
  if (spanOfMonth(month, programme.timezone).to > now()) return fail(notOver);
  const row = await findMonth(client, month);
  if (row?.computedAt == null)
    return fail({
      code: 'not-computed',
      message: 'This month is not worked out yet.',
      path: ['body', 'month'],
    });
  const refusal = (await refuseUnreconciled(context, month)) ?? (await refuseOpenCosts(context, month));
  if (refusal !== null) return fail(refusal);
  const { shown, editions } = await tablesNow(context, month);
  const published = editions.filter(isPublished);
  const last = published.at(-1);
  if (last !== undefined && sameTables(last.tables, shown))
    return fail({ code: 'nothing-changed', message: 'The record says what was published already.' });
  const made = { programmeId: programme.id, month, number: published.length + 1, computedAt: row.computedAt };
  const id = await insertEdition(client, { ...made, tables: shown, by: actor.staffId });
  if (id === null)
    return fail({ code: 'already-asked', message: 'This month waits to be published already.' });
  await audit({
    ...{ action: 'statistics.edition-asked', entity: 'statistic_edition', entityId: id },
    after: { month, number: made.number },
  });
  return succeed({ id, version: 1 });
}

/** STA-9: published by a second person, exactly as it was asked, and only while the record still says the same. */
export async function decideOnEdition(
  context: StaffContext,
  id: string,
  { version, decision }: { readonly version: number; readonly decision: 'published' | 'refused' },
): Promise<Changed> {
  const { client, actor, audit } = context;
  const row = await lockEdition(client, id);
  if (row === null) return fail(missing);
  if (row.decidedAt !== null)
    return fail({ code: 'already-decided', message: 'Somebody decided about this edition already.' });
  if (row.version !== version)
    return fail({ code: 'version-changed', message: 'Somebody changed this edition meanwhile.' });
  if (await isSamePerson(client, row.askedBy.id, actor.staffId))
    return fail({ code: 'own-request', message: 'Somebody else than who asked decides about it.' });
  if (decision === 'published') {
    const refusal =
      (await refuseUnreconciled(context, row.month)) ?? (await refuseOpenCosts(context, row.month));
    if (refusal !== null) return fail(refusal);
    const { shown } = await tablesNow(context, row.month);
    if (!sameTables(row.tables, shown))
      return fail({
        code: 'figures-changed',
        message:
          'The record says something else by now. Refuse this edition, and have another one asked for.',
      });
  }
  await decideEdition(client, id, decision, actor.staffId);
  await audit({
    ...{ action: `statistics.edition-${decision}`, entity: 'statistic_edition', entityId: id },
    after: { month: row.month, number: row.number },
  });
  return succeed({ id, version: version + 1 });
}
