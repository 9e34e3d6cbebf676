import { nobody, type Row } from './matrix-target.ts';

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
};
