import { storedFile } from '@attend/contracts/documents';
import { id } from '@attend/contracts/instant';
import { z } from 'zod';
import { defineUpload } from '../route.ts';
import { storeFile } from './store.ts';

/** Where files come in; what is made of them, documents and photos, has routes of its own. */
export const fileRoutes = [
  defineUpload({
    path: '/api/people/{id}/files',
    summary:
      'Takes a file of a person (JPEG, PNG, WebP or PDF, told by its content), for something to be made of it.',
    permission: 'documents.write',
    params: z.object({ id }),
    response: storedFile,
    status: 201,
    access: {
      reads: 'people',
      action: 'open',
      what: 'a file sent',
      purpose: 'care of documents',
      participants: ({ participant }) => [participant],
    },
    handler: (context, { params, file }) => storeFile(context, params.id, file),
  }),
];
