import { rolesThatMayBe } from '@attend/contracts/supervision';
import type { Queryable } from './queryable.ts';

export type OfficerChoice = { readonly id: string; readonly name: string };

/** Whoever of the agency may be a case officer, by name. */
export async function listOfficers(client: Queryable): Promise<OfficerChoice[]> {
  const { rows } = await client.query<OfficerChoice>(
    `select s.id, s.name from staff s where s.ended_at is null and s.provider_id is null and exists (select from staff_role r
       where r.staff_id = s.id and r.role = any($1) and r.from_at <= now() and (r.to_at is null or r.to_at > now()))
     order by s.name, s.id`,
    [rolesThatMayBe['case-officer']],
  );
  return rows;
}
