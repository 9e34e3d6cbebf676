import { millis, type Queryable } from './queryable.ts';

export type AgreementTextRow = {
  readonly language: string;
  readonly version: number;
  readonly text: string;
  readonly madeAt: number;
};

const select = `select distinct on (language) language, version, text, ${millis('made_at')} as "madeAt" from agreement_text`;
const newest = 'order by language, version desc';

/** An agency's own texts, the newest of each language. */
export async function listAgreementTexts(client: Queryable): Promise<AgreementTextRow[]> {
  return (await client.query<AgreementTextRow>(`${select} ${newest} limit 200`)).rows;
}
export async function findAgreementText(
  client: Queryable,
  language: string,
): Promise<AgreementTextRow | null> {
  const { rows } = await client.query<AgreementTextRow>(`${select} where language = $1 ${newest}`, [
    language,
  ]);
  return rows[0] ?? null;
}
export async function insertAgreementText(
  client: Queryable,
  made: {
    readonly programmeId: string;
    readonly language: string;
    readonly text: string;
    readonly by: string;
  },
): Promise<number> {
  const { rows } = await client.query<{ version: number }>(
    `insert into agreement_text (programme_id, language, version, text, made_by)
     values ($1, $2, coalesce((select max(version) from agreement_text where programme_id = $1 and language = $2), 0) + 1, $3, $4)
     returning version`,
    [made.programmeId, made.language, made.text, made.by],
  );
  return rows[0]?.version ?? 0;
}
