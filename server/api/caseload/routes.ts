import {
  caseloadCommit,
  caseloadExport,
  caseloadExportQuery,
  caseloadImport,
  caseloadImportBegin,
  caseloadImportList,
  caseloadKind,
  caseloadPart,
  caseloadPlan,
  importedOrderList,
  importedOrdersLookedAt,
  importedOrdersMarked,
  importedOrdersQuery,
} from '@attend/contracts/caseload';
import { id } from '@attend/contracts/instant';
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { lookAtOrders, readImportedOrders } from './imported-orders.ts';
import { add, begin, check, commit, exportPage, giveUpOn, readImports } from './imports.ts';

const params = z.object({ id });
const nobody = { reads: 'nobody' } as const;
const imports = {
  reads: 'people',
  action: 'list',
  what: 'caseload',
  purpose: 'import of a caseload',
  participants: ({ participants }: z.output<typeof caseloadPlan>) => participants,
} as const;

/** A caseload as files: in a part at a time, checked, with one commit a file; and out in the same form. */
export const caseloadRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/caseload-imports',
    summary: 'One’s own files on their way in, and what became of the last ones.',
    permission: 'caseload.import',
    response: caseloadImportList,
    access: nobody,
    handler: (context) => readImports(context),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/caseload-imports',
    summary: 'Begins a file, or says how much of it is here already.',
    permission: 'caseload.import',
    body: caseloadImportBegin,
    response: caseloadImport,
    status: 201,
    access: nobody,
    handler: (context, { body }) => begin(context, body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/caseload-imports/{id}/parts',
    summary: 'The next part of a file; the same part again changes nothing.',
    permission: 'caseload.import',
    params,
    body: caseloadPart,
    // JSON writes some characters as six.
    bodyLimit: 6 * 1024 * 1024,
    response: caseloadImport,
    access: nobody,
    handler: (context, { params, body }) => add(context, params.id, body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/caseload-imports/{id}/check',
    summary: 'What a file would do, line by line. Nothing is written.',
    permission: 'caseload.import',
    params,
    response: caseloadPlan,
    access: imports,
    handler: (context, { params }) => check(context, params.id),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/caseload-imports/{id}/commit',
    summary: 'Does what the check has shown, all of the file in one transaction or nothing.',
    permission: 'caseload.import',
    params,
    body: caseloadCommit,
    response: caseloadPlan,
    access: imports,
    handler: (context, { params, body }) => commit(context, params.id, body.plan),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/caseload-imports/{id}/give-up',
    summary: 'Gives a file up: nothing is kept of what was staged.',
    permission: 'caseload.import',
    params,
    response: caseloadImport,
    access: nobody,
    handler: (context, { params }) => giveUpOn(context, params.id),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/caseload-exports/{kind}',
    summary: 'A page of a caseload’s file, in the form in which it comes in.',
    permission: 'caseload.export',
    stepUp: true,
    params: z.object({ kind: caseloadKind }),
    query: caseloadExportQuery,
    response: caseloadExport,
    access: {
      reads: 'people',
      action: 'export',
      what: 'caseload',
      purpose: 'export of a caseload',
      participants: ({ participants }) => participants,
    },
    handler: (context, { params, query }) => exportPage(context, params.kind, query),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/imported-orders',
    summary: 'Imported orders at which nobody has looked yet.',
    permission: 'orders.write',
    query: importedOrdersQuery,
    response: importedOrderList,
    access: {
      reads: 'people',
      action: 'list',
      what: 'imported orders',
      purpose: 'looking at imported orders',
      participants: ({ orders }) => orders.map(({ participant }) => participant.id),
    },
    handler: (context, { query }) => readImportedOrders(context, query),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/imported-orders/looked-at',
    summary: 'Says that one has looked at imported orders; who and when stands on record.',
    permission: 'orders.approve',
    body: importedOrdersLookedAt,
    response: importedOrdersMarked,
    access: {
      reads: 'people',
      action: 'list',
      what: 'imported orders',
      purpose: 'looking at imported orders',
      participants: ({ participants }) => participants,
    },
    handler: (context, { body }) => lookAtOrders(context, body.orders),
  }),
];
