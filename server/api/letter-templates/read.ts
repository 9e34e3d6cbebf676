import { builtInTemplates, builtInVersion } from '@attend/casework';
import type {
  LetterTemplateList,
  LetterTemplateVersion,
  LetterTemplateView,
} from '@attend/contracts/letter-templates';
import { formatInstant, type Result, succeed } from '@attend/kernel';
import {
  listTemplateVersions,
  type TemplateVersionRow,
} from '../../database/repositories/letter-templates.ts';
import { instantText } from '../alerts/summary.ts';
import type { StaffContext } from '../context.ts';

const statusOf = ({ publishedAt, discardedAt }: TemplateVersionRow): LetterTemplateVersion['status'] => {
  if (publishedAt !== null) return 'published';
  return discardedAt === null ? 'draft' : 'discarded';
};

const viewVersion = (row: TemplateVersionRow): LetterTemplateVersion => ({
  ...{ version: row.version, title: row.title, revision: row.revision, status: statusOf(row) },
  body: [...row.body],
  authors: [...row.authors],
  changed: formatInstant(row.changedAt),
  published:
    row.publishedAt === null || row.publishedBy === null
      ? null
      : { at: formatInstant(row.publishedAt), by: row.publishedBy },
});

/** Rows of one template stand together. */
function viewTemplates(rows: readonly TemplateVersionRow[]): LetterTemplateView[] {
  const found = new Map<string, LetterTemplateView>();
  for (const row of rows) {
    const { templateId: id, kind, language, name } = row;
    const known = found.get(id);
    if (known === undefined)
      found.set(id, {
        ...{ id, kind, language, name },
        withdrawn: instantText(row.withdrawnAt),
        versions: [viewVersion(row)],
      });
    else known.versions.push(viewVersion(row));
  }
  return [...found.values()];
}

/** LTR-11: what is offered besides the programme's own: the program's, for kinds and languages of which it has published none. */
export const isReplaced = (
  { kind, language }: Pick<TemplateVersionRow, 'kind' | 'language'>,
  published: readonly Pick<TemplateVersionRow, 'kind' | 'language'>[],
): boolean => published.some((one) => one.kind === kind && one.language === language);

export async function readTemplates({ client }: StaffContext): Promise<Result<LetterTemplateList>> {
  const rows = await listTemplateVersions(client);
  const published = rows.filter((row) => row.publishedAt !== null && row.withdrawnAt === null);
  return succeed({
    templates: viewTemplates(rows),
    builtIn: builtInTemplates().map((template) => ({
      ...template,
      body: [...template.body],
      version: builtInVersion,
      replaced: isReplaced(template, published),
    })),
  });
}
