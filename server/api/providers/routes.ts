import { office } from '@attend/contracts/agency';
import { id } from '@attend/contracts/instant';
import {
  caseList,
  caseQuery,
  contractAmend,
  contractChanged,
  contractCreate,
  monthMeasure,
  monthQuery,
  ourContract,
  providerDetail,
  providerOverview,
  siteCreate,
  statementSign,
} from '@attend/contracts/providers';
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { readCases } from './cases.ts';
import { amendContract, beginContract, openSite } from './contracts.ts';
import { readOurs, readOverview, readProvider } from './read.ts';
import { measureAgain, signStatement } from './statements.ts';

const params = z.object({ id });
const nobody = { access: { reads: 'nobody' } } as const;

/** Contracts of providers, and what the record says of their targets. */
export const providerRoutes = [
  defineRoute({
    ...nobody,
    method: 'GET',
    path: '/api/provider-overview',
    summary: 'Who is contracted, and of a month which targets were met, missed or not measurable.',
    permission: 'providers.read',
    query: monthQuery,
    response: providerOverview,
    handler: (context, { query }) => readOverview(context, query.month),
  }),
  defineRoute({
    ...nobody,
    method: 'GET',
    path: '/api/providers/{id}/overview',
    summary: 'A provider: contracts in versions, sites, staff, how many people, a month’s figures.',
    permission: 'providers.read',
    params,
    query: monthQuery,
    response: providerDetail,
    handler: (context, { params, query }) => readProvider(context, params.id, query.month),
  }),
  defineRoute({
    ...nobody,
    method: 'GET',
    path: '/api/our-contract',
    summary: 'The contract of the provider for which whoever asks works, with its own figures.',
    permission: 'providers.own',
    query: monthQuery,
    response: ourContract,
    handler: (context, { query }) => readOurs(context, query.month),
  }),
  defineRoute({
    ...nobody,
    method: 'POST',
    path: '/api/providers/{id}/contracts',
    summary: 'Enters a contract with its first version.',
    permission: 'providers.write',
    params,
    body: contractCreate,
    response: contractChanged,
    status: 201,
    handler: (context, { params, body }) => beginContract(context, params.id, body),
  }),
  defineRoute({
    ...nobody,
    method: 'POST',
    path: '/api/provider-contracts/{id}/versions',
    summary: 'Another version of a contract, from the first of a month on.',
    permission: 'providers.write',
    params,
    body: contractAmend,
    response: contractChanged,
    status: 201,
    handler: (context, { params, body }) => amendContract(context, params.id, body),
  }),
  defineRoute({
    ...nobody,
    method: 'POST',
    path: '/api/providers/{id}/sites',
    summary: 'Opens an office of a provider.',
    permission: 'providers.write',
    params,
    body: siteCreate,
    response: office,
    status: 201,
    handler: (context, { params, body }) => openSite(context, params.id, body.name),
  }),
  defineRoute({
    ...nobody,
    method: 'POST',
    path: '/api/provider-contracts/{id}/measure',
    summary: 'Measures a month again, as the record has it now.',
    permission: 'providers.write',
    params,
    body: monthMeasure,
    response: contractChanged,
    handler: (context, { params, body }) => measureAgain(context, params.id, body.month),
  }),
  defineRoute({
    ...nobody,
    method: 'POST',
    path: '/api/provider-contracts/{id}/statements',
    summary: 'Signs a month’s figures as they were seen. They stay as they were.',
    permission: 'providers.write',
    params,
    body: statementSign,
    response: contractChanged,
    status: 201,
    handler: (context, { params, body }) => signStatement(context, params.id, body),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/provider-contracts/{id}/cases',
    summary: 'The cases behind a month’s figure.',
    permission: 'providers.cases',
    params,
    query: caseQuery,
    response: caseList,
    access: {
      ...{ reads: 'people', action: 'list', what: 'cases of a provider', purpose: 'measuring a provider' },
      participants: ({ cases }) => cases.flatMap(({ person }) => person?.id ?? []),
    },
    handler: (context, { params, query }) => readCases(context, params.id, query),
  }),
];
