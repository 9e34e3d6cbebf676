import type {
  Area,
  LocationLevel,
  Millis,
  Technology,
  TimetableEntry,
  ZoneConditionKind,
} from '@attend/kernel';

export const clauseKinds = [
  'location-status',
  'location-zones',
  'location-trail',
  'technology-ankle',
  'technology-wrist',
  'technology-phone',
  'exclusion-zone',
  'inclusion-zone',
  'curfew',
  'check-ins',
  'attendance',
] as const;
export type ClauseKind = (typeof clauseKinds)[number];

export type OrderRecord = {
  readonly id: string;
  readonly reference: string;
  readonly status: 'draft' | 'active' | 'ended';
  readonly endedAt: Millis | null;
  readonly enteredInError: boolean;
};

/** `effectiveAt`: its agreement was signed, or the court's service of it recorded; null: a draft, which permits nothing. */
export type OrderVersionRecord = {
  readonly id: string;
  readonly orderId: string;
  readonly version: number;
  readonly from: Millis;
  readonly to: Millis | null;
  readonly effectiveAt: Millis | null;
};

export type ClauseRecord = {
  readonly id: string;
  readonly versionId: string;
  readonly number: string;
  readonly kind: ClauseKind;
  readonly from: Millis;
  readonly to: Millis | null;
};

export type AgreementRecord = {
  readonly id: string;
  readonly versionId: string;
  /** The most that the participant agreed to. */
  readonly location: LocationLevel;
  readonly signedAt: Millis;
  readonly withdrawnAt: Millis | null;
};

export type ConditionRecord = {
  readonly id: string;
  readonly reference: string;
  readonly clauseId: string;
  readonly kind: ZoneConditionKind;
  readonly area: Area;
  readonly timetable: readonly TimetableEntry[];
  readonly from: Millis;
  readonly to: Millis | null;
  readonly endedAt: Millis | null;
  readonly enteredInError: boolean;
};

export type ExceptionRecord = {
  readonly conditionId: string;
  readonly from: Millis;
  readonly to: Millis;
  readonly status: 'asked' | 'granted' | 'refused' | 'withdrawn';
  readonly reason: string;
};

/** A person's orders, whole: what authority and conditions are worked out from. */
export type LegalBasis = {
  readonly orders: readonly OrderRecord[];
  readonly versions: readonly OrderVersionRecord[];
  readonly clauses: readonly ClauseRecord[];
  readonly agreements: readonly AgreementRecord[];
};

/** A device's time with the person. */
export type AssignmentRecord = {
  readonly from: Millis;
  readonly to: Millis | null;
  readonly device: string;
  readonly technology: Technology;
  readonly fixEvery: number;
  readonly uploadEvery: number;
};
