import { id } from '@attend/contracts/instant';
import {
  addressSeenTo,
  letterList,
  letterMade,
  letterMake,
  letterOptions,
  letterPreview,
  sendingChanged,
  sendingCreate,
  sendingReturn,
} from '@attend/contracts/letters';
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { makeLetter, previewOf } from './make.ts';
import { readLetters, readOptions } from './read.ts';
import { recordReturn, recordSending, seeToAddress } from './sendings.ts';

const params = z.object({ id });
/** What looks at complaints are told as too (CPL-5), so neither may be told in any other way. */
export const correspondence = { what: 'correspondence', purpose: 'care of correspondence' } as const;
export const listOfCorrespondence = { what: 'list of correspondence', purpose: 'today’s work' } as const;
const onePerson = {
  reads: 'people',
  action: 'open',
  ...correspondence,
  participants: ({ participant }: { participant: string }) => [participant],
} as const;
/** Twenty free paragraphs of four thousand signs, of up to three bytes each. */
const bodyLimit = 256 * 1024;

/** Letters and court forms. Nothing here sends anything: the product makes the paper, and a person says how it went. */
export const letterRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/people/{id}/letters',
    summary: 'A person’s letters: of what each was made, to whom it goes, and how it went.',
    permission: 'documents.read',
    params,
    response: letterList,
    access: onePerson,
    handler: (context, input) => readLetters(context, input.params.id),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/people/{id}/letter-options',
    summary: 'Templates, addresses, attorneys, hearings, check-ins and orders of which a letter may be made.',
    permission: 'documents.write',
    params,
    response: letterOptions,
    access: onePerson,
    handler: (context, input) => readOptions(context, input.params.id),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/people/{id}/letters/preview',
    summary: 'What a letter would say, what is asked for, and what is missing. Nothing is written.',
    permission: 'documents.write',
    params,
    body: letterMake,
    bodyLimit,
    response: letterPreview,
    access: onePerson,
    handler: (context, input) => previewOf(context, input.params.id, input.body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/people/{id}/letters',
    summary: 'Makes a letter as a document of the person. It does not leave by itself.',
    permission: 'documents.write',
    params,
    body: letterMake,
    bodyLimit,
    response: letterMade,
    status: 201,
    access: onePerson,
    handler: (context, input) => makeLetter(context, input.params.id, input.body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/letters/{id}/sendings',
    summary: 'Says how a letter went: posted, handed over, by e-mail, or filed with the court.',
    permission: 'documents.write',
    params,
    body: sendingCreate,
    response: sendingChanged,
    status: 201,
    access: onePerson,
    handler: (context, input) => recordSending(context, input.params.id, input.body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/letter-sendings/{id}/return',
    summary: 'Says that a letter came back undelivered.',
    permission: 'documents.write',
    params,
    body: sendingReturn,
    response: sendingChanged,
    access: onePerson,
    handler: (context, input) => recordReturn(context, input.params.id, input.body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/letter-sendings/{id}/address-seen-to',
    summary: 'Says what was found of an address from which a letter came back, and that it stays.',
    permission: 'documents.write',
    params,
    body: addressSeenTo,
    response: sendingChanged,
    access: onePerson,
    handler: (context, input) => seeToAddress(context, input.params.id, input.body),
  }),
];
