import type { Battery, Reading } from '@attend/kernel';
import type { Pool } from 'pg';
import type { DeviceEntry } from './directory.ts';
import { FittingSigns } from './fitting-signs.ts';

type Contact = {
  readonly id: string;
  readonly programmeId: string;
  last: number;
  percent: number | null;
  charging: boolean | null;
};

/**
 * What devices on the shelf say of themselves: that they were heard, and their battery. A reading comes in whole and nothing but
 * its battery is looked at, so that no place of nobody's device is ever kept; while one is fitted, its self-test besides.
 */
export class Shelf {
  private contacts = new Map<string, Contact>();
  private readonly maximum: number;
  private readonly signs: FittingSigns;

  constructor(maximum: number) {
    this.maximum = maximum;
    this.signs = new FittingSigns(maximum);
  }

  hear(device: DeviceEntry, reading: Reading | undefined, now: number, signal: number | null): void {
    if (device.fittings[0]?.to === null) this.signs.hear(device.id, reading, now, signal);
    const battery: Battery | null = reading?.battery ?? null;
    const known = this.contacts.get(device.id);
    if (known === undefined) {
      if (this.contacts.size >= this.maximum) return;
      const { percent = null, charging = null } = battery ?? {};
      this.contacts.set(device.id, {
        id: device.id,
        programmeId: device.programmeId,
        last: now,
        percent,
        charging,
      });
      return;
    }
    known.last = now;
    known.percent = battery?.percent ?? known.percent;
    known.charging = battery?.charging ?? known.charging;
  }

  /** One statement for all. What could not be written is said again with the next contact. */
  async write(pool: Pool): Promise<void> {
    await this.signs.write(pool);
    if (this.contacts.size === 0) return;
    const taken = [...this.contacts.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    this.contacts = new Map();
    await pool.query(upsert, [
      taken.map(({ id }) => id),
      taken.map(({ programmeId }) => programmeId),
      taken.map(({ last }) => new Date(last)),
      taken.map(({ percent }) => percent),
      taken.map(({ charging }) => charging),
    ]);
  }
}

const upsert = `
  insert into attend.device_contact (device_id, programme_id, last_at, battery_percent, charging)
  select * from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::smallint[], $5::boolean[])
  on conflict (device_id) do update set last_at = greatest(device_contact.last_at, excluded.last_at),
    battery_percent = coalesce(excluded.battery_percent, device_contact.battery_percent),
    charging = coalesce(excluded.charging, device_contact.charging)`;
