import type { Queryable } from './queryable.ts';

export type ProgrammeRow = { readonly id: string; readonly name: string; readonly timezone: string };

/** Every programme: for the machine's operator, as the owner's role. The application's role sees only its own. */
export async function listProgrammes(client: Queryable): Promise<ProgrammeRow[]> {
  const { rows } = await client.query<ProgrammeRow>(
    'select id, name, timezone from programme order by created_at, id',
  );
  return rows;
}

/** Makes one programme where there is none, whoever else is about to do the same. In a transaction; answers the one that stands. */
export async function insertFirstProgramme(
  client: Queryable,
  programme: { readonly name: string; readonly timezone: string },
  operator: string,
): Promise<ProgrammeRow> {
  await client.query('lock table programme in exclusive mode');
  const [standing] = await listProgrammes(client);
  return standing ?? (await insertProgramme(client, programme, operator));
}

async function insertProgramme(
  client: Queryable,
  programme: { readonly name: string; readonly timezone: string },
  operator: string,
): Promise<ProgrammeRow> {
  const { rows } = await client.query<ProgrammeRow>(
    'insert into programme (name, timezone) values ($1, $2) returning id, name, timezone',
    [programme.name, programme.timezone],
  );
  const [made] = rows;
  if (made === undefined) throw new Error('no programme was made');
  await client.query(
    `insert into audit_entry (programme_id, operator, action, entity, entity_id)
     values ($1, $2, 'programme.created', 'programme', $3)`,
    [made.id, operator, made.id],
  );
  return made;
}
