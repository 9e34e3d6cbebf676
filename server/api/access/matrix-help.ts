type Ids = Readonly<Record<'person' | 'hearing' | 'help', string>>;

/** Ten days from now, as the target's hearing is; the list is asked for the days around it. */
const around = Temporal.Now.plainDateISO('America/New_York').add({ days: 8 }).toString();
const on = (command: string, body: object) => ({
  about: ({ help }: Ids) => ({ path: `/api/help/${help}/${command}`, body: { version: 9, ...body } }),
});

/** The access matrix's rows of help with getting to hearings and check-ins. */
export const helpRows = {
  'GET /api/people/{id}/help': {
    about: ({ person }: Ids) => ({ path: `/api/people/${person}/help` }),
    paths: ({ person }: Ids) => [`/api/people/${person}/help`],
  },
  'POST /api/people/{id}/help': {
    about: ({ person, hearing }: Ids) => ({
      path: `/api/people/${person}/help`,
      body: { for: { kind: 'hearing', id: hearing }, kind: 'interpreter', way: 'telephone' },
    }),
  },
  'GET /api/help': {
    paths: () => [`/api/help?day=${around}&days=7`, `/api/help?day=${around}&days=7&show=all&kind=transport`],
  },
  'GET /api/help-sheets': { paths: () => [`/api/help-sheets?day=${around}&supplier=Cars`] },
  'POST /api/help/{id}/arrange': on('arrange', { kind: 'child-care', supplier: 'the matrix' }),
  'POST /api/help/{id}/settle': on('settle', { as: 'not-needed', reason: 'the matrix asks' }),
  'POST /api/help/{id}/carry': on('carry', {}),
  'POST /api/help/{id}/entered-in-error': {
    about: ({ help }: Ids) => ({
      path: `/api/help/${help}/entered-in-error`,
      body: { reason: 'the matrix asks' },
    }),
  },
  'GET /api/today/help': { paths: () => ['/api/today/help'] },
};
