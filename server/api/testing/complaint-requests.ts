import { officeDay } from './day.ts';

/** What the sweep of looks asks about complaints, in the order in which one is worked. */
export const complaintRequests = {
  'POST /api/complaints': {
    body: {
      ...{ complainant: 'participant', way: 'paper', receivedOn: officeDay(-1), topic: 'device' },
      words: 'the sweep complains',
    },
  },
  'GET /api/complaints': {},
  'GET /api/complaints/{id}': { id: 'complaint' },
  'POST /api/complaints/{id}/note': { id: 'complaint', body: { version: 1, text: 'the sweep asks' } },
  'POST /api/complaints/{id}/acknowledge': { id: 'complaint', body: { version: 2, told: 'message' } },
  'POST /api/complaints/{id}/handler': { id: 'complaint', body: { version: 3 } },
  'PUT /api/complaints/{id}/concerned': {
    id: 'complaint',
    body: { version: 4, concernedStaff: [], concernedProvider: null, text: 'nobody of the staff' },
  },
  'POST /api/complaints/{id}/answer': {
    id: 'complaint',
    body: { version: 5, outcome: 'upheld', text: 'the sweep answers', told: 'message' },
  },
  'POST /api/complaints/{id}/appeal': {
    id: 'complaint',
    body: { version: 6, text: 'the sweep is not content', receivedOn: officeDay(-1) },
  },
} as const;

/** With whom it is of, and who gets it in hand. */
export const complaintBody = (name: string, body: object | undefined, person: string, staff: string) =>
  name === 'POST /api/complaints'
    ? { ...body, participant: person }
    : name.endsWith('/handler')
      ? { ...body, handler: staff }
      : body;
