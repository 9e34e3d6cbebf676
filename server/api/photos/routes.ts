import { id } from '@attend/contracts/instant';
import { personPhotos, photoChanged, photoCreate, photoDecide, photoQueue } from '@attend/contracts/photos';
import { z } from 'zod';
import { defineFile, defineRoute } from '../route.ts';
import { addPhoto, addReference, decide, openPhoto } from './commands.ts';
import { readPhotos, readQueue } from './lists.ts';

const params = z.object({ id });
const onePerson = {
  reads: 'people',
  action: 'open',
  what: 'list of photos',
  purpose: 'check-ins',
  participants: ({ participant }: { participant: string }) => [participant],
} as const;

/** Photos of check-ins by video, compared by eye. No program looks at a face here, and nothing in these routes could tell it to. */
export const photoRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/people/{id}/photos',
    summary: 'A person’s reference photos and photos of check-ins, with what was decided. Not the images.',
    permission: 'check-ins.read',
    params,
    response: personPhotos,
    access: onePerson,
    handler: (context, input) => readPhotos(context, input.params.id),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/people/{id}/reference-photos',
    summary: 'What photos of this person are compared with from now on, of a file that was sent before.',
    permission: 'check-ins.write',
    params,
    body: photoCreate,
    response: photoChanged,
    status: 201,
    access: onePerson,
    handler: (context, input) => addReference(context, input.params.id, input.body.file),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/check-ins/{id}/photos',
    summary: 'A photo for a check-in by video, of a file that was sent before.',
    permission: 'check-ins.write',
    params,
    body: photoCreate,
    response: photoChanged,
    status: 201,
    access: onePerson,
    handler: (context, input) => addPhoto(context, input.params.id, input.body.file),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/check-in-photos',
    summary: 'Photos that wait for a look, the longest waiting first.',
    permission: 'check-ins.read',
    response: photoQueue,
    access: {
      reads: 'people',
      action: 'list',
      what: 'photos that wait',
      purpose: 'check-ins',
      participants: ({ photos }) => photos.map(({ participant }) => participant.id),
    },
    handler: (context) => readQueue(context),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/check-in-photos/{id}/decision',
    summary: 'What somebody saw who compared the photo with the reference photo by eye.',
    permission: 'check-ins.write',
    params,
    body: photoDecide,
    response: photoChanged,
    access: onePerson,
    handler: (context, input) => decide(context, input.params.id, input.body),
  }),
  defineFile({
    path: '/api/check-in-photos/{id}/image',
    summary: 'The image of a check-in’s photo.',
    permission: 'check-ins.read',
    params,
    access: { action: 'open', what: 'photo of a check-in', purpose: 'check-ins' },
    handler: (context, input) => openPhoto(context, input.params.id, 'photo'),
  }),
  defineFile({
    path: '/api/reference-photos/{id}/image',
    summary: 'The image of a reference photo.',
    permission: 'check-ins.read',
    params,
    access: { action: 'open', what: 'reference photo', purpose: 'check-ins' },
    handler: (context, input) => openPhoto(context, input.params.id, 'reference'),
  }),
];
