import type { LetterBlock, LetterKind, LetterLanguage, LetterTemplate } from '@attend/casework';
import { millis, type Queryable } from './queryable.ts';

export type NamedStaff = { readonly id: string; readonly name: string };
export type TemplateVersionRow = LetterTemplate & {
  readonly templateId: string;
  readonly name: string;
  readonly withdrawnAt: number | null;
  readonly version: number;
  readonly revision: number;
  readonly authors: readonly NamedStaff[];
  readonly changedAt: number;
  readonly publishedAt: number | null;
  readonly publishedBy: NamedStaff | null;
  readonly discardedAt: number | null;
};

const columns = `t.id as "templateId", t.kind, t.language, t.name, ${millis('t.withdrawn_at')} as "withdrawnAt", v.version, v.title, v.body, v.revision,
  (select json_agg(json_build_object('id', s.id, 'name', s.name) order by s.name, s.id) from staff s where s.id = any (v.authors)) as authors,
  ${millis('v.changed_at')} as "changedAt", ${millis('v.published_at')} as "publishedAt", ${millis('v.discarded_at')} as "discardedAt",
  case when p.id is not null then json_build_object('id', p.id, 'name', p.name) end as "publishedBy"
from letter_template t join letter_template_version v on v.template_id = t.id left join staff p on p.id = v.published_by`;

/** All of a programme's, the newest version of each first. */
export async function listTemplateVersions(client: Queryable): Promise<TemplateVersionRow[]> {
  const { rows } = await client.query<TemplateVersionRow>(
    `select ${columns} order by t.kind, t.language, t.name, t.id, v.version desc limit 2000`,
  );
  return rows;
}

/** What is offered: the newest published version of each template that was not withdrawn. */
export async function listPublished(client: Queryable): Promise<TemplateVersionRow[]> {
  const { rows } = await client.query<TemplateVersionRow>(
    `select distinct on (t.id) ${columns} where t.withdrawn_at is null and v.published_at is not null order by t.id, v.version desc`,
  );
  return rows;
}

/** Its versions, the newest first; the template is locked until the transaction ends. */
export async function lockTemplate(client: Queryable, id: string): Promise<TemplateVersionRow[]> {
  const { rows } = await client.query<TemplateVersionRow>(
    `select ${columns} where t.id = $1 order by v.version desc for update of t`,
    [id],
  );
  return rows;
}

export type NewTemplate = {
  readonly programmeId: string;
  readonly kind: LetterKind;
  readonly language: LetterLanguage;
  readonly name: string;
  readonly by: string;
};

export async function insertTemplate(client: Queryable, made: NewTemplate): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    'insert into letter_template (programme_id, kind, language, name, created_by) values ($1, $2, $3, $4, $5) returning id',
    [made.programmeId, made.kind, made.language, made.name, made.by],
  );
  return rows[0]?.id ?? '';
}

type Words = { readonly title: string; readonly body: readonly LetterBlock[] };
type Version = { readonly templateId: string; readonly version: number };

export async function insertDraft(
  client: Queryable,
  of: Version & { readonly programmeId: string; readonly by: string },
  { title, body }: Words,
): Promise<void> {
  await client.query(
    'insert into letter_template_version (template_id, version, programme_id, title, body, authors) values ($1, $2, $3, $4, $5, array[$6::uuid])',
    [of.templateId, of.version, of.programmeId, title, JSON.stringify(body), of.by],
  );
}

export async function updateDraft(
  client: Queryable,
  { templateId, version }: Version,
  { title, body }: Words,
  by: string,
): Promise<void> {
  await client.query(
    `update letter_template_version set title = $3, body = $4, revision = revision + 1, changed_at = now(),
       authors = case when $5::uuid = any (authors) then authors else authors || $5::uuid end where template_id = $1 and version = $2`,
    [templateId, version, title, JSON.stringify(body), by],
  );
}

export async function writePublished(client: Queryable, of: Version, by: string): Promise<void> {
  await client.query(
    'update letter_template_version set published_at = now(), published_by = $3 where template_id = $1 and version = $2',
    [of.templateId, of.version, by],
  );
}

export async function writeDiscarded(client: Queryable, of: Version, by: string): Promise<void> {
  await client.query(
    'update letter_template_version set discarded_at = now(), discarded_by = $3 where template_id = $1 and version = $2',
    [of.templateId, of.version, by],
  );
}

export async function writeWithdrawn(client: Queryable, id: string, by: string): Promise<void> {
  await client.query('update letter_template set withdrawn_at = now(), withdrawn_by = $2 where id = $1', [
    id,
    by,
  ]);
}
