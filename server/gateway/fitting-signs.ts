import type { FixSource, Reading } from '@attend/kernel';
import type { Pool } from 'pg';

/** What one device said since it was last written down. */
type Sign = {
  device: string;
  at: number;
  frames: number;
  strap: 'closed' | 'open' | null;
  worn: boolean | null;
  percent: number | null;
  charging: boolean | null;
  fixAt: number | null;
  source: FixSource | null;
  accuracy: number | null;
  satellites: number | null;
  /** Percent of the strongest that its protocol can say. */
  signal: number | null;
};

const strapOf = (reading: Reading): Sign['strap'] => {
  if (reading.strap !== null) return reading.strap;
  if (reading.events.includes('strap-opened')) return 'open';
  return reading.events.includes('strap-closed') ? 'closed' : null;
};

/**
 * FIT-3: of a device that is being fitted: contact, strap, battery, whether there was a fix and how exact, how strong the network. Where it was is read by
 * nothing here, so that no place of it can be kept. A fix counts from when it was heard: the clock of a device just unpacked may be wrong.
 */
export class FittingSigns {
  private signs = new Map<string, Sign>();
  private readonly maximum: number;

  constructor(maximum: number) {
    this.maximum = maximum;
  }

  hear(device: string, reading: Reading | undefined, now: number, signal: number | null): void {
    const known = this.signs.get(device);
    if (known === undefined && this.signs.size >= this.maximum) return;
    const sign: Sign = known ?? {
      ...{ device, at: now, frames: 0, strap: null, worn: null, percent: null, charging: null },
      ...{ fixAt: null, source: null, accuracy: null, satellites: null, signal: null },
    };
    this.signs.set(device, sign);
    sign.at = now;
    sign.frames += 1;
    sign.signal = signal ?? sign.signal;
    if (reading === undefined) return;
    sign.strap = strapOf(reading) ?? sign.strap;
    sign.worn = reading.worn ?? sign.worn;
    sign.percent = reading.battery?.percent ?? sign.percent;
    sign.charging = reading.battery?.charging ?? sign.charging;
    const { fix } = reading;
    // An old place sent again says nothing of how it hears now (`attend decode`: its own time differs from the frame's).
    if (fix === null || (fix.time !== null && reading.time !== null && fix.time < reading.time - 120_000))
      return;
    sign.fixAt = now;
    sign.source = fix.source;
    sign.accuracy = fix.accuracy;
    sign.satellites = fix.satellites;
  }

  /** One statement for all. What could not be written is said again with the next contact. */
  async write(pool: Pool): Promise<void> {
    if (this.signs.size === 0) return;
    const taken = [...this.signs.values()];
    this.signs = new Map();
    await pool.query('select attend.note_signs($1)', [JSON.stringify(taken.map(rowOf))]);
  }
}

const rowOf = ({ at, fixAt, ...sign }: Sign) => ({
  ...sign,
  at: new Date(at),
  fix_at: fixAt === null ? null : new Date(fixAt),
});
