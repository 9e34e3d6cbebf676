import { parseInstant } from '@attend/kernel';
import type {
  AgreementRecord,
  ClauseKind,
  ClauseRecord,
  ConditionRecord,
  LegalBasis,
  OrderRecord,
  OrderVersionRecord,
} from './records.ts';

/** `day('03-01')`: that day of 2026 at midnight UTC. For this folder's tests. */
export function day(text: string): number {
  const at = parseInstant(`2026-${text}T00:00:00Z`);
  if (at === null) throw new Error(`no day: ${text}`);
  return at;
}

export const order = (over: Partial<OrderRecord> = {}): OrderRecord => ({
  id: 'o',
  reference: 'O-1',
  status: 'active',
  endedAt: null,
  enteredInError: false,
  ...over,
});

export const version = (
  number: number,
  from: string,
  over: Partial<OrderVersionRecord> = {},
): OrderVersionRecord => ({
  id: `v${number}`,
  orderId: 'o',
  version: number,
  from: day(from),
  to: day('12-31'),
  effectiveAt: day(from),
  ...over,
});

export const clause = (
  kind: ClauseKind,
  versionId = 'v1',
  over: Partial<ClauseRecord> = {},
): ClauseRecord => ({
  id: `${versionId}-${over.number ?? kind}`,
  versionId,
  number: kind,
  kind,
  from: day('01-01'),
  to: null,
  ...over,
});

export const agreement = (versionId = 'v1', over: Partial<AgreementRecord> = {}): AgreementRecord => ({
  id: `a-${versionId}-${over.signedAt ?? ''}`,
  versionId,
  location: 'trail',
  signedAt: day('01-01'),
  withdrawnAt: null,
  ...over,
});

export const condition = (over: Partial<ConditionRecord> = {}): ConditionRecord => ({
  id: 'c',
  reference: 'c1',
  clauseId: 'v1-curfew',
  kind: 'curfew',
  area: { center: [-80.2, 25.8], radius: 100 },
  timetable: [],
  from: day('01-01'),
  to: null,
  endedAt: null,
  enteredInError: false,
  ...over,
});

/** One order in force all year with a trail clause, a curfew clause and a signed agreement, but for what is given. */
export const basis = (over: Partial<LegalBasis> = {}): LegalBasis => ({
  orders: [order()],
  versions: [version(1, '01-01')],
  clauses: [clause('location-trail'), clause('curfew')],
  agreements: [agreement()],
  ...over,
});
