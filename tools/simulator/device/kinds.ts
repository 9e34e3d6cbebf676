import type { ProtocolName, ReadingEvent, Technology } from '@attend/kernel';

/** One kind of device as the simulator knows it. Seconds, hours. */
export type DeviceKind = {
  readonly protocol: ProtocolName;
  readonly technology: Technology;
  readonly model: string;
  readonly fixEvery: number;
  readonly uploadEvery: number;
  /** From full to empty. */
  readonly batteryHours: number;
  /** What it says when it is taken off; null: it cannot know. */
  readonly takenOff: ReadingEvent | null;
  /** Says a battery's percentage. */
  readonly percent: boolean;
  /** Says where it is switched off on purpose or by an empty battery. */
  readonly saysPowerOff: boolean;
  /** Whether a press for help can be sent. */
  readonly sos: boolean;
};

/** PROTOCOLS.md says what each can carry. */
export const deviceKinds: Readonly<Record<ProtocolName, DeviceKind>> = {
  laipac: {
    protocol: 'laipac',
    technology: 'ankle',
    model: 'simulated S911 anklet',
    fixEvery: 60,
    uploadEvery: 300,
    batteryHours: 44,
    takenOff: 'tamper',
    percent: false,
    saysPowerOff: true,
    sos: true,
  },
  megastek: {
    protocol: 'megastek',
    technology: 'ankle',
    model: 'simulated MT-110 anklet',
    fixEvery: 60,
    uploadEvery: 300,
    batteryHours: 48,
    takenOff: 'strap-opened',
    percent: true,
    saysPowerOff: true,
    sos: true,
  },
  r16h: {
    protocol: 'r16h',
    technology: 'ankle',
    model: 'simulated R16H strap tag',
    fixEvery: 60,
    uploadEvery: 300,
    batteryHours: 40,
    takenOff: 'strap-opened',
    percent: true,
    saysPowerOff: false,
    sos: true,
  },
  watch: {
    protocol: 'watch',
    technology: 'wrist',
    model: 'simulated wrist watch',
    fixEvery: 120,
    uploadEvery: 120,
    batteryHours: 36,
    takenOff: 'strap-opened',
    percent: true,
    saysPowerOff: false,
    sos: true,
  },
  owntracks: {
    protocol: 'owntracks',
    technology: 'phone',
    model: 'simulated phone, OwnTracks',
    fixEvery: 300,
    uploadEvery: 300,
    batteryHours: 34,
    takenOff: null,
    percent: true,
    saysPowerOff: false,
    sos: false,
  },
  osmand: {
    protocol: 'osmand',
    technology: 'phone',
    model: 'simulated phone, Traccar Client',
    fixEvery: 300,
    uploadEvery: 300,
    batteryHours: 34,
    takenOff: null,
    percent: true,
    saysPowerOff: false,
    sos: true,
  },
};

/** An identifier in each protocol's form. IMEIs begin with 00: the range that is kept for test equipment. */
export function identifierOf(protocol: ProtocolName, seed: number, index: number): string {
  const number = `${(seed % 90) + 10}${`${index}`.padStart(6, '0')}`;
  switch (protocol) {
    case 'laipac':
      return number;
    case 'megastek':
    case 'r16h':
      return `0044010${number}`;
    case 'watch':
      return `88${number}`;
    case 'owntracks':
      return `owntracks/sim${number}/phone`;
    case 'osmand':
      return `sim${number}`;
  }
}

export const carriers = ['Front Range Mobile', 'Plains Wireless', 'Summit Cellular'] as const;
export type Carrier = (typeof carriers)[number];
