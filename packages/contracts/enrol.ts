import type { EnrolLine } from '@attend/casework/enrolment/line';
import { httpProtocolNames, protocolNames } from '@attend/kernel';
import { z } from 'zod';
import { caseForm, millisInstant } from './case.ts';
import { id } from './instant.ts';
import { emailAddress, longText, reference, shortText } from './text.ts';

const line = shortText(200);
const sentences = longText(8000);
const maybe = <T extends z.ZodType>(schema: T) => schema.nullable().default(null);

/** BCP 47, as far as a tag's shape goes. */
export const languageTag = z
  .string()
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'a language is a tag such as es or ht');

const courtForm = z.strictObject({ name: maybe(line), caseNumber: maybe(line) });
const orderForm = z.strictObject({
  reference: maybe(line),
  legalBasis: maybe(sentences),
  reviewAt: maybe(millisInstant),
  necessity: maybe(sentences),
  lesserMeans: maybe(sentences),
  vulnerability: maybe(sentences),
  representations: maybe(sentences),
  reasons: maybe(sentences),
});

/**
 * One line of `attend enrol`, and the body of POST /api/enrolments. Unknown fields are refused: a misspelt one must not be lost in
 * silence, and no field of anybody's making (immigration status, nationality) can slip in.
 */
export const enrolForm = z
  .strictObject({
    participant: z.strictObject({
      id: line,
      name: line,
      preferredName: maybe(line),
      pronouns: maybe(line),
      languages: z.array(languageTag).max(10).default([]),
      office: maybe(line),
      officer: maybe(emailAddress),
      // Absent, and not null, where there is none: lines from before it was known stay the same lines (ENR-3).
      provider: line.optional(),
    }),
    device: z.strictObject({
      id: shortText(64).regex(/^\S+$/, 'no spaces'),
      protocol: z.enum(protocolNames),
      model: maybe(line),
      /** HTTP protocols: the random token that the phone sends; made, and answered once, where it is absent. */
      token: reference.min(16, 'at least 16 characters').max(200).optional(),
    }),
    court: maybe(courtForm),
    order: orderForm.prefault({}),
    names: z.record(z.string(), line).default({}),
    case: caseForm,
  })
  .superRefine((given, context) => {
    if (given.case.device.id !== given.device.id) {
      const message = `the case's device is ${given.case.device.id}, the line's is ${given.device.id}`;
      context.addIssue({ code: 'custom', message, path: ['case', 'device', 'id'] });
    }
    const isHttp = httpProtocolNames.some((name) => name === given.device.protocol);
    if (given.device.token !== undefined && !isHttp) {
      const message = `${given.device.protocol} knows no token`;
      context.addIssue({ code: 'custom', message, path: ['device', 'token'] });
    }
    const conditions = new Set(given.case.conditions.map((condition) => condition.id));
    for (const name of Object.keys(given.names)) {
      if (!conditions.has(name)) {
        context.addIssue({ code: 'custom', message: 'no condition has this id', path: ['names', name] });
      }
    }
  });
export type EnrolForm = z.infer<typeof enrolForm>;

/** The form's line, and the token apart: it is kept as a keyed hash alone. */
export function readEnrolment(form: EnrolForm): { line: EnrolLine; token: string | null } {
  const { device, ...rest } = form;
  return {
    line: { ...rest, device: { id: device.id, protocol: device.protocol, model: device.model } },
    token: device.token ?? null,
  };
}

/** POST /api/enrolments: `created` false where the same line stood already. `token`: once, where the server made one. */
export const enrolAnswer = z.object({
  participant: z.object({ id, reference: z.string() }),
  created: z.boolean(),
  token: z.string().nullable(),
});
export type EnrolAnswer = z.infer<typeof enrolAnswer>;
