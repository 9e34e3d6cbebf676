import {
  auditEntryDetail,
  auditList,
  auditProofAnswer,
  auditQuery,
  auditRootsFile,
  auditRootsView,
} from '@attend/contracts/audit';
import { succeed } from '@attend/kernel';
import { z } from 'zod';
import { writePublicKey } from '../../audit/signing.ts';
import { defineRoute } from '../route.ts';
import { proveOne, readEntries, readEntry } from './entries.ts';
import { readRoots, readRootsFile } from './roots.ts';

const entryId = z.object({ id: z.string().regex(/^\d{1,18}$/, 'is no number of an entry') });
const personOf = ({ person }: { readonly person: { readonly id: string } | null }): string[] =>
  person === null ? [] : [person.id];

/** What was changed, by whom, and the proof that it stands as it was written. Reading it is a look at whom it is about. */
export const auditRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/audit/entries',
    summary: 'The programme’s changes by person, staff, action and time; newest first.',
    permission: 'audit.read',
    query: auditQuery,
    response: auditList,
    access: {
      reads: 'people',
      action: 'list',
      what: 'audit',
      purpose: 'audit',
      participants: ({ entries }) => entries.flatMap(personOf),
    },
    handler: (context, { query }) => readEntries(context, query),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/audit/entries/{id}',
    summary: 'One change: values before and after, its place in the chain, and whether it holds.',
    permission: 'audit.read',
    params: entryId,
    response: auditEntryDetail,
    access: {
      reads: 'people',
      action: 'open',
      what: 'audit entry',
      purpose: 'audit',
      participants: personOf,
    },
    handler: (context, { params }) => readEntry(context, params.id),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/audit/entries/{id}/proof',
    summary:
      'The proof that one change stands under its day’s signed root, for `attend verify audit --proof`.',
    permission: 'audit.read',
    params: entryId,
    response: auditProofAnswer,
    access: {
      reads: 'people',
      action: 'export',
      what: 'proof of an audit entry',
      purpose: 'audit',
      participants: ({ participant }) => (participant === null ? [] : [participant]),
    },
    handler: (context, { params }) => proveOne(context, params.id),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/audit/roots',
    summary: 'The running day’s root, and the signed ones, newest first.',
    permission: 'audit.read',
    query: z.object({ before: z.iso.date().optional() }),
    response: auditRootsView,
    access: { reads: 'nobody' },
    handler: async (context, { query }) => succeed(await readRoots(context, query.before)),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/audit/roots/file',
    summary: 'Every signed root, as the file that is deposited elsewhere.',
    permission: 'audit.read',
    response: auditRootsFile,
    access: { reads: 'nobody' },
    handler: async (context) => succeed(await readRootsFile(context)),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/audit/key',
    summary:
      'The public keys by which the audit’s signatures are checked; `key` names the one that signs now.',
    permission: 'signed-in',
    response: z.object({ key: z.string(), publicKeys: z.array(z.string()) }),
    access: { reads: 'nobody' },
    handler: async ({ services: { audit } }) =>
      succeed({ key: audit.key, publicKeys: [...audit.publicKeys().values()].map(writePublicKey) }),
  }),
];
