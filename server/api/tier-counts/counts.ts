import {
  type ComparedLine,
  type CountLine,
  compareCounts,
  differs,
  endOfMonth,
  readCountLines,
  tiers,
} from '@attend/casework';
import type {
  ProviderCounts,
  providerCountChanged,
  providerCountExplain,
  providerCountTell,
  TierTimes,
} from '@attend/contracts/tier-counts';
import { type Failure, fail, formatInstant, type Result, say, succeed } from '@attend/kernel';
import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { listComplaintChoices } from '../../database/repositories/complaints.ts';
import {
  countProviderTiers,
  countTiers,
  findProviderCount,
  insertExplanation,
  insertProviderCount,
  listExplanations,
  listProviderCounts,
  lockProviderCount,
  type ProviderCountRow,
  type PublishedLine,
  raiseCountVersion,
  writePublished,
  writeTold,
} from '../../database/repositories/tier-counts.ts';
import { readFigure } from '../../figures/read-figure.ts';
import { instantText } from '../alerts/summary.ts';
import type { StaffContext } from '../context.ts';

type Changed = Result<z.output<typeof providerCountChanged>>;
const missing: Failure = { code: 'not-found', message: 'There is no such count here.' };
const changed: Failure = { code: 'version-changed', message: 'Somebody changed this count meanwhile.' };
const published: Failure = { code: 'already-decided', message: 'This month is published already.' };

const tierTimesForm = z.array(
  z.object({
    ...{ office: z.string().nullable(), tier: z.enum(tiers), people: z.number() },
    ...{ days: z.number(), longest: z.number(), overdue: z.number() },
  }),
);

/** RVW-10, RVW-16: how many have what, where, for how long, and how many wait too long to be reviewed. */
export async function readTierTimes(context: StaffContext): Promise<Result<TierTimes>> {
  const tenth = (value: number): number => Math.round(value * 10) / 10;
  const count = () => countTiers(context.client);
  const { countedAt, figure } = await readFigure(context, 'tier-times', tierTimesForm, count);
  return succeed({
    countedAt: instantText(countedAt),
    lines: figure.map(({ days, longest, ...line }) => ({
      ...line,
      ...{ averageDays: tenth(days), longestDays: tenth(longest) },
    })),
  });
}

/** What the record said when it was last counted, by count. */
type Counted = ReadonlyMap<string, readonly CountLine[]>;
const countedForm = z.record(
  z.string(),
  z.array(z.object({ office: z.string(), tier: z.enum(tiers), people: z.number() })),
);

/** RVW-12: both sides line by line, with what was said of exactly these two figures. */
async function compare(
  { client, programme }: StaffContext,
  { id, providerId, month, told }: Pick<ProviderCountRow, 'id' | 'providerId' | 'month' | 'told'>,
  counted?: Counted,
): Promise<PublishedLine[]> {
  const count = () => countProviderTiers(client, providerId, endOfMonth(month, programme.timezone));
  const record = counted?.get(id) ?? (await count());
  const said = await listExplanations(client, id);
  const of = (line: ComparedLine): string | null =>
    said.find(
      (one) =>
        one.office === line.office &&
        one.tier === line.tier &&
        one.told === (line.told ?? 0) &&
        one.record === (line.record ?? 0),
    )?.text ?? null;
  return compareCounts(told, record).map((line) => ({ ...line, explanation: of(line) }));
}
const isUnexplained = (line: PublishedLine): boolean => differs(line) && line.explanation === null;

export async function readProviderCounts(
  context: StaffContext,
  month: string,
): Promise<Result<ProviderCounts>> {
  const { client } = context;
  const { providers } = await listComplaintChoices(client);
  const counts = await listProviderCounts(client, month);
  const { figure } = await readFigure(context, 'provider-tiers', countedForm, async () => ({}));
  const counted: Counted = new Map(Object.entries(figure));
  const list: ProviderCounts['providers'] = [];
  for (const provider of providers) {
    const row = counts.find(({ providerId }) => providerId === provider.id);
    list.push({ provider, count: row === undefined ? null : await viewOf(context, row, counted) });
  }
  return succeed({ month, providers: list });
}

async function viewOf(context: StaffContext, row: ProviderCountRow, counted?: Counted) {
  // What was published stands as it was, whatever the record says later.
  const lines = row.published ?? (await compare(context, row, counted));
  return {
    ...{ id: row.id, version: row.version, toldAt: formatInstant(row.toldAt), toldBy: row.toldBy },
    ...{ publishedAt: instantText(row.publishedAt), publishedBy: row.publishedBy },
    lines: lines.map((line) => ({ ...line, differs: differs(line) })),
    unexplained: lines.filter(isUnexplained).length,
  };
}

function rowsOf(csv: string): Result<string[][]> {
  try {
    return succeed(parse(csv, { bom: true, relax_column_count: true, skip_empty_lines: true, trim: true }));
  } catch (thrown) {
    if (!(thrown instanceof CsvError)) throw thrown;
    return fail({ code: 'bad-line', message: 'This is no CSV file.', path: ['csv'] });
  }
}

/** RVW-12: what a contractor counted; told again, it stands in the place of what was told before. */
export async function tellCount(
  context: StaffContext,
  { provider, month, version, csv }: z.output<typeof providerCountTell>,
): Promise<Changed> {
  const { client, programme, actor, audit, now } = context;
  const rows = rowsOf(csv);
  const read = rows.ok ? readCountLines(rows.value) : rows;
  if (!read.ok) return fail({ ...read.error, path: ['body', ...(read.error.path ?? [])] });
  if (endOfMonth(month, programme.timezone) >= now())
    return fail({ code: 'month-not-over', message: 'This month is not over.', path: ['body', 'month'] });
  const { providers } = await listComplaintChoices(client);
  if (!providers.some(({ id }) => id === provider))
    return fail({ code: 'not-found', message: 'There is no such provider.', path: ['body', 'provider'] });
  const before = await findProviderCount(client, provider, month);
  if ((before?.version ?? null) !== version) return fail(changed);
  if (before !== null && before.publishedAt !== null) return fail(published);
  const told = read.value;
  const by = actor.staffId;
  const id =
    before?.id ??
    (await insertProviderCount(client, { programmeId: programme.id, provider, month, told, by }));
  if (id === null) return fail(changed);
  if (before !== null) await writeTold(client, id, told, by);
  await audit({
    ...{ action: 'provider-count.told', entity: 'provider_count', entityId: id },
    ...{ before: before?.told ?? null, after: { provider, month, told } },
  });
  return succeed({ id, version: (before?.version ?? 0) + 1 });
}

async function take(context: StaffContext, id: string, version: number): Promise<Result<ProviderCountRow>> {
  const row = await lockProviderCount(context.client, id);
  if (row === null) return fail(missing);
  if (row.version !== version) return fail(changed);
  return row.publishedAt === null ? succeed(row) : fail(published);
}

/** RVW-12: why a line differs. Where either figure changes later, somebody has to say so again. */
export async function explainCount(
  context: StaffContext,
  id: string,
  { version, office, tier, explanation }: z.output<typeof providerCountExplain>,
): Promise<Changed> {
  const { client, programme, actor, audit } = context;
  const taken = await take(context, id, version);
  if (!taken.ok) return taken;
  const line = (await compare(context, taken.value)).find(
    (one) => one.office === office && one.tier === tier,
  );
  if (line === undefined || !differs(line))
    return fail({ code: 'no-difference', message: 'This line does not differ.', path: ['body', 'office'] });
  const figures = { office, tier, told: line.told ?? 0, record: line.record ?? 0 };
  const made = { ...figures, id, programmeId: programme.id, text: explanation, by: actor.staffId };
  if (!(await insertExplanation(client, made)))
    return fail({ code: 'already-decided', message: 'This line is explained already.' });
  await raiseCountVersion(client, id);
  await audit({
    ...{ action: 'provider-count.explained', entity: 'provider_count', entityId: id },
    after: { ...figures, explanation },
  });
  return succeed({ id, version: version + 1 });
}

/** RVW-12: nothing is published of which a difference is neither explained nor corrected. */
export async function publishCount(context: StaffContext, id: string, version: number): Promise<Changed> {
  const taken = await take(context, id, version);
  if (!taken.ok) return taken;
  const lines = await compare(context, taken.value);
  const open = lines.filter(isUnexplained);
  if (open.length > 0)
    return fail({
      code: 'unexplained',
      ...say('{count} lines differ from the record, and nobody has said why: {lines}.', {
        count: open.length,
        lines: open
          .slice(0, 5)
          .map(({ office, tier }) => `${office} ${tier}`)
          .join(', '),
      }),
    });
  await writePublished(context.client, id, lines, context.actor.staffId);
  await context.audit({
    ...{ action: 'provider-count.published', entity: 'provider_count', entityId: id },
    after: { month: taken.value.month, lines },
  });
  return succeed({ id, version: version + 1 });
}
