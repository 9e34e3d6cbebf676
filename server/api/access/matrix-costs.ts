import { nobody, type Row, reads } from './matrix-target.ts';

/** The access matrix's rows of costs: sums, prices and serial numbers; who wore a device is told beside a line to whoever may see them. */
export const costRows: Readonly<Record<string, Row>> = {
  'GET /api/costs': reads('/api/costs', '/api/costs?by=office'),
  'POST /api/cost-months/{month}/check': nobody,
  'GET /api/cost-settings': reads('/api/cost-settings'),
  'PUT /api/cost-settings': nobody,
  'GET /api/cost-forecast': reads('/api/cost-forecast'),
  'GET /api/rate-cards': reads('/api/rate-cards'),
  'POST /api/rate-cards': nobody,
  'PUT /api/rate-cards/{id}': nobody,
  'POST /api/rate-cards/{id}/publish': nobody,
  'POST /api/rate-cards/{id}/drop': nobody,
  'GET /api/invoices': reads('/api/invoices'),
  'POST /api/invoices': nobody,
  'POST /api/invoices/{id}/parts': nobody,
  'GET /api/invoices/{id}': nobody,
  // Its own test holds that somebody who may not see the person reads a number (CST-11).
  'GET /api/invoices/{id}/lines': nobody,
  'GET /api/invoices/{id}/export': nobody,
  'POST /api/invoices/{id}/take-in': nobody,
  'POST /api/invoices/{id}/compare': nobody,
  'POST /api/invoices/{id}/give-up': nobody,
  'POST /api/invoices/{id}/ask-release': nobody,
  'POST /api/invoices/{id}/take-back-release': nobody,
  'POST /api/invoices/{id}/release': nobody,
  'POST /api/invoices/{id}/disputes': nobody,
  'POST /api/invoice-disputes/{id}/answer': nobody,
  'POST /api/invoice-disputes/{id}/settle': nobody,
  'POST /api/invoice-disputes/{id}/withdraw': nobody,
  'POST /api/invoice-disputes/{id}/confirm-end': nobody,
  'POST /api/invoice-disputes/{id}/take-back-end': nobody,
};
