import { id } from '@attend/contracts/instant';
import {
  answerMake,
  auditClose,
  auditClosed,
  auditDetail,
  auditDraw,
  auditDrawn,
  auditList,
  auditQuery,
  findingAnswered,
  findingMake,
  ourFindings,
  sampledChanged,
} from '@attend/contracts/provider-audits';
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { drawAudit, endAudit, readAudit, readAudits, readOurAudits } from './audits.ts';
import { answerFinding, makeFinding, readOurFindings } from './findings.ts';

const params = z.object({ id });
const nobody = { access: { reads: 'nobody' } } as const;
const look = {
  reads: 'people',
  what: 'sample of a provider’s work',
  purpose: 'auditing a provider',
} as const;
const sampled = {
  access: {
    ...look,
    action: 'list',
    participants: ({ cases }: { cases: readonly { person: { id: string } }[] }) =>
      cases.map(({ person }) => person.id),
  },
} as const;
/** Whoever has left the provider is put on record by the one function that tells of them (migration 0068). */
const ours = {
  access: {
    ...look,
    action: 'list',
    participants: ({ cases }: { cases: readonly { person: { id: string } | null }[] }) =>
      cases.flatMap(({ person }) => person?.id ?? []),
  },
} as const;
const answering = {
  access: {
    ...look,
    action: 'open',
    participants: ({ participant }: { participant: string | null }) =>
      participant === null ? [] : [participant],
  },
} as const;
const opened = {
  access: {
    ...look,
    action: 'open',
    participants: ({ participant }: { participant: string }) => [participant],
  },
} as const;

/** Samples of a provider's work, what was found, and what it answered. */
export const providerAuditRoutes = [
  defineRoute({
    ...nobody,
    method: 'GET',
    path: '/api/provider-audits',
    summary: 'Samples of a provider’s work with their rates.',
    permission: 'providers.read',
    query: auditQuery,
    response: auditList,
    handler: (context, { query }) => readAudits(context, query.provider),
  }),
  defineRoute({
    ...nobody,
    method: 'GET',
    path: '/api/our-audits',
    summary: 'Samples of the work of the provider for which whoever asks works.',
    permission: 'providers.own',
    response: auditList,
    handler: (context) => readOurAudits(context),
  }),
  defineRoute({
    access: { ...look, action: 'list', participants: ({ people }) => people },
    method: 'POST',
    path: '/api/providers/{id}/audits',
    summary: 'Draws a sample of a month’s cases by a seed that is kept.',
    permission: 'providers.audit',
    params,
    body: auditDraw,
    response: auditDrawn,
    status: 201,
    handler: (context, { params, body }) => drawAudit(context, params.id, body),
  }),
  defineRoute({
    ...sampled,
    method: 'GET',
    path: '/api/provider-audits/{id}',
    summary: 'A sample: its cases, what was found in each, and what the provider answered.',
    permission: 'providers.cases',
    params,
    response: auditDetail,
    handler: (context, { params }) => readAudit(context, params.id),
  }),
  defineRoute({
    ...opened,
    method: 'POST',
    path: '/api/provider-audit-cases/{id}/finding',
    summary: 'What was found in a case: in order, not in order or not known, with a reason.',
    permission: 'providers.audit',
    params,
    body: findingMake,
    response: sampledChanged,
    handler: (context, { params, body }) => makeFinding(context, params.id, body),
  }),
  defineRoute({
    ...answering,
    method: 'POST',
    path: '/api/provider-audit-cases/{id}/answer',
    summary: 'What the provider says to a finding.',
    permission: 'providers.answer',
    params,
    body: answerMake,
    response: findingAnswered,
    handler: (context, { params, body }) => answerFinding(context, params.id, body),
  }),
  defineRoute({
    ...nobody,
    method: 'POST',
    path: '/api/provider-audits/{id}/close',
    summary: 'Closes a sample once each case was looked into.',
    permission: 'providers.audit',
    params,
    body: auditClose,
    response: auditClosed,
    handler: (context, { params, body }) => endAudit(context, params.id, body.version),
  }),
  defineRoute({
    ...ours,
    method: 'GET',
    path: '/api/our-findings',
    summary:
      'What was found in the work of one’s own provider: about people within reach, and without a name about who has left it.',
    permission: 'providers.answer',
    response: ourFindings,
    handler: (context) => readOurFindings(context),
  }),
];
