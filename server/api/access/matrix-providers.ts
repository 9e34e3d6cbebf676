import { nobody, type Row, reads } from './matrix-target.ts';

/** The access matrix's rows of providers. Whom cases, samples and transfers show is proved in providers/. */
export const providerRows: Readonly<Record<string, Row>> = {
  'GET /api/provider-overview': nobody,
  'GET /api/providers/{id}/overview': nobody,
  'GET /api/our-contract': nobody,
  'POST /api/providers/{id}/contracts': nobody,
  'POST /api/provider-contracts/{id}/versions': nobody,
  'POST /api/providers/{id}/sites': nobody,
  'POST /api/provider-contracts/{id}/measure': nobody,
  'POST /api/provider-contracts/{id}/statements': nobody,
  'GET /api/provider-contracts/{id}/cases': nobody,
  'POST /api/provider-transfers/preview': nobody,
  'POST /api/provider-transfers': nobody,
  'GET /api/provider-transfers': reads('/api/provider-transfers'),
  'POST /api/provider-transfers/{id}/cancel': nobody,
  'POST /api/provider-transfers/{id}/undo': nobody,
  'GET /api/provider-audits': nobody,
  'GET /api/our-audits': nobody,
  'POST /api/providers/{id}/audits': nobody,
  'GET /api/provider-audits/{id}': nobody,
  'POST /api/provider-audit-cases/{id}/finding': nobody,
  'POST /api/provider-audit-cases/{id}/answer': nobody,
  'POST /api/provider-audits/{id}/close': nobody,
  'GET /api/our-findings': reads('/api/our-findings'),
};
