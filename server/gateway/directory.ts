import type { ProtocolName } from '@attend/kernel';
import type { Pool } from 'pg';

/** One device's time with one participant, as far as routing a reading needs it. */
export type AssignmentSpan = { readonly id: number; readonly from: number; readonly to: number | null };

export type DeviceEntry = {
  readonly id: string;
  readonly programmeId: string;
  readonly protocol: ProtocolName;
  readonly identifier: string;
  readonly tokenHash: Buffer | null;
  readonly networks: readonly string[] | null;
  readonly quarantined: boolean;
  /** Newest first. */
  readonly assignments: readonly AssignmentSpan[];
  /** When it was being fitted to somebody, and nobody's. `to` null: it is. Newest first. */
  readonly fittings: readonly FittingSpan[];
};
export type FittingSpan = { readonly from: number; readonly to: number | null };

/** A device nobody has entered; remembered for a while, so that a flood of its frames costs one look. */
export const unknown = 'unknown';
export type Known = DeviceEntry | typeof unknown;

const lifetime = 60_000;
const unknownLifetime = 10_000;
const maximumEntries = 400_000;

type Cached = { readonly known: Known; readonly until: number };
type Waiting = { readonly resolve: (known: Known) => void; readonly reject: (error: unknown) => void };

const select = `
  select d.id, d.programme_id, d.protocol, d.identifier, d.token_hash, d.networks::text[] as networks,
    d.quarantined_at is not null or d.retired_at is not null as quarantined,
    (select coalesce(json_agg(json_build_array(a.id, extract(epoch from a.from_at) * 1000, extract(epoch from a.to_at) * 1000)
      order by a.from_at desc), '[]') from attend.assignment a where a.device_id = d.id) as assignments,
    (select coalesce(json_agg(json_build_array(extract(epoch from f.begun_at) * 1000, extract(epoch from f.closed_at) * 1000)
      order by f.begun_at desc), '[]') from attend.fitting f where f.device_id = d.id) as fittings
  from unnest($1::text[], $2::text[]) as w (protocol, identifier)
  join attend.device d on d.protocol = w.protocol and d.identifier = w.identifier`;

type Row = {
  id: string;
  programme_id: string;
  protocol: ProtocolName;
  identifier: string;
  token_hash: Buffer | null;
  networks: string[] | null;
  quarantined: boolean;
  assignments: [number, number, number | null][];
  fittings: [number, number | null][];
};

const keyOf = (protocol: ProtocolName, identifier: string): string => `${protocol} ${identifier}`;

function toEntry(row: Row): DeviceEntry {
  return {
    id: row.id,
    programmeId: row.programme_id,
    protocol: row.protocol,
    identifier: row.identifier,
    tokenHash: row.token_hash,
    networks: row.networks,
    quarantined: row.quarantined,
    assignments: row.assignments.map(([id, from, to]) => ({ id, from, to })),
    fittings: row.fittings.map(([from, to]) => ({ from, to })),
  };
}

/**
 * Which devices there are and who holds them: read through, many at once, forgotten when the database says that one
 * changed (`forget`) and after a minute at the latest.
 */
export class Directory {
  private readonly entries = new Map<string, Cached>();
  private waiting = new Map<string, Waiting[]>();
  private readonly pool: Pool;
  private asking = false;
  /** What has changed since the question under way was put: its answer may be from before. */
  private readonly changed = new Set<string>();
  private allChanged = false;

  constructor(pool: Pool) {
    this.pool = pool;
  }

  /** What is known without asking, or undefined. */
  peek(protocol: ProtocolName, identifier: string, now: number): Known | undefined {
    const cached = this.entries.get(keyOf(protocol, identifier));
    return cached !== undefined && cached.until > now ? cached.known : undefined;
  }

  /** Asks the database; rejects while it does not answer. */
  find(protocol: ProtocolName, identifier: string): Promise<Known> {
    return new Promise((resolve, reject) => {
      const key = keyOf(protocol, identifier);
      const others = this.waiting.get(key);
      if (others === undefined) this.waiting.set(key, [{ resolve, reject }]);
      else others.push({ resolve, reject });
      if (!this.asking) {
        this.asking = true;
        setImmediate(() => void this.ask());
      }
    });
  }

  forget(key: string): void {
    this.entries.delete(key);
    if (this.asking) this.changed.add(key);
  }

  forgetAll(): void {
    this.entries.clear();
    this.allChanged = true;
  }

  /** Lets go of what would have to be asked for again anyway. */
  sweep(now: number): void {
    for (const [key, { until }] of this.entries) if (until <= now) this.entries.delete(key);
  }

  private async ask(): Promise<void> {
    while (this.waiting.size > 0) {
      const batch = this.waiting;
      this.waiting = new Map();
      this.changed.clear();
      this.allChanged = false;
      try {
        const pairs = [...batch.keys()].map((key) => [
          key.slice(0, key.indexOf(' ')),
          key.slice(key.indexOf(' ') + 1),
        ]);
        const { rows } = await this.pool.query<Row>({
          name: 'gateway-directory',
          text: select,
          values: [pairs.map(([protocol]) => protocol), pairs.map(([, identifier]) => identifier)],
        });
        const found = new Map(rows.map((row) => [keyOf(row.protocol, row.identifier), toEntry(row)]));
        const now = Date.now();
        for (const [key, waiters] of batch) {
          if (this.allChanged || this.changed.has(key)) {
            this.waiting.set(key, [...waiters, ...(this.waiting.get(key) ?? [])]);
            continue;
          }
          const known = found.get(key) ?? unknown;
          this.remember(key, known, now);
          for (const waiter of waiters) waiter.resolve(known);
        }
      } catch (error) {
        for (const waiters of batch.values()) for (const waiter of waiters) waiter.reject(error);
      }
    }
    this.asking = false;
  }

  private remember(key: string, known: Known, now: number): void {
    if (this.entries.size >= maximumEntries) this.entries.delete(this.entries.keys().next().value ?? '');
    this.entries.set(key, { known, until: now + (known === unknown ? unknownLifetime : lifetime) });
  }
}

/**
 * Whose a reading is: the assignment in whose time its own stamp falls, so that what was stored under an earlier wearer
 * never becomes a later wearer's; a stamp that falls into none goes to whoever holds the device now. What is stamped while it was being
 * fitted was a self-test and is nobody's, whenever it comes (FIT-1). Null: on the shelf.
 */
export function assignmentFor(entry: DeviceEntry, time: number | null, now: number): AssignmentSpan | null {
  if (time !== null) {
    for (const span of entry.assignments) {
      if (span.from <= time && (span.to === null || time < span.to)) return span;
    }
    if (entry.fittings.some(({ from, to }) => from <= time && (to === null || time < to))) return null;
  }
  for (const span of entry.assignments) {
    if (span.from <= now && (span.to === null || now < span.to)) return span;
  }
  return null;
}
