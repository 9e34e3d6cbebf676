import type pg from 'pg';
import { insertHelpOf } from '../../database/testing-help.ts';
import type { Keyring } from '../../keys/keyring.ts';
import { officeDay } from './day.ts';

/** The programme's day ten days from now, on which help of the sweep is. */
const on = officeDay(10);
const version = 1;

/** How each route of help is asked, so that it succeeds: each of a help of its own (`makeHelp`). */
export const helpRequests = {
  'POST /api/people/{id}/help': { id: 'person', body: { kind: 'transport', way: 'telephone' } },
  'GET /api/people/{id}/help': { id: 'person' },
  'GET /api/help': { path: `/api/help?day=${on}` },
  'GET /api/help-sheets': { path: `/api/help-sheets?day=${on}&supplier=Cars` },
  'GET /api/today/help': {},
  'POST /api/help/{id}/arrange': { id: 'help', body: { version, kind: 'child-care', supplier: 'Cars' } },
  'POST /api/help/{id}/settle': {
    id: 'help',
    body: { version, as: 'not-needed', reason: 'the sweep walks' },
  },
  'POST /api/help/{id}/carry': { id: 'help', body: { version } },
  'POST /api/help/{id}/entered-in-error': { id: 'help', body: { reason: 'the sweep was wrong' } },
} as const;

type Of = {
  readonly owner: pg.Pool;
  readonly keyring: Keyring;
  readonly programme: string;
  readonly person: string;
  readonly staff: string;
};

/** Help for a hearing of its own, as the route needs it. */
export const makeHelp = (name: string, { staff, ...of }: Of) =>
  insertHelpOf({
    ...of,
    moved: name.endsWith('/carry'),
    ...(name === 'GET /api/help-sheets' ? { arranged: { by: staff, supplier: 'Cars' } } : {}),
  });
