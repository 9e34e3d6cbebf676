import { type Failure, fail, type Result, say, succeed, tell, type Wording, within } from '@attend/kernel';
import type { Tier } from './words.ts';
import { tiers } from './words.ts';

/** A contractor's count of people, a line an office and tier. */
export type CountLine = { readonly office: string; readonly tier: Tier; readonly people: number };
export type ComparedLine = {
  readonly office: string;
  readonly tier: Tier;
  /** Null: the contractor told no such line, or the record has none. */
  readonly told: number | null;
  readonly record: number | null;
};

const bad = (line: number, wording: Wording): Failure => ({
  ...{ code: 'bad-line', path: ['csv', line] },
  ...say('line {line}: {fault}', { line, fault: within(tell(wording)) }),
});
const longest = 2_000;

/** A file of counts: `office,tier,people`, as the house's CSV reader gives its rows. */
export function readCountLines(rows: readonly (readonly string[])[]): Result<CountLine[]> {
  const [head, ...body] = rows;
  if (head?.map((cell) => cell.trim().toLowerCase()).join(',') !== 'office,tier,people')
    return fail(bad(1, 'the columns are office,tier,people'));
  if (body.length > longest) return fail(bad(longest + 2, say('more than {most} lines', { most: longest })));
  const lines: CountLine[] = [];
  const seen = new Set<string>();
  for (const [index, cells] of body.entries()) {
    const at = index + 2;
    const [office = '', tierName = '', peopleText = '', ...more] = cells.map((cell) => cell.trim());
    const tier = tiers.find((one) => one === tierName);
    if (more.length > 0) return fail(bad(at, 'has more than three fields'));
    if (office === '' || office.length > 200) return fail(bad(at, 'office is missing or too long'));
    if (tier === undefined) return fail(bad(at, say('tier is one of {words}', { words: tiers.join(', ') })));
    if (!/^\d{1,7}$/.test(peopleText)) return fail(bad(at, 'people is a whole number'));
    const key = JSON.stringify([office, tier]);
    if (seen.has(key)) return fail(bad(at, say('{office}, {tier} stands twice', { office, tier })));
    seen.add(key);
    lines.push({ office, tier, people: Number(peopleText) });
  }
  return succeed(lines);
}

/** RVW-12: every line of both sides, differences first. */
export function compareCounts(told: readonly CountLine[], record: readonly CountLine[]): ComparedLine[] {
  const lines = new Map<string, ComparedLine>();
  for (const { office, tier, people } of record)
    lines.set(JSON.stringify([office, tier]), { office, tier, told: null, record: people });
  for (const { office, tier, people } of told) {
    const key = JSON.stringify([office, tier]);
    lines.set(key, { office, tier, told: people, record: lines.get(key)?.record ?? null });
  }
  return [...lines.values()].sort(
    (a, b) =>
      Number(differs(b)) - Number(differs(a)) ||
      (a.office < b.office ? -1 : a.office > b.office ? 1 : tiers.indexOf(a.tier) - tiers.indexOf(b.tier)),
  );
}

/** A line that is not told says none, and so does one that the record has not. */
export const differs = ({ told, record }: Pick<ComparedLine, 'told' | 'record'>): boolean =>
  (told ?? 0) !== (record ?? 0);
