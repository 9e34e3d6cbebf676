import { createHash } from 'node:crypto';
import {
  builtInTemplate,
  builtInVersion,
  dayOf,
  dayWords,
  isCourtForm,
  joinValues,
  type LetterNeeds,
  type LetterOptions,
  type LetterTemplate,
  letterForms,
  letterPlaceholders,
  needsOf,
  templateText,
} from '@attend/casework';
import type { letterMake } from '@attend/contracts/letters';
import { type Failure, fail, type Result, say, succeed, tell, type Wording, word } from '@attend/kernel';
import type { z } from 'zod';
import { refuseTrying } from '../../access/protected-addresses.ts';
import { listPublished } from '../../database/repositories/letter-templates.ts';
import { findPerson, nameOf, openPerson } from '../../database/repositories/people.ts';
import type { StaffContext } from '../context.ts';
import { noSuchPerson } from '../files/store.ts';
import { isReplaced } from '../letter-templates/read.ts';
import { type Recipient, readRecipient } from './recipient.ts';
import { readSubject } from './subject.ts';

export type Asked = z.output<typeof letterMake>;

/** A template as it is offered today. */
export type Offered = {
  readonly id: string | null;
  readonly name: string | null;
  readonly version: number;
  readonly template: LetterTemplate;
};

/** Everything that a letter is made of, before its paragraphs are filled in. */
export type Composed = {
  readonly person: { readonly id: string; readonly name: string; readonly reference: string };
  readonly offered: Offered;
  readonly hash: string;
  readonly needs: LetterNeeds;
  readonly options: LetterOptions;
  readonly recipient: Recipient;
  readonly sender: readonly string[];
  readonly day: string;
  readonly today: string;
  readonly signer: string | null;
};

const noTemplate: Failure = {
  code: 'no-such-template',
  message: 'This template is not offered: it was never published, or is withdrawn.',
  path: ['body', 'template'],
};
const otherVersion: Failure = {
  code: 'version-changed',
  message: 'Another version of this template was published meanwhile. Look at the letter again.',
};
const destroyed: Failure = { code: 'person-destroyed', message: 'The key of this person was destroyed.' };

export async function listOffered({ client }: StaffContext): Promise<Offered[]> {
  const published = await listPublished(client);
  return published.map((row) => {
    const { templateId, name, version, kind, language, title, body } = row;
    return { id: templateId, name, version, template: { kind, language, title, body } };
  });
}

async function findOffered(
  context: StaffContext,
  { id, kind, language }: Asked['template'],
): Promise<Offered | null> {
  const own = await listOffered(context);
  if (id !== null)
    return (
      own.find((one) => one.id === id && one.template.kind === kind && one.template.language === language) ??
      null
    );
  const template = builtInTemplate(kind, language);
  const replaced = isReplaced(
    { kind, language },
    own.map((one) => one.template),
  );
  return template === null || replaced ? null : { id: null, name: null, version: builtInVersion, template };
}

function checkSubject({ kind }: LetterTemplate, about: Asked['about']): Result<null> {
  const wanted = letterForms[kind].about;
  if ((about?.kind ?? null) === wanted) return succeed(null);
  const wording: Wording =
    wanted === null
      ? 'A letter of this kind is about nothing else.'
      : say('Choose the {record} that it is about.', { record: word(wanted) });
  return fail({ code: 'other-subject', ...tell(wording), path: ['body', 'about'] });
}

const inBody = (failure: Failure): Failure => ({ ...failure, path: ['body', ...(failure.path ?? [])] });

/**
 * LTR-2, LTR-3: who, what, to whom, and what the record says of it. The look is on record before anything is read of the person. Who may
 * not see a protected address of theirs writes no letter of theirs at all (PPL-30): also what the record says may hold one by now.
 */
export async function composeLetter(
  context: StaffContext,
  participant: string,
  asked: Asked,
): Promise<Result<Composed>> {
  const { client, record, services, programme, actor, now } = context;
  const found = await findPerson(client, participant);
  if (found === null) return fail(noSuchPerson);
  await record.open(participant);
  const details = openPerson(services.keyring, participant, found.sealed);
  if (details === null) return fail(destroyed);
  const kept = await refuseTrying(context, participant);
  if (kept !== null) return fail(kept);
  const offered = await findOffered(context, asked.template);
  if (offered === null) return fail(noTemplate);
  if (asked.version !== null && asked.version !== offered.version) return fail(otherVersion);
  const { template } = offered;
  const subject = checkSubject(template, asked.about);
  if (!subject.ok) return subject;
  const person = { id: participant, name: nameOf(details), reference: found.reference };
  const today = dayOf(now(), programme.timezone);
  const form = letterForms[template.kind];
  const recipient = await readRecipient(context, person, form.recipient, asked.to, today);
  if (!recipient.ok) return recipient;
  const about = asked.about === null ? null : await readSubject(context, participant, asked.about);
  if (about?.ok === false) return about;
  const known = {
    ...{
      programme: programme.name,
      office: found.office,
      phone: found.officePhone,
      today,
      writer: actor.name,
    },
    ...{ participant: person.name, reference: person.reference, recipient: recipient.value.name },
    ...about?.value.values,
  };
  const needs = needsOf(template, known);
  const values = joinValues(needs, known, asked.values);
  if (!values.ok) return fail(inBody(values.error));
  return succeed({
    ...{ person, offered, needs, today, recipient: recipient.value },
    hash: createHash('sha256').update(templateText(template)).digest('hex'),
    sender: [programme.name, ...(found.office === null ? [] : [found.office])],
    day: dayWords(today, template.language) ?? today,
    signer: isCourtForm(template.kind) ? (asked.signer ?? actor.name) : null,
    options: {
      language: template.language,
      timezone: about?.value.timezone ?? found.timezone,
      values: values.value,
    },
  });
}

/** What is asked for, as a form asks it. */
export const asksOf = ({ ask }: LetterNeeds): { name: string; kind: 'text' | 'day' }[] =>
  ask.map((name) => ({ name, kind: letterPlaceholders[name]?.kind === 'day' ? 'day' : 'text' }));
