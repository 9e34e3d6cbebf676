import { checkTemplate } from '@attend/casework';
import type {
  letterDraftDecide,
  letterDraftWrite,
  letterTemplateChanged,
  letterTemplateCreate,
} from '@attend/contracts/letter-templates';
import { type Failure, fail, type Result, say, succeed } from '@attend/kernel';
import type { z } from 'zod';
import {
  insertDraft,
  insertTemplate,
  lockTemplate,
  type TemplateVersionRow,
  updateDraft,
  writeDiscarded,
  writePublished,
  writeWithdrawn,
} from '../../database/repositories/letter-templates.ts';
import { findSame } from '../../database/repositories/second-person.ts';
import { besides } from '../account-requests/same-person.ts';
import type { StaffContext } from '../context.ts';

type Changed = Result<z.output<typeof letterTemplateChanged>>;
const missing: Failure = { code: 'not-found', message: 'There is no such template here.' };
const changed: Failure = {
  code: 'version-changed',
  message: 'Somebody has changed, published or discarded this draft meanwhile. Look at it again.',
};
const withdrawn: Failure = { code: 'withdrawn', message: 'This template is withdrawn.' };
const ownWords: Failure = {
  code: 'second-person',
  ...say('You wrote in this draft: somebody else reads and publishes it. {note}', { note: besides }),
};
const inBody = (failure: Failure): Failure => ({ ...failure, path: ['body', ...(failure.path ?? [])] });

export async function createTemplate(
  { client, programme, actor, audit }: StaffContext,
  given: z.output<typeof letterTemplateCreate>,
): Promise<Changed> {
  const checked = checkTemplate(given);
  if (!checked.ok) return fail(inBody(checked.error));
  const { kind, language, name } = given;
  const by = actor.staffId;
  const template = await insertTemplate(client, { programmeId: programme.id, kind, language, name, by });
  await insertDraft(client, { templateId: template, version: 1, programmeId: programme.id, by }, given);
  const entity = { entity: 'letter_template', entityId: template };
  await audit({ action: 'letter-template.created', ...entity, after: given });
  return succeed({ template, version: 1, revision: 1 });
}

/** LTR-12: the open draft in the revision that was read, or the next version of what stands. */
export async function writeDraft(
  context: StaffContext,
  id: string,
  { revision, ...words }: z.output<typeof letterDraftWrite>,
): Promise<Changed> {
  const { client, programme, actor, audit } = context;
  const [latest] = await lockTemplate(client, id);
  if (latest === undefined) return fail(missing);
  if (latest.withdrawnAt !== null) return fail(withdrawn);
  const open = isOpen(latest) ? latest : null;
  if ((open?.revision ?? null) !== revision) return fail(changed);
  const checked = checkTemplate({ kind: latest.kind, ...words });
  if (!checked.ok) return fail(inBody(checked.error));
  const version = open === null ? latest.version + 1 : open.version;
  const of = { templateId: id, version, programmeId: programme.id, by: actor.staffId };
  if (open === null) await insertDraft(client, of, words);
  else await updateDraft(client, of, words, actor.staffId);
  const before = open === null ? null : { title: open.title, body: open.body };
  const entity = { entity: 'letter_template', entityId: id };
  await audit({ action: 'letter-template.drafted', ...entity, before, after: { version, ...words } });
  return succeed({ template: id, version, revision: (open?.revision ?? 0) + 1 });
}

const isOpen = ({ publishedAt, discardedAt }: TemplateVersionRow): boolean =>
  publishedAt === null && discardedAt === null;

/** The draft that was read, and no other. */
async function takeDraft(
  { client }: StaffContext,
  id: string,
  { version, revision }: z.output<typeof letterDraftDecide>,
): Promise<Result<TemplateVersionRow>> {
  const [latest] = await lockTemplate(client, id);
  if (latest === undefined) return fail(missing);
  if (latest.withdrawnAt !== null) return fail(withdrawn);
  return isOpen(latest) && latest.version === version && latest.revision === revision
    ? succeed(latest)
    : fail(changed);
}

async function finish(
  { audit }: StaffContext,
  { templateId, version, revision }: TemplateVersionRow,
  action: string,
): Promise<Changed> {
  const entity = { entity: 'letter_template', entityId: templateId };
  await audit({ action: `letter-template.${action}`, ...entity, after: { version } });
  return succeed({ template: templateId, version, revision });
}

/** LTR-13: by somebody who wrote nothing of it, and counts as nobody who did. */
export async function publish(
  context: StaffContext,
  id: string,
  given: z.output<typeof letterDraftDecide>,
): Promise<Changed> {
  const { client, actor } = context;
  const taken = await takeDraft(context, id, given);
  if (!taken.ok) return taken;
  const authors = taken.value.authors.map((one) => one.id);
  if ((await findSame(client, actor.staffId, authors)).size > 0) return fail(ownWords);
  await writePublished(client, taken.value, actor.staffId);
  return finish(context, taken.value, 'published');
}

export async function discard(
  context: StaffContext,
  id: string,
  given: z.output<typeof letterDraftDecide>,
): Promise<Changed> {
  const taken = await takeDraft(context, id, given);
  if (!taken.ok) return taken;
  await writeDiscarded(context.client, taken.value, context.actor.staffId);
  return finish(context, taken.value, 'discarded');
}

/** LTR-14: offered no more. Its versions, and what was made of them, stay. */
export async function withdraw(context: StaffContext, id: string): Promise<Changed> {
  const [latest] = await lockTemplate(context.client, id);
  if (latest === undefined) return fail(missing);
  if (latest.withdrawnAt !== null) return fail(withdrawn);
  await writeWithdrawn(context.client, id, context.actor.staffId);
  return finish(context, latest, 'withdrawn');
}
