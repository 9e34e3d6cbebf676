import { id } from '@attend/contracts/instant';
import {
  letterDraftDecide,
  letterDraftWrite,
  letterTemplateChanged,
  letterTemplateCreate,
  letterTemplateList,
} from '@attend/contracts/letter-templates';
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { readTemplates } from './read.ts';
import { createTemplate, discard, publish, withdraw, writeDraft } from './write.ts';

const params = z.object({ id });
const nobody = { reads: 'nobody' } as const;
/** Sixty paragraphs of four thousand signs, of up to three bytes each. */
const bodyLimit = 1024 * 1024;

/** What letters and court forms are made of: words of the programme's, about nobody. */
export const letterTemplateRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/letter-templates',
    summary: 'The programme’s templates of letters in all their versions, and the program’s own.',
    permission: 'letter-templates.read',
    response: letterTemplateList,
    access: nobody,
    handler: (context) => readTemplates(context),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/letter-templates',
    summary: 'Begins a template, as a draft.',
    permission: 'letter-templates.write',
    body: letterTemplateCreate,
    bodyLimit,
    response: letterTemplateChanged,
    status: 201,
    access: nobody,
    handler: (context, input) => createTemplate(context, input.body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/letter-templates/{id}/draft',
    summary: 'Changes the draft that was read, or begins the next version.',
    permission: 'letter-templates.write',
    params,
    body: letterDraftWrite,
    bodyLimit,
    response: letterTemplateChanged,
    access: nobody,
    handler: (context, input) => writeDraft(context, input.params.id, input.body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/letter-templates/{id}/publish',
    summary: 'Publishes the draft that was read: by somebody who wrote nothing of it.',
    permission: 'letter-templates.publish',
    params,
    body: letterDraftDecide,
    response: letterTemplateChanged,
    access: nobody,
    handler: (context, input) => publish(context, input.params.id, input.body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/letter-templates/{id}/discard',
    summary: 'Gives the draft up that was read. It stays on record.',
    permission: 'letter-templates.write',
    params,
    body: letterDraftDecide,
    response: letterTemplateChanged,
    access: nobody,
    handler: (context, input) => discard(context, input.params.id, input.body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/letter-templates/{id}/withdraw',
    summary: 'Offers the template no more. What was made of it stays.',
    permission: 'letter-templates.publish',
    params,
    response: letterTemplateChanged,
    access: nobody,
    handler: (context, input) => withdraw(context, input.params.id),
  }),
];
