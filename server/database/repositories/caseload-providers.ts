import { insertRows } from './insert-rows.ts';
import { instantOf, instantOrNull, millis, type Queryable } from './queryable.ts';

export type CaseloadProviderRow = {
  readonly participantId: string;
  readonly providerId: string;
  readonly provider: string;
  readonly from: number;
  readonly to: number | null;
};

/** Providers that there are, by name. */
export async function loadProvidersByName(client: Queryable): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ id: string; name: string }>(
    'select id, name from provider where ended_at is null',
  );
  return new Map(rows.map(({ id, name }) => [name, id]));
}

/** Which providers these people had and have. */
export async function loadCaseloadProviders(
  client: Queryable,
  participants: readonly string[],
): Promise<CaseloadProviderRow[]> {
  const { rows } = await client.query<CaseloadProviderRow>(
    `select s.participant_id as "participantId", s.provider_id as "providerId", p.name as provider, ${millis('s.from_at')} as "from",
       ${millis('s.to_at')} as "to"
     from provider_supervision s join provider p on p.id = s.provider_id where s.participant_id = any($1)
     order by s.participant_id, s.from_at, s.id`,
    [participants],
  );
  return rows;
}

export async function insertCaseloadProviders(
  client: Queryable,
  { programmeId: programme_id }: { readonly programmeId: string },
  made: readonly Omit<CaseloadProviderRow, 'provider'>[],
): Promise<void> {
  await insertRows(
    client,
    'provider_supervision',
    {
      ...{ programme_id: 'uuid', participant_id: 'uuid', provider_id: 'uuid' },
      ...{ from_at: 'timestamptz', to_at: 'timestamptz' },
    },
    made.map(({ participantId, providerId, from, to }) => ({
      ...{ programme_id, participant_id: participantId, provider_id: providerId },
      ...{ from_at: instantOf(from), to_at: instantOrNull(to) },
    })),
  );
}
