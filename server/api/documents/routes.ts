import {
  documentChanged,
  documentCreate,
  documentError,
  documentList,
  documentOpen,
} from '@attend/contracts/documents';
import { id } from '@attend/contracts/instant';
import { z } from 'zod';
import { defineFile, defineRoute } from '../route.ts';
import { addDocument, markError, openDocument, readDocuments } from './documents.ts';

const params = z.object({ id });
const onePerson = {
  reads: 'people',
  action: 'open',
  what: 'list of documents',
  purpose: 'care of documents',
  participants: ({ participant }: { participant: string }) => [participant],
} as const;

/** Papers of a person's case. */
export const documentRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/people/{id}/documents',
    summary: 'The papers of a person’s case: what each is, and who added it.',
    permission: 'documents.read',
    params,
    response: documentList,
    access: onePerson,
    handler: (context, input) => readDocuments(context, input.params.id),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/people/{id}/documents',
    summary: 'Makes a document of a file that was sent before.',
    permission: 'documents.write',
    params,
    body: documentCreate,
    response: documentChanged,
    status: 201,
    access: onePerson,
    handler: (context, input) => addDocument(context, input.params.id, input.body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/documents/{id}/error',
    summary: 'Marks a document as entered in error, with the reason. It stays.',
    permission: 'documents.write',
    params,
    body: documentError,
    response: documentChanged,
    access: onePerson,
    handler: (context, input) => markError(context, input.params.id, input.body.reason),
  }),
  defineFile({
    path: '/api/documents/{id}/file',
    summary: 'The document itself, as an attachment, for a purpose that is put on record.',
    permission: 'documents.read',
    params,
    query: documentOpen,
    access: { action: 'open', what: 'document', purpose: 'care of documents' },
    handler: (context, input) => openDocument(context, input.params.id, input.query.purpose),
  }),
];
