/**
 * Which numbers of a table are hidden, so that none of them can be worked out from the rest.
 *
 * A table with its sums is a network: each equation (a row adds up to its sum, a column to its own) is a node, each number an edge between the
 * two equations in which it stands. Numbers that somebody cannot see may be changed, for all they know, by any amount that flows round a
 * circle of hidden edges: one up, the next down, so that every sum still holds. So a hidden number is protected by a circle of hidden
 * ones round which `least - 1` can flow: then there are two tables, both possible, in which it differs by that much. (Kelly, Golden,
 * Assad, «Cell suppression: disclosure protection for sensitive tabular data», Networks 22, 1992.)
 */
export type Cell = {
  readonly key: string;
  readonly value: number;
  /** The equations: to raise the number is to send a flow from the one to the other. */
  readonly from: string;
  readonly to: string;
  /** How much is lost where it is hidden besides: a sum says more than one number of a table. */
  readonly weight: number;
};

export type Hidden = {
  readonly least: number;
  readonly cells: readonly Cell[];
  /** What is hidden in any case: it was before (STA-7), or another table hides it. */
  readonly forced: ReadonlySet<string>;
  /** What hides nobody: whoever reads this has seen it in an earlier edition. */
  readonly known: ReadonlySet<string>;
  /** What the month before hid: the same again says less about who came and went. */
  readonly usual: ReadonlySet<string>;
};

const isSmall = (value: number, least: number): boolean => value > 0 && value < least;

/** The keys of the hidden; null: there is no way that protects them, whatever else is hidden. A zero is never hidden (STA-4). */
export function hide({ cells, least, forced, known, usual }: Hidden): ReadonlySet<string> | null {
  const shown = cells.filter(({ value }) => value > 0);
  const hidden = new Set(
    shown.filter(({ key, value }) => isSmall(value, least) || forced.has(key)).map(({ key }) => key),
  );
  const guarded = new Set<string>();
  const ways = waysOf(shown, least - 1);
  const costs = new Map(
    shown.map(({ key, weight, value }) => [
      key,
      known.has(key)
        ? Number.POSITIVE_INFINITY
        : (weight + Math.log10(1 + value) / 10) * (usual.has(key) ? 0.25 : 1),
    ]),
  );
  const costOf = ({ key }: Cell): number => (hidden.has(key) ? 0.001 : (costs.get(key) ?? 0));
  for (const cell of shown.filter(({ key }) => hidden.has(key))) {
    if (guarded.has(cell.key)) continue;
    // Up, which there is always where nothing is known of before; where something is, down may be what is left.
    const back = { ...cell, from: cell.to, to: cell.from };
    const way =
      cheapestWay(ways, cell, costOf) ?? (cell.value >= least ? cheapestWay(ways, back, costOf) : null);
    if (way === null) return null;
    for (const key of [cell.key, ...way]) {
      hidden.add(key);
      guarded.add(key);
    }
  }
  return hidden;
}

type Step = { readonly to: string; readonly cell: Cell };
type Ways = ReadonlyMap<string, readonly Step[]>;

/** Where from each equation a change may flow on: up, where there is no end to it, and down as far as leaves one. */
function waysOf(cells: readonly Cell[], amount: number): Ways {
  const ways = new Map<string, Step[]>();
  const add = (from: string, step: Step): void => {
    const known = ways.get(from);
    if (known === undefined) ways.set(from, [step]);
    else known.push(step);
  };
  for (const cell of cells) {
    add(cell.from, { to: cell.to, cell });
    if (cell.value - 1 >= amount) add(cell.to, { to: cell.from, cell });
  }
  return ways;
}

type Reached = { readonly cost: number; readonly by: string | null; readonly before: string | null };
type Near = { readonly node: string; readonly cost: number };

/** From where a change of `cell` flows back to where it begins, by others: the cheapest (Dijkstra). */
function cheapestWay(ways: Ways, cell: Cell, costOf: (cell: Cell) => number): string[] | null {
  const reached = new Map<string, Reached>([[cell.to, { cost: 0, by: null, before: null }]]);
  const done = new Set<string>();
  const near: Near[] = [{ node: cell.to, cost: 0 }];
  for (let next = near.pop(); next?.node !== cell.from; next = near.pop()) {
    if (next === undefined) return null;
    if (done.has(next.node)) continue;
    done.add(next.node);
    for (const { to, cell: by } of ways.get(next.node) ?? []) {
      if (by.key === cell.key || done.has(to)) continue;
      const cost = next.cost + costOf(by);
      if (cost >= (reached.get(to)?.cost ?? Number.POSITIVE_INFINITY)) continue;
      reached.set(to, { cost, by: by.key, before: next.node });
      putIn(near, { node: to, cost });
    }
  }
  const way: string[] = [];
  for (let at = reached.get(cell.from); at?.by != null; at = reached.get(at.before ?? '')) way.push(at.by);
  return way;
}

/** The nearest last. A node that was reached by a cheaper way meanwhile stands twice; its second time is passed over. */
function putIn(near: Near[], one: Near): void {
  let [low, high] = [0, near.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((near[middle]?.cost ?? 0) > one.cost) low = middle + 1;
    else high = middle;
  }
  near.splice(low, 0, one);
}
