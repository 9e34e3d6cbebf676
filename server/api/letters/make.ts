import { createHash } from 'node:crypto';
import { letterForms, previewLetter, renderLetter } from '@attend/casework';
import type { LetterPreview, letterMade } from '@attend/contracts/letters';
import { type Failure, fail, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { insertDocument } from '../../database/repositories/documents.ts';
import { insertLetter } from '../../database/repositories/letters.ts';
import { checkDrawable, drawLetter, type LetterPaper } from '../../letters/draw-letter.ts';
import type { StaffContext } from '../context.ts';
import { keepFile } from '../files/store.ts';
import { type Asked, asksOf, type Composed, composeLetter } from './compose.ts';
import { checkWords } from './recipient.ts';

/** What it would say, with what is missing left standing. Nothing is written. */
export async function previewOf(
  context: StaffContext,
  participant: string,
  asked: Asked,
): Promise<Result<LetterPreview>> {
  const composed = await composeLetter(context, participant, asked);
  if (!composed.ok) return composed;
  const { offered, options, recipient, needs, signer } = composed.value;
  const { title, body } = previewLetter(offered.template, options);
  return succeed({
    ...{ participant, version: offered.version, title, signer, protected: recipient.protected },
    body: [...body],
    to: [...recipient.lines],
    ask: asksOf(needs),
    missing: [...needs.missing],
  });
}

const inBody = (failure: Failure): Failure => ({ ...failure, path: ['body', ...(failure.path ?? [])] });

/** The words of the paper, or why there is none. */
async function writePaper(
  context: StaffContext,
  asked: Asked,
  composed: Composed,
): Promise<Result<LetterPaper>> {
  const { person, offered, options, recipient, sender, day, signer } = composed;
  const written = renderLetter(offered.template, options, asked.free);
  if (!written.ok) return fail(inBody(written.error));
  const { title, body } = written.value;
  // The participant's own address stands among the lines of whom it goes to; what was typed there for others is looked at.
  const typed = asked.to.kind === 'participant' ? [] : recipient.lines;
  const words = [title, ...body.map(({ text }) => text), ...typed, signer ?? ''];
  const unnamed = await checkWords(context, person.id, words);
  if (!unnamed.ok) return unnamed;
  const { kind, language } = offered.template;
  const paper: LetterPaper = {
    ...{ kind, language, title, body, sender, day, signer },
    ...{ to: recipient.lines, writer: context.actor.name, reference: person.reference },
    madeAt: new Date(context.now()),
  };
  const drawable = checkDrawable(paper);
  return drawable.ok ? succeed(paper) : drawable;
}

/** LTR-5: a document of the person's, with what it was made of. That it left is said by whoever sends it. */
export async function makeLetter(
  context: StaffContext,
  participant: string,
  asked: Asked,
): Promise<Result<z.output<typeof letterMade>>> {
  const { client, services, programme, actor, audit } = context;
  const composed = await composeLetter(context, participant, asked);
  if (!composed.ok) return composed;
  const paper = await writePaper(context, asked, composed.value);
  if (!paper.ok) return paper;
  const { offered, hash, recipient, today, signer } = composed.value;
  const { kind, language } = offered.template;
  const bytes = await drawLetter(paper.value);
  const fileHash = createHash('sha256').update(bytes).digest('hex');
  const prepared = {
    ...{ type: 'pdf' as const, length: bytes.length, digest: fileHash },
    content: () => bytes,
  };
  const stored = await keepFile(context, participant, prepared);
  if (!stored.ok) return stored;
  const { title } = paper.value;
  const document = await insertDocument(client, services.keyring, {
    ...{ programmeId: programme.id, participantId: participant, fileId: stored.value.file },
    ...{ by: actor.staffId, dated: today, title: title.replaceAll(/[\s\u2066-\u2069]+/g, ' ').slice(0, 200) },
    kind: letterForms[kind].recipient === 'court' ? 'court-paper' : 'letter',
    ...{ fileName: `${kind}-${today}.pdf`, protected: recipient.protected },
  });
  const letter = await insertLetter(client, services.keyring, {
    ...{ programmeId: programme.id, participantId: participant, documentId: document, kind, language },
    ...{ templateId: offered.id, templateVersion: offered.version, templateHash: hash, fileHash },
    ...{ about: asked.about, address: recipient.address, madeOn: today, by: actor.staffId },
    ...{ recipient: recipient.name, signer },
  });
  const entity = { entity: 'letter', entityId: letter, participant };
  const template = { id: offered.id, kind, language, version: offered.version, hash };
  const after = { template, document, about: asked.about, to: recipient.name, fileHash };
  await audit({ action: 'letter.made', ...entity, after });
  return succeed({ participant, letter, document });
}
