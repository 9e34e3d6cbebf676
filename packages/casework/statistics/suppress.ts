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
  for (const cell of shown.filter(({ key }) => hidden.has(key))) {
    if (guarded.has(cell.key)) continue;
    const cost = ({ key, weight, value }: Cell): number => {
      if (hidden.has(key)) return 0.001;
      if (known.has(key)) return Number.POSITIVE_INFINITY;
      return (weight + Math.log10(1 + value) / 10) * (usual.has(key) ? 0.25 : 1);
    };
    // Up, which there is always where nothing is known of before; where something is, down may be what is left.
    const back = { ...cell, from: cell.to, to: cell.from };
    const way =
      cheapestWay(shown, cell, least - 1, cost) ??
      (cell.value >= least ? cheapestWay(shown, back, least - 1, cost) : null);
    if (way === null) return null;
    for (const key of [cell.key, ...way]) {
      hidden.add(key);
      guarded.add(key);
    }
  }
  return hidden;
}

type Step = { readonly to: string; readonly key: string; readonly cost: number };

/** From where a change of `cell` flows back to where it begins, by others: up where there is no end to it, down as far as leaves one. */
function cheapestWay(
  cells: readonly Cell[],
  cell: Cell,
  amount: number,
  costOf: (cell: Cell) => number,
): string[] | null {
  const steps = new Map<string, Step[]>();
  const add = (from: string, step: Step): void => {
    const known = steps.get(from);
    if (known === undefined) steps.set(from, [step]);
    else known.push(step);
  };
  for (const other of cells) {
    const cost = costOf(other);
    if (other.key === cell.key || cost === Number.POSITIVE_INFINITY) continue;
    add(other.from, { to: other.to, key: other.key, cost });
    if (other.value - 1 >= amount) add(other.to, { to: other.from, key: other.key, cost });
  }
  const reached = new Map<string, { cost: number; by: string | null; before: string | null; done: boolean }>([
    [cell.to, { cost: 0, by: null, before: null, done: false }],
  ]);
  for (;;) {
    const [node, standing] =
      [...reached].filter(([, { done }]) => !done).sort(([, a], [, b]) => a.cost - b.cost)[0] ?? [];
    if (node === undefined || standing === undefined) return null;
    if (node === cell.from) break;
    standing.done = true;
    for (const step of steps.get(node) ?? []) {
      const cost = standing.cost + step.cost;
      const before = reached.get(step.to);
      if (before === undefined || (!before.done && cost < before.cost))
        reached.set(step.to, { cost, by: step.key, before: node, done: false });
    }
  }
  const way: string[] = [];
  for (let at = reached.get(cell.from); at?.by != null; at = reached.get(at.before ?? '')) way.push(at.by);
  return way;
}
