import { id } from '@attend/contracts/instant';
import {
  stockCountBegin,
  stockCountChanged,
  stockCountDetail,
  stockCountFinish,
  stockCountList,
  stockCountScan,
  stockCountScanned,
  stockExplain,
} from '@attend/contracts/stock-counts';
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { beginCount, explainDifference, finishCount, readCount, readCounts, scanForCount } from './counts.ts';

const nobody = { reads: 'nobody' } as const;
const params = z.object({ id });

/** Stock-taking: an office counts its shelf by scanning, and explains what differs. */
export const countRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/stock-counts',
    summary: 'Counts of offices’ shelves: those under way first.',
    permission: 'stock.read',
    access: nobody,
    response: stockCountList,
    handler: (context) => readCounts(context),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/stock-counts',
    summary: 'Begins to count an office’s shelf.',
    permission: 'stock.write',
    access: nobody,
    body: stockCountBegin,
    response: stockCountChanged,
    status: 201,
    handler: (context, { body }) => beginCount(context, body.office),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/stock-counts/{id}',
    summary: 'One count with what was scanned and what differs.',
    permission: 'stock.read',
    access: nobody,
    params,
    response: stockCountDetail,
    handler: (context, input) => readCount(context, input.params.id),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/stock-counts/{id}/scan',
    summary: 'One serial number that lies on the shelf.',
    permission: 'stock.write',
    access: nobody,
    params,
    body: stockCountScan,
    response: stockCountScanned,
    handler: (context, input) => scanForCount(context, input.params.id, input.body.identifier),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/stock-counts/{id}/finish',
    summary: 'Everything is scanned: compares with the record.',
    permission: 'stock.write',
    access: nobody,
    params,
    body: stockCountFinish,
    response: stockCountChanged,
    handler: (context, input) => finishCount(context, input.params.id, input.body.version),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/stock-counts/{id}/differences/{difference}/explain',
    summary: 'Explains one difference, with a reason; the record follows.',
    permission: 'stock.write',
    access: nobody,
    params: z.object({ id, difference: id }),
    body: stockExplain,
    response: stockCountChanged,
    handler: (context, input) =>
      explainDifference(context, input.params.id, input.params.difference, input.body),
  }),
];
