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

/** What a hidden number costs on a way: next to nothing, and more than that, so that ways end. */
const hiddenCost = 0.001;

/** The keys of the hidden; null: there is no way that protects them, whatever else is hidden. A zero is never hidden (STA-4). */
export function hide({ cells, least, forced, known, usual }: Hidden): ReadonlySet<string> | null {
  const shown = cells.filter(({ value }) => value > 0);
  const net = networkOf(shown, least - 1);
  const costs = Float64Array.from(shown, ({ key, weight, value }) => {
    if (isSmall(value, least) || forced.has(key)) return hiddenCost;
    if (known.has(key)) return Number.POSITIVE_INFINITY;
    return (weight + Math.log10(1 + value) / 10) * (usual.has(key) ? 0.25 : 1);
  });
  const isHidden = (at: number): boolean => costs[at] === hiddenCost;
  const guarded = new Set<number>();
  for (const at of [...shown.keys().filter(isHidden)]) {
    if (guarded.has(at)) continue;
    const [from, to] = [net.from[at] ?? 0, net.to[at] ?? 0];
    // Up, which there is always where nothing is known of before; where something is, down may be what is left.
    const way =
      cheapestWay(net, costs, { at, from, to }) ??
      ((shown[at]?.value ?? 0) >= least ? cheapestWay(net, costs, { at, from: to, to: from }) : null);
    if (way === null) return null;
    for (const one of [at, ...way]) {
      guarded.add(one);
      costs[one] = hiddenCost;
    }
  }
  return new Set(shown.filter((_, at) => isHidden(at)).map(({ key }) => key));
}

/** Equations and numbers by their place in a list: a table of two hundred offices asks for thousands of ways. */
type Network = {
  readonly from: readonly number[];
  readonly to: readonly number[];
  /** Of each equation: the numbers by which a change flows on, and to which equation each. */
  readonly ways: readonly { readonly by: number; readonly to: number }[][];
};

/** Where from each equation a change may flow on: up, where there is no end to it, and down as far as leaves one. */
function networkOf(cells: readonly Cell[], amount: number): Network {
  const places = new Map<string, number>();
  const ways: { by: number; to: number }[][] = [];
  const placeOf = (node: string): number => {
    const known = places.get(node);
    if (known !== undefined) return known;
    places.set(node, ways.length);
    ways.push([]);
    return ways.length - 1;
  };
  const from = cells.map((cell) => placeOf(cell.from));
  const to = cells.map((cell) => placeOf(cell.to));
  for (const [by, { value }] of cells.entries()) {
    const [start, end] = [from[by] ?? 0, to[by] ?? 0];
    ways[start]?.push({ by, to: end });
    if (value - 1 >= amount) ways[end]?.push({ by, to: start });
  }
  return { from, to, ways };
}

type Near = { readonly node: number; readonly cost: number };
type Sent = { readonly at: number; readonly from: number; readonly to: number };

/** From where a change of one number flows back to where it begins, by others: the cheapest (Dijkstra). */
function cheapestWay({ from, to, ways }: Network, costs: Float64Array, sent: Sent): number[] | null {
  const reached = new Float64Array(ways.length).fill(Number.POSITIVE_INFINITY);
  const reachedBy = new Int32Array(ways.length).fill(-1);
  const done = new Uint8Array(ways.length);
  const near: Near[] = [{ node: sent.to, cost: 0 }];
  reached[sent.to] = 0;
  for (let next = takeNearest(near); next?.node !== sent.from; next = takeNearest(near)) {
    if (next === undefined) return null;
    if (done[next.node] === 1) continue;
    done[next.node] = 1;
    for (const step of ways[next.node] ?? []) {
      if (step.by === sent.at || done[step.to] === 1) continue;
      const cost = next.cost + (costs[step.by] ?? 0);
      if (cost >= (reached[step.to] ?? 0)) continue;
      reached[step.to] = cost;
      reachedBy[step.to] = step.by;
      putIn(near, { node: step.to, cost });
    }
  }
  const way: number[] = [];
  for (let node = sent.from; node !== sent.to; ) {
    const by = reachedBy[node] ?? -1;
    way.push(by);
    node = from[by] === node ? (to[by] ?? 0) : (from[by] ?? 0);
  }
  return way;
}

/** A heap: none is nearer than the one at half its place. A node reached by a cheaper way meanwhile stands twice, and is passed over then. */
function putIn(near: Near[], one: Near): void {
  let at = near.length;
  near.push(one);
  for (let above = (at - 1) >> 1; at > 0; above = (at - 1) >> 1) {
    const other = near[above];
    if (other === undefined || other.cost <= one.cost) break;
    near[at] = other;
    at = above;
  }
  near[at] = one;
}

function takeNearest(near: Near[]): Near | undefined {
  const nearest = near[0];
  const last = near.pop();
  if (last === undefined || near.length === 0) return nearest;
  let at = 0;
  for (let below = 1; below < near.length; below = 2 * at + 1) {
    const [left, right] = [near[below], near[below + 1]];
    const [child, next] =
      right !== undefined && left !== undefined && right.cost < left.cost
        ? [right, below + 1]
        : [left, below];
    if (child === undefined || child.cost >= last.cost) break;
    near[at] = child;
    at = next;
  }
  near[at] = last;
  return nearest;
}
