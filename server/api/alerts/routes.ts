import {
  alertClose,
  alertCommand,
  alertDetail,
  alertDetailQuery,
  alertList,
  alertListQuery,
  alertNote,
  alertReopen,
  alertSummary,
} from '@attend/contracts/alerts';
import { id } from '@attend/contracts/instant';
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { readAlert } from './detail.ts';
import { listAlertsFor } from './list.ts';
import { workOnAlert } from './work.ts';

const params = z.object({ id });
const working = {
  reads: 'people' as const,
  action: 'open' as const,
  what: 'alert',
  purpose: 'working the alert',
  participants: ({ participant }: { participant: { id: string } }) => [participant.id],
};

export const alertRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/alerts',
    summary: 'Alerts: open ones most severe and oldest first; closed and withdrawn ones newest first.',
    permission: 'alerts.read',
    query: alertListQuery,
    response: alertList,
    access: {
      reads: 'people',
      action: 'list',
      what: 'alert list',
      purpose: 'duty',
      participants: ({ alerts }) => alerts.map((alert) => alert.participant.id),
    },
    handler: (context, { query }) => listAlertsFor(context, query),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/alerts/{id}',
    summary: 'One alert with its evidence, its reasoning and what was done with it.',
    permission: 'alerts.read',
    params,
    query: alertDetailQuery,
    response: alertDetail,
    access: working,
    handler: (context, input) => readAlert(context, input.params.id, input.query.purpose),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/alerts/{id}/acknowledge',
    summary: 'Takes an alert up.',
    permission: 'alerts.work',
    params,
    body: alertCommand,
    response: alertSummary,
    access: working,
    handler: (context, { params: { id: alert }, body }) =>
      workOnAlert(context, alert, { do: 'acknowledge', note: body.note ?? null }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/alerts/{id}/close',
    summary: 'Closes an alert with an outcome and a note.',
    permission: 'alerts.work',
    params,
    body: alertClose,
    response: alertSummary,
    access: working,
    handler: (context, { params: { id: alert }, body }) =>
      workOnAlert(context, alert, { do: 'close', ...body }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/alerts/{id}/reopen',
    summary: 'Puts a closed alert back on the list, with the reason.',
    permission: 'alerts.work',
    params,
    body: alertReopen,
    response: alertSummary,
    access: working,
    handler: (context, { params: { id: alert }, body }) =>
      workOnAlert(context, alert, { do: 'reopen', ...body }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/alerts/{id}/note',
    summary: 'Adds a note to an alert.',
    permission: 'alerts.work',
    params,
    body: alertNote,
    response: alertSummary,
    access: working,
    handler: (context, { params: { id: alert }, body }) =>
      workOnAlert(context, alert, { do: 'note', ...body }),
  }),
];
