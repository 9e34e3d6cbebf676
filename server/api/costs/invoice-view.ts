import type { Invoice } from '@attend/contracts/invoices';
import { type Failure, formatInstant } from '@attend/kernel';
import type { InvoiceRow } from '../../database/repositories/invoices.ts';
import { instantText } from '../alerts/summary.ts';

export const missingInvoice: Failure = { code: 'not-found', message: 'There is no such invoice here.' };
export const invoiceMoved: Failure = {
  code: 'version-changed',
  message: 'Somebody changed this invoice meanwhile.',
};

export const viewOf = ({
  fingerprint: _fingerprint,
  releaseAskedById: _releaseAskedById,
  begunAt,
  takenAt,
  comparedAt,
  releaseAskedAt,
  releasedAt,
  ...row
}: InvoiceRow): Invoice => ({
  ...row,
  ...{ begunAt: formatInstant(begunAt), takenAt: instantText(takenAt) },
  ...{ comparedAt: instantText(comparedAt), releaseAskedAt: instantText(releaseAskedAt) },
  releasedAt: instantText(releasedAt),
});
