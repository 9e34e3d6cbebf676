import { randomUUIDv7 } from 'node:crypto';
import { type CaseloadOrder, unstatedBasis } from '@attend/casework/caseload/orders';
import type { Keyring } from '@attend/server/keys/keyring';
import { orderColumns } from './enrolment-rows.ts';
import { insertRows } from './insert-rows.ts';
import { instantOf, instantOrNull, type Queryable } from './queryable.ts';
import { sealRow } from './sealed.ts';

export type WrittenOrder = {
  readonly given: CaseloadOrder;
  readonly participantId: string;
  /** Of an order that stands and gets a further version. */
  readonly standingId: string | null;
};
type Writer = {
  readonly client: Queryable;
  readonly keyring: Keyring;
  readonly programmeId: string;
  readonly staffId: string | null;
};

/** Versions of orders with their clauses and agreements, marked as imported; answers the ids of their versions in order. */
export async function insertCaseloadOrders(
  { client, keyring, programmeId: programme_id, staffId }: Writer,
  orders: readonly WrittenOrder[],
): Promise<string[]> {
  const ids = new Map<string, string>();
  const made = orders.map((one) => {
    const name = JSON.stringify([one.participantId, one.given.order]);
    const orderId = one.standingId ?? ids.get(name) ?? randomUUIDv7();
    const isFirst = one.standingId === null && !ids.has(name);
    ids.set(name, orderId);
    return { ...one, orderId, isFirst, versionId: randomUUIDv7() };
  });
  await insertRows(
    client,
    'supervision_order',
    {
      ...{ id: 'uuid', programme_id: 'uuid', participant_id: 'uuid', reference: 'text', status: 'text' },
      ...{ ended_at: 'timestamptz', ended_as: 'text' },
    },
    made
      .filter(({ isFirst }) => isFirst)
      .map(({ orderId, participantId, given }) => ({
        ...{ id: orderId, programme_id, participant_id: participantId, reference: given.order },
        status: given.ended === null ? 'active' : 'ended',
        ...{ ended_at: instantOrNull(given.ended), ended_as: given.endedAs },
      })),
  );
  await insertRows(
    client,
    'order_version',
    orderColumns.order_version,
    made.map(({ versionId, orderId, participantId, given }) => ({
      ...{ id: versionId, programme_id, order_id: orderId, version: given.version },
      ...{ from_at: instantOf(given.from), to_at: instantOrNull(given.to) },
      ...{ review_at: instantOrNull(given.review), legal_basis: given.legalBasis ?? unstatedBasis },
      ...{ effective_at: instantOf(given.from), effective_by: 'import', created_by: staffId },
      sealed: sealRow(keyring.create(participantId), 'order_version', versionId, {
        ...{ necessity: given.necessity, lesserMeans: given.lesserMeans, reasons: given.reasons },
        ...{ vulnerability: given.vulnerability, representations: given.representations },
        language: given.agreement?.language ?? null,
      }),
    })),
  );
  await insertRows(
    client,
    'order_clause',
    orderColumns.order_clause,
    made.flatMap(({ versionId, given }) =>
      given.clauses.map(({ number, kind, from, to }) => ({
        ...{ id: randomUUIDv7(), programme_id, order_version_id: versionId, number, kind },
        ...{ from_at: instantOf(from), to_at: instantOrNull(to) },
      })),
    ),
  );
  await insertRows(
    client,
    'agreement',
    orderColumns.agreement,
    made.flatMap(({ versionId, participantId, given: { agreement } }) => {
      if (agreement === null) return [];
      const id = randomUUIDv7();
      return [
        {
          ...{ id, programme_id, order_version_id: versionId, language: agreement.language ?? 'und' },
          ...{ text_version: 'import', location: agreement.location },
          ...{ signed_at: instantOf(agreement.signedAt), withdrawn_at: instantOrNull(agreement.withdrawnAt) },
          sealed: sealRow(keyring.create(participantId), 'agreement', id, {}),
        },
      ];
    }),
  );
  return made.map(({ versionId }) => versionId);
}
