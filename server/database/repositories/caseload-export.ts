import type { CaseloadPersonRow } from './caseload-standing.ts';
import type { Queryable } from './queryable.ts';
import { isReached, type Reach } from './reach.ts';

export type ExportedPerson = Omit<CaseloadPersonRow, 'inError' | 'reached' | 'version'>;

/** A page of everybody within reach, by number, after one. */
export async function listCaseloadPeople(
  client: Queryable,
  { programmeId, whole, keys }: Reach,
  after: string,
  limit: number,
): Promise<ExportedPerson[]> {
  const { rows } = await client.query<ExportedPerson>({
    name: 'caseload-people',
    text: `select p.id, p.reference, p.sealed, o.name as office, lower(s.email) as officer, p.timezone
      from participant p left join office o on o.id = p.office_id
      left join supervision v on v.participant_id = p.id and v.role = 'case-officer' and v.to_at is null left join staff s on s.id = v.staff_id
      where p.programme_id = $1 and p.reference > $2 and p.entered_in_error_at is null and ($4::boolean or ${isReached('p', '$5')})
      order by p.reference limit $3`,
    values: [programmeId, after, limit, whole, keys],
  });
  return rows;
}
