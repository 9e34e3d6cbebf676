import type { AddressChange, DeviceFlagKind, DeviceFlagSign } from '@attend/casework';
import type { Pool } from 'pg';

export type FlaggedDevice = { readonly id: string; readonly programmeId: string };

type Flag = {
  readonly device: FlaggedDevice;
  readonly kind: DeviceFlagKind;
  readonly first: number;
  last: number;
  count: number;
  readonly signs: Set<DeviceFlagSign>;
  readonly changes: Set<AddressChange>;
};
type Seen = {
  readonly kind: DeviceFlagKind;
  readonly sign: DeviceFlagSign;
  readonly change?: AddressChange;
  readonly at: number;
  /** When it began, where that was before. */
  readonly since?: number;
  readonly count?: number;
};

/** What looked wrong about devices since it was last written down; bounded, and only of devices that are known. */
export class Flags {
  private flags = new Map<string, Flag>();
  private readonly maximum: number;

  constructor(maximum: number) {
    this.maximum = maximum;
  }

  add(device: FlaggedDevice, { kind, sign, change, at, since = at, count = 1 }: Seen): void {
    const key = `${device.id} ${kind}`;
    let flag = this.flags.get(key);
    if (flag === undefined) {
      if (this.flags.size >= this.maximum) return;
      flag = { device, kind, first: since, last: at, count: 0, signs: new Set(), changes: new Set() };
      this.flags.set(key, flag);
    }
    flag.last = Math.max(flag.last, at);
    flag.count += count;
    flag.signs.add(sign);
    if (change !== undefined) flag.changes.add(change);
  }

  /** Adds to the flag that nobody has looked at yet, or raises one. What could not be written is kept for the next time. */
  async write(pool: Pool): Promise<void> {
    if (this.flags.size === 0) return;
    const taken = [...this.flags.values()];
    this.flags = new Map();
    try {
      await pool.query(upsert, [JSON.stringify(taken.map(rowOf))]);
    } catch (thrown) {
      for (const flag of taken) this.keep(flag);
      throw thrown;
    }
  }

  private keep(flag: Flag): void {
    const key = `${flag.device.id} ${flag.kind}`;
    const since = this.flags.get(key);
    if (since === undefined) {
      if (this.flags.size < this.maximum) this.flags.set(key, flag);
      return;
    }
    since.count += flag.count;
    for (const sign of flag.signs) since.signs.add(sign);
    for (const change of flag.changes) since.changes.add(change);
  }
}

const rowOf = ({ device, kind, first, last, count, signs, changes }: Flag) => ({
  programme_id: device.programmeId,
  device_id: device.id,
  kind,
  first_at: new Date(first),
  last_at: new Date(last),
  count,
  signs: [...signs].sort(),
  changes: [...changes].sort(),
});

const union = (column: string): string =>
  `(select array_agg(distinct one order by one) from unnest(device_flag.${column} || excluded.${column}) as u (one))`;

const upsert = `
  insert into attend.device_flag (programme_id, device_id, kind, first_at, last_at, count, signs, changes)
  select w.* from json_to_recordset($1) as w (programme_id uuid, device_id uuid, kind text, first_at timestamptz, last_at timestamptz,
    count bigint, signs text[], changes text[])
  order by w.device_id, w.kind
  on conflict (device_id, kind) where outcome is null do update set
    first_at = least(device_flag.first_at, excluded.first_at), last_at = greatest(device_flag.last_at, excluded.last_at),
    count = device_flag.count + excluded.count, signs = ${union('signs')}, changes = coalesce(${union('changes')}, '{}')`;
