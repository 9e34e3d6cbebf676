import { id } from '@attend/contracts/instant';
import {
  disputeAnswer,
  disputeChanged,
  disputeOpen,
  disputeSettle,
  disputeVersion,
  disputeWithdraw,
  invoice,
  invoiceBegin,
  invoiceChanged,
  invoiceDetail,
  invoiceExport,
  invoiceLines,
  invoiceLinesQuery,
  invoiceList,
  invoiceListQuery,
  invoicePart,
  invoiceVersion,
} from '@attend/contracts/invoices';
import { z } from 'zod';
import type { StaffContext } from '../context.ts';
import { defineRoute } from '../route.ts';
import { answer, confirmEnd, openDispute, settle, takeBackEnd, withdraw } from './invoice-disputes.ts';
import { addInvoicePart, beginInvoice, exportLines } from './invoice-files.ts';
import { askRelease, compareAgain, giveUp, release, takeBackRelease, takeIn } from './invoice-steps.ts';
import { readInvoice, readInvoices, readLines } from './invoices.ts';

const params = z.object({ id });
const nobody = { access: { reads: 'nobody' } } as const;

type Step = (context: StaffContext, id: string, version: number) => ReturnType<typeof takeIn>;
const step = (name: string, summary: string, run: Step, more: { readonly stepUp?: true } = {}) =>
  defineRoute({
    ...nobody,
    ...more,
    method: 'POST',
    path: `/api/invoices/{id}/${name}`,
    summary,
    permission: 'costs.write',
    params,
    body: invoiceVersion,
    response: invoiceChanged,
    handler: (context, { params, body }) => run(context, params.id, body.version),
  });
/** Money leaves by it: whoever does it proves afresh that it is they. */
const fresh = { stepUp: true } as const;

/** What providers bill. An invoice names devices; who wore one is told of those whom the reader may see. */
export const invoiceRoutes = [
  defineRoute({
    ...nobody,
    method: 'GET',
    path: '/api/invoices',
    summary: 'Invoices, the latest first, and how each stands to the record.',
    permission: 'costs.read',
    query: invoiceListQuery,
    response: invoiceList,
    handler: (context, { query }) => readInvoices(context, query),
  }),
  defineRoute({
    ...nobody,
    method: 'POST',
    path: '/api/invoices',
    summary: 'Begins an invoice’s file, or says how much of it is here already.',
    permission: 'costs.write',
    body: invoiceBegin,
    response: invoice,
    status: 201,
    handler: (context, { body }) => beginInvoice(context, body),
  }),
  defineRoute({
    ...nobody,
    method: 'POST',
    path: '/api/invoices/{id}/parts',
    summary: 'The next part of an invoice’s file; the same part again changes nothing.',
    permission: 'costs.write',
    params,
    body: invoicePart,
    // JSON writes some characters as six.
    bodyLimit: 6 * 1024 * 1024,
    response: invoice,
    handler: (context, { params, body }) => addInvoicePart(context, params.id, body),
  }),
  defineRoute({
    ...nobody,
    method: 'GET',
    path: '/api/invoices/{id}',
    summary: 'One invoice: what is wrong with its file, how it stands to the record, what is disputed.',
    permission: 'costs.read',
    params,
    response: invoiceDetail,
    handler: (context, { params }) => readInvoice(context, params.id),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/invoices/{id}/lines',
    summary: 'Lines of an invoice beside the record, those of one result or all.',
    permission: 'costs.read',
    params,
    query: invoiceLinesQuery,
    response: invoiceLines,
    access: {
      reads: 'people',
      by: 'people.read',
      action: 'list',
      what: 'invoice lines',
      purpose: 'checking of an invoice',
      participants: ({ lines }) => lines.flatMap(({ wearers }) => wearers.map((one) => one.id)),
    },
    handler: (context, { params, query }) => readLines(context, params.id, query),
  }),
  defineRoute({
    ...nobody,
    method: 'GET',
    path: '/api/invoices/{id}/export',
    summary: 'Some thousands of an invoice’s lines as CSV, beside what the record gives.',
    permission: 'costs.read',
    params,
    query: invoiceLinesQuery,
    response: invoiceExport,
    handler: (context, { params, query }) => exportLines(context, params.id, query.show, query.after),
  }),
  step(
    'take-in',
    'Takes a checked file in: it counts from here on, and is compared with the record.',
    takeIn,
  ),
  step('compare', 'Asks for an invoice to be compared anew.', compareAgain),
  step('give-up', 'Gives a file up that was not taken in: nothing of it is kept.', giveUp),
  step('ask-release', 'Asks for the money to be released.', askRelease),
  step('take-back-release', 'Takes the asking back.', takeBackRelease),
  step('release', 'Releases the money, as a second person.', release, fresh),
  defineRoute({
    ...nobody,
    method: 'POST',
    path: '/api/invoices/{id}/disputes',
    summary: 'Disputes one line, with a reason.',
    permission: 'costs.write',
    params,
    body: disputeOpen,
    response: disputeChanged,
    status: 201,
    handler: (context, { params, body }) => openDispute(context, params.id, body),
  }),
  defineRoute({
    ...nobody,
    method: 'POST',
    path: '/api/invoice-disputes/{id}/answer',
    summary: 'Puts the provider’s answer on record.',
    permission: 'costs.write',
    params,
    body: disputeAnswer,
    response: disputeChanged,
    handler: (context, { params, body }) => answer(context, params.id, body),
  }),
  defineRoute({
    ...nobody,
    method: 'POST',
    path: '/api/invoice-disputes/{id}/settle',
    summary: 'Asks for a dispute to be settled with what is paid for the line; somebody else confirms it.',
    permission: 'costs.write',
    params,
    body: disputeSettle,
    response: disputeChanged,
    handler: (context, { params, body }) => settle(context, params.id, body),
  }),
  defineRoute({
    ...nobody,
    method: 'POST',
    path: '/api/invoice-disputes/{id}/withdraw',
    summary:
      'Asks for a dispute to be withdrawn, the line being accepted as it was billed; somebody else confirms it.',
    permission: 'costs.write',
    params,
    body: disputeWithdraw,
    response: disputeChanged,
    handler: (context, { params, body }) => withdraw(context, params.id, body),
  }),
  defineRoute({
    ...nobody,
    ...fresh,
    method: 'POST',
    path: '/api/invoice-disputes/{id}/confirm-end',
    summary: 'Confirms, as a second person, how a dispute ends.',
    permission: 'costs.write',
    params,
    body: disputeVersion,
    response: disputeChanged,
    handler: (context, { params, body }) => confirmEnd(context, params.id, body),
  }),
  defineRoute({
    ...nobody,
    method: 'POST',
    path: '/api/invoice-disputes/{id}/take-back-end',
    summary: 'Takes back, or does not confirm, how a dispute was to end: it goes on.',
    permission: 'costs.write',
    params,
    body: disputeVersion,
    response: disputeChanged,
    handler: (context, { params, body }) => takeBackEnd(context, params.id, body),
  }),
];
