/**
 * What ends by itself, and when: data. `least` and `most` bound what a programme may choose; the reasons are shown beside
 * each term. Days count from the instant named by `from`.
 */
export type RetentionKind = {
  readonly kind: RetentionKindName;
  /** `programme`: a term that each programme sets. `fixed`: the program's own working data, the same for all. */
  readonly term: 'programme' | 'fixed';
  readonly days: number;
  readonly least: number | null;
  readonly most: number | null;
};

export const retentionKindNames = [
  'readings',
  'violation-positions',
  'rejections',
  'alerts',
  'device-flags',
  'hearings',
  'check-ins',
  'arranged-help',
  'contact-entries',
  'messages',
  'replies',
  'complaints',
  'look-copies',
  'case-documents',
  'check-in-photos',
  'reference-photos',
  'access-records',
  'audit-values',
  'unused-files',
  'idempotency-keys',
  'sessions',
  'feed',
  'unknown-devices',
  'listening',
] as const;
export type RetentionKindName = (typeof retentionKindNames)[number];

/** The same as `audit_least_term` in the database. */
export const leastForAudit = 1_095;

const programme = (kind: RetentionKindName, days: number, least: number, most: number): RetentionKind => ({
  kind,
  term: 'programme',
  days,
  least,
  most,
});
const fixed = (kind: RetentionKindName, days: number): RetentionKind => ({
  kind,
  term: 'fixed',
  days,
  least: null,
  most: null,
});

/** In the order in which they are shown and run. The reasons stand in docs/rules/retention.md and on the page. */
export const retentionKinds: readonly RetentionKind[] = [
  // A year: an order's usual length. At least 30 days, so that a device's own store (days) is recognised when it is sent again.
  programme('readings', 365, 30, 3_650),
  // Positions kept because a violation was confirmed: as long as readings are under `trail`, never longer than their alert.
  programme('violation-positions', 365, 30, 3_650),
  // Frames that were wrong: to find a fault of a device or a codec. May hold a place, so a quarter.
  programme('rejections', 90, 7, 365),
  // Five years after closing: appeals and complaints about what was done on an alert.
  programme('alerts', 1_825, 365, 7_300),
  // As alerts: whether a device's word could be trusted is asked as long as anything rests on it. What nobody has looked at stays.
  programme('device-flags', 1_825, 365, 7_300),
  // Three years from the appearance or the check-in: within them a complaint or a claim about it comes. No longer than looks at them
  // are kept at least, so that who looked at one is known for as long as there is one.
  programme('hearings', leastForAudit, 365, leastForAudit),
  programme('check-ins', leastForAudit, 365, leastForAudit),
  // As what it was for: whether somebody was helped to come is asked together with whether they came.
  programme('arranged-help', leastForAudit, 365, leastForAudit),
  // As check-ins: that somebody was called or visited is told with what was decided on it.
  programme('contact-entries', leastForAudit, 365, leastForAudit),
  // A year: whether somebody was told of a hearing is asked at the next ones.
  programme('messages', 365, 30, leastForAudit),
  programme('replies', 365, 30, leastForAudit),
  // Five years after the last answer, as alerts: what was complained about may be asked again when the matter itself is.
  programme('complaints', 1_825, 365, 7_300),
  // As hearings: within three years whoever was refused a copy, or handed another's, complains about it.
  programme('look-copies', leastForAudit, 365, leastForAudit),
  // As alerts: what an order and its hearings rested on is asked for in appeals and complaints about them.
  programme('case-documents', 1_825, 365, 7_300),
  // A face, kept for one comparison by eye: as soon as that is made and could be questioned, it has done its work. Never longer.
  programme('check-in-photos', 28, 7, 28),
  // Compared with until it is replaced, or no order stands any more.
  programme('reference-photos', 28, 7, 90),
  // Who looked, and what was changed from what to what: seven years, within which a complaint or a claim about it comes, and
  // longer than whatever was looked at or changed. Three at least: migration 0022 lets nothing younger go, whoever asks.
  programme('access-records', 2_555, leastForAudit, 10_950),
  programme('audit-values', 2_555, leastForAudit, 10_950),
  // Sent, and nothing was made of it: a form that was left.
  fixed('unused-files', 1),
  // A repeat of a write comes within hours (an offline queue); the first answer is people's data.
  fixed('idempotency-keys', 1),
  // Expired ones: nothing reads them any more.
  fixed('sessions', 1),
  // Screens that were away for longer read their lists again.
  fixed('feed', 1),
  // Somebody else's devices may knock for ever; a month shows whether one of ours is missing in the list.
  fixed('unknown-devices', 30),
  // Says whether we listened while a device was silent: longer than any order's usual length.
  fixed('listening', 400),
];

export const kindNamed = (name: RetentionKindName): RetentionKind => {
  const found = retentionKinds.find(({ kind }) => kind === name);
  if (found === undefined) throw new Error(`no kind ${name}`);
  return found;
};
