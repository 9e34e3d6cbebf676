/** One change of the engine to an alert, as its row. Instants in milliseconds. */
export type FindingRow = {
  readonly ordinal: number;
  readonly kind: string;
  readonly condition: string | null;
  readonly from: number;
  readonly to: number | null;
  readonly raisedAt: number;
  readonly clearedAt: number | null;
  readonly withdrawnAt: number | null;
  readonly severity: string;
  readonly certainty: string;
  readonly policyName: string;
  readonly policyRevision: number;
  readonly sealed: Buffer;
  readonly closes: boolean;
};

export type RejectionRow = {
  readonly deviceId: string;
  readonly at: number;
  readonly reason: string;
  readonly length: number;
  readonly hash: Buffer;
  readonly sealed: Buffer | null;
};

/** What one assignment's evaluation wants durable, on the condition that its state still has `version`. */
export type CommitEntry = {
  readonly assignmentId: number;
  readonly programmeId: string;
  readonly participantId: string;
  /** Expected; the commit makes it version + 1. */
  readonly version: number;
  /** Sealed and packed; null where nothing of a reading is to be kept. */
  readonly upload: Buffer | null;
  readonly findings: readonly FindingRow[];
  readonly snapshot: { readonly content: Buffer; readonly planVersion: number } | null;
  /** Undefined: as it stands. Null: no clock runs. */
  readonly due: number | null | undefined;
  readonly rejections: readonly RejectionRow[];
  /** Under `zones`, while confirmed violations last: sealed positions by the alert's ordinal. */
  readonly positions: readonly { readonly ordinal: number; readonly content: Buffer }[];
  /** Alerts withdrawn: their positions go. */
  readonly withdrawn: readonly number[];
  /** The device's last word of itself, where it has changed or aged. */
  readonly health: Health | null;
};

export type Health = {
  readonly lastContactAt: number;
  readonly batteryPercent: number | null;
  readonly charging: boolean | null;
  readonly strap: 'closed' | 'open' | null;
};
