import type { AlertDetail, AlertSummary } from '@attend/contracts/alerts';
import type { PersonSummary } from '@attend/contracts/people';

let made = 0;
const uuid = (kind: string, n: number) =>
  `019a0000-0000-7000-8${kind.padStart(3, '0')}-${n.toString(16).padStart(12, '0')}`;

/** An alert for tests: every field valid by the contract, each call another one. */
export function sampleAlert(over: Partial<AlertSummary> = {}): AlertSummary {
  made += 1;
  return {
    id: uuid('a', made),
    participant: { id: uuid('b', made), reference: `P-${1000 + made}`, name: `Sample Person ${made}` },
    kind: 'silent',
    condition: null,
    severity: 'medium',
    certainty: 'confirmed',
    status: 'new',
    from: '2026-11-24T09:00:00Z',
    to: null,
    raisedAt: '2026-11-24T09:00:00Z',
    clearedAt: null,
    withdrawnAt: null,
    occurrences: 1,
    technology: 'ankle',
    office: null,
    officer: null,
    acknowledgedBy: null,
    outcome: null,
    version: 1,
    ...over,
  };
}

const policy = { name: 'standard', revision: 1 };

export function sampleDetail(over: Partial<AlertDetail> = {}): AlertDetail {
  const summary = sampleAlert();
  const occurrence = (ordinal: number): AlertDetail['occurrenceList'][number] => ({
    ordinal,
    from: summary.from,
    to: null,
    raisedAt: summary.raisedAt,
    clearedAt: null,
    withdrawnAt: null,
    severity: summary.severity,
    certainty: summary.certainty,
    because: [],
    readings: [summary.from],
    policy,
  });
  return {
    ...summary,
    occurrenceList: [occurrence(1), occurrence(2)],
    transitions: [],
    device: {
      identifier: '357653051212345',
      protocol: 'laipac',
      technology: 'ankle',
      battery: null,
      strap: null,
      lastContact: null,
    },
    zone: null,
    movement: { permitted: true, why: '', fixes: [] },
    lastPlace: null,
    plannedRemoval: null,
    ...over,
  };
}

export function samplePerson(over: Partial<PersonSummary> = {}): PersonSummary {
  return {
    ...sampleAlert().participant,
    office: null,
    officer: null,
    technology: 'ankle',
    device: '357653051212345',
    openAlerts: 0,
    lastContact: null,
    suspended: false,
    matched: null,
    ...over,
  };
}
