import { marked, markInError } from '@attend/contracts/error-mark';
import {
  helpArrange,
  helpAsk,
  helpCarry,
  helpChanged,
  helpList,
  helpQuery,
  helpSettle,
  helpSheet,
  helpSheetQuery,
  personHelp,
} from '@attend/contracts/help';
import { id } from '@attend/contracts/instant';
import { z } from 'zod';
import { markInLog } from '../log/mark.ts';
import { defineRoute } from '../route.ts';
import { arrangeHelp, askForHelp, carryHelp, settleHelp } from './commands.ts';
import { readHelp, readHelpOf } from './read.ts';
import { readSheet } from './sheet.ts';

const params = z.object({ id });
const looked = {
  reads: 'people' as const,
  action: 'open' as const,
  what: 'help',
  participants: ({ participant }: { participant: string }) => [participant],
};
const helping = { ...looked, purpose: 'arranging help' };
const listed = { reads: 'people' as const, action: 'list' as const, purpose: 'arranging help' };

/** Transport, child care, interpreters: help with getting to a hearing or a check-in. */
export const helpRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/people/{id}/help',
    summary:
      'Help that was asked for or arranged for a person’s hearings and check-ins, and for which it can be.',
    permission: 'help.read',
    access: { ...looked, purpose: 'supervision' },
    params,
    response: personHelp,
    handler: (context, input) => readHelpOf(context, input.params.id),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/people/{id}/help',
    summary: 'Asks for help with getting to one hearing or check-in, or with taking part in it.',
    permission: 'help.write',
    access: helping,
    params,
    body: helpAsk,
    response: helpChanged,
    status: 201,
    handler: (context, { params, body }) => askForHelp(context, params.id, body),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/help',
    summary:
      'Help for hearings and check-ins of a day, or of some days, of everybody within reach or of one office.',
    permission: 'help.read',
    access: {
      ...listed,
      what: 'list of help',
      participants: ({ help }) => help.map(({ participant }) => participant.id),
    },
    query: helpQuery,
    response: helpList,
    handler: (context, { query }) => readHelp(context, query),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/help-sheets',
    summary: 'What one supplier has to know of a day: no numbers, no notes, and no place that is protected.',
    permission: 'help.read',
    access: {
      ...listed,
      what: 'help, for a supplier',
      participants: ({ lines }) => lines.map(({ participant }) => participant),
    },
    query: helpSheetQuery,
    response: helpSheet,
    handler: (context, { query }) => readSheet(context, query),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/help/{id}/arrange',
    summary: 'Who helps, when and where; also in the place of another arrangement.',
    permission: 'help.write',
    access: helping,
    params,
    body: helpArrange,
    response: helpChanged,
    handler: (context, { params, body }) => arrangeHelp(context, params.id, body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/help/{id}/settle',
    summary: 'What came of it: provided, fell through, or not needed.',
    permission: 'help.write',
    access: helping,
    params,
    body: helpSettle,
    response: helpChanged,
    handler: (context, { params, body }) => settleHelp(context, params.id, body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/help/{id}/carry',
    summary: 'Asks for it again at the time to which its hearing was moved. Answers with the new one.',
    permission: 'help.write',
    access: helping,
    params,
    body: helpCarry,
    response: helpChanged,
    handler: (context, { params, body }) => carryHelp(context, params.id, body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/help/{id}/entered-in-error',
    summary: 'It was never asked for: what is on record of it stays, struck through.',
    permission: 'help.write',
    access: helping,
    params,
    body: markInError,
    response: marked,
    handler: (context, { params, body }) => markInLog(context, 'help', params.id, body),
  }),
];
