import type { KeyObject } from 'node:crypto';
import type { OrderView } from '@attend/contracts/people';
import { formatInstant, type LocationLevel } from '@attend/kernel';
import { millis, type Queryable } from './queryable.ts';
import { openRow } from './sealed.ts';

type VersionRow = {
  id: string;
  version: number;
  from: number;
  to: number | null;
  reviewAt: number | null;
  legalBasis: string;
  effectiveAt: number | null;
  effectiveBy: string | null;
  sealed: string | null;
  clauses: { number: string; kind: string; from: number; to: number | null }[];
  agreement: {
    language: string;
    location: LocationLevel;
    signedAt: number;
    withdrawnAt: number | null;
  } | null;
};
type OrderRow = {
  reference: string;
  status: 'draft' | 'active' | 'ended';
  court: string | null;
  caseId: string | null;
  caseSealed: Buffer | null;
  versions: VersionRow[];
};

const select = `
select o.reference, o.status, c.court, c.id as "caseId", c.sealed as "caseSealed",
  (select coalesce(json_agg(json_build_object('id', v.id, 'version', v.version, 'from', ${millis('v.from_at')},
      'to', ${millis('v.to_at')}, 'reviewAt', ${millis('v.review_at')}, 'legalBasis', v.legal_basis,
      'effectiveAt', ${millis('v.effective_at')}, 'effectiveBy', v.effective_by, 'sealed', encode(v.sealed, 'base64'),
      'clauses', (select coalesce(json_agg(json_build_object('number', l.number, 'kind', l.kind, 'from', ${millis('l.from_at')},
        'to', ${millis('l.to_at')}) order by length(l.number), l.number), '[]') from order_clause l where l.order_version_id = v.id),
      'agreement', (select json_build_object('language', g.language, 'location', g.location, 'signedAt', ${millis('g.signed_at')},
        'withdrawnAt', ${millis('g.withdrawn_at')}) from agreement g where g.order_version_id = v.id order by g.signed_at desc limit 1)
    ) order by v.version desc), '[]') from order_version v where v.order_id = o.id) as versions
from supervision_order o left join court_case c on c.id = o.court_case_id
where o.participant_id = $1 and o.entered_in_error_at is null
order by o.created_at desc, o.reference`;

const text = (at: number | null): string | null => (at === null ? null : formatInstant(at));

function versionView(key: KeyObject | null, row: VersionRow): OrderView['versions'][number] {
  const { agreement } = row;
  const said =
    key === null || row.sealed === null
      ? null
      : openRow(key, 'order_version', row.id, Buffer.from(row.sealed, 'base64'));
  return {
    version: row.version,
    from: formatInstant(row.from),
    to: text(row.to),
    reviewAt: text(row.reviewAt),
    legalBasis: row.legalBasis,
    effectiveAt: text(row.effectiveAt),
    effectiveBy: row.effectiveBy,
    reasons: said?.reasons ?? null,
    clauses: row.clauses.map((clause) => ({
      ...clause,
      from: formatInstant(clause.from),
      to: text(clause.to),
    })),
    agreement:
      agreement === null
        ? null
        : {
            ...agreement,
            signedAt: formatInstant(agreement.signedAt),
            withdrawnAt: text(agreement.withdrawnAt),
          },
  };
}

/** A person's orders as screens show them, newest first, each with its versions, newest first. */
export async function loadOrderViews(
  client: Queryable,
  key: KeyObject | null,
  participantId: string,
): Promise<OrderView[]> {
  const { rows } = await client.query<OrderRow>({
    name: 'order-views',
    text: select,
    values: [participantId],
  });
  return rows.map((row) => ({
    reference: row.reference,
    status: row.status,
    court: row.court,
    caseNumber:
      key === null || row.caseId === null || row.caseSealed === null
        ? null
        : openRow(key, 'court_case', row.caseId, row.caseSealed).number,
    versions: row.versions.map((version) => versionView(key, version)),
  }));
}
