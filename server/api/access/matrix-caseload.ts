import { nobody, type Row, reads } from './matrix-target.ts';

/** Whole caseloads in files, and ends of keys. */
export const caseloadRows: Readonly<Record<string, Row>> = {
  'GET /api/caseload-imports': reads('/api/caseload-imports'),
  'POST /api/caseload-imports': nobody,
  'POST /api/caseload-imports/{id}/parts': nobody,
  'POST /api/caseload-imports/{id}/check': nobody,
  'POST /api/caseload-imports/{id}/commit': nobody,
  'POST /api/caseload-imports/{id}/give-up': nobody,
  'GET /api/caseload-exports/{kind}': reads(
    '/api/caseload-exports/people?purpose=matrix',
    '/api/caseload-exports/contacts?purpose=matrix',
  ),
  'GET /api/imported-orders': reads('/api/imported-orders', '/api/imported-orders?limit=1'),
  'POST /api/imported-orders/looked-at': nobody,
  'GET /api/destructions': reads('/api/destructions'),
  'POST /api/people/{id}/destruction': {
    about: ({ person }) => ({
      path: `/api/people/${person}/destruction`,
      body: { reason: 'the matrix asks' },
    }),
  },
  'POST /api/destructions/{id}/decision': {
    about: ({ destruction }) => ({
      path: `/api/destructions/${destruction}/decision`,
      body: { decision: 'refused' },
    }),
  },
};
