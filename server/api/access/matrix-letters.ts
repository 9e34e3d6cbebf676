type Ids = Readonly<Record<'person' | 'letter' | 'sending', string>>;

const nobody = {};
/** Of the program's own, so that nothing has to be published first. */
export const aLetter = {
  template: { id: null, kind: 'to-participant', language: 'en' },
  to: { kind: 'participant', address: null },
  values: { reasons: 'somebody asks.', phone: '305-555-0100' },
} as const;
const of = (pathOf: (ids: Ids) => string) => ({
  about: (ids: Ids) => ({ path: pathOf(ids) }),
  paths: (ids: Ids) => [pathOf(ids)],
});
const asks = (pathOf: (ids: Ids) => string, body: object) => ({
  about: (ids: Ids) => ({ path: pathOf(ids), body }),
});

/** The matrix’s rows of letters, and of what they are made of. */
export const letterRows = {
  'GET /api/letter-templates': nobody,
  'POST /api/letter-templates': nobody,
  'POST /api/letter-templates/{id}/draft': nobody,
  'POST /api/letter-templates/{id}/publish': nobody,
  'POST /api/letter-templates/{id}/discard': nobody,
  'POST /api/letter-templates/{id}/withdraw': nobody,
  'GET /api/people/{id}/letters': of(({ person }) => `/api/people/${person}/letters`),
  'GET /api/people/{id}/letter-options': of(({ person }) => `/api/people/${person}/letter-options`),
  'POST /api/people/{id}/letters/preview': asks(
    ({ person }) => `/api/people/${person}/letters/preview`,
    aLetter,
  ),
  'POST /api/people/{id}/letters': asks(({ person }) => `/api/people/${person}/letters`, aLetter),
  'POST /api/letters/{id}/sendings': asks(({ letter }) => `/api/letters/${letter}/sendings`, {
    way: 'handed-over',
    on: '2026-01-05',
  }),
  'POST /api/letter-sendings/{id}/return': asks(({ sending }) => `/api/letter-sendings/${sending}/return`, {
    on: '2026-01-05',
  }),
  'POST /api/letter-sendings/{id}/address-seen-to': asks(
    ({ sending }) => `/api/letter-sendings/${sending}/address-seen-to`,
    { note: 'the matrix asks' },
  ),
  'POST /api/letter-sendings/{id}/entered-in-error': asks(
    ({ sending }) => `/api/letter-sendings/${sending}/entered-in-error`,
    { reason: 'the matrix asks' },
  ),
  'GET /api/today/letters': { paths: () => ['/api/today/letters'] },
} as const;
