/**
 * What looks wrong about a device. A flag is an observation about equipment and never about who wears it: it raises no alert,
 * and a person says what came of looking.
 */
export const deviceFlagKinds = ['cloned', 'replayed', 'impossible-travel'] as const;
export type DeviceFlagKind = (typeof deviceFlagKinds)[number];

/** What showed it. */
export const deviceFlagSigns = ['two-connections', 'two-sequences', 'old-uploads', 'jumps'] as const;
export type DeviceFlagSign = (typeof deviceFlagSigns)[number];

/** How two addresses of one device stood to each other. The addresses themselves are not kept: they say where somebody is. */
export const addressChanges = ['same-address', 'same-network', 'other-network', 'other-family'] as const;
export type AddressChange = (typeof addressChanges)[number];

/** What came of looking at a flag. `not-found`: nothing that would explain it. */
export const deviceFlagOutcomes = ['explained', 'device-fault', 'misused', 'not-found'] as const;
export type DeviceFlagOutcome = (typeof deviceFlagOutcomes)[number];

/** Which devices a list shows. `attention`: with a flag that nobody has looked at, or in quarantine. */
export const deviceLists = ['attention', 'quarantined', 'shelf', 'all'] as const;
export type DeviceList = (typeof deviceLists)[number];

/**
 * When something is a flag. A device that changes networks speaks on a new connection while segments of the old one still
 * arrive: that is one return to each. So two whole rounds more are asked for.
 */
export const flagAfter = {
  /** Returns to a connection, or to a line of sequence numbers, after the other one spoke, within the span. */
  returns: 4,
  within: 3_600_000,
  /** Readings sent again from an address that brings nothing new. */
  replays: 3,
  /** A device sends again what was not acknowledged within minutes; what is older than this was acknowledged long ago. */
  resendWithin: 30 * 60_000,
  /** After power is back a device may send its whole store again; it then goes on with what is new, within its rhythm. */
  nothingNewFor: 20 * 60_000,
  /** One impossible jump is a reflection; two within the span are a device that is in two places, or says so. */
  jumps: 2,
} as const;
