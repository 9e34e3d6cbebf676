type Ids = Readonly<Record<'person' | 'checkIn' | 'document' | 'photo' | 'referencePhoto', string>>;

/** As short as a PDF is. */
const aFile = Buffer.from('%PDF-1.7\n%%EOF\n');
const aFileId = '0198c0de-0000-7000-8000-00000000000f';
/** Read of somebody, and compared. */
const of = (pathOf: (ids: Ids) => string) => ({
  about: (ids: Ids) => ({ path: pathOf(ids) }),
  paths: (ids: Ids) => [pathOf(ids)],
});

/** The matrix’s rows of files, documents and photos. */
export const fileRows = {
  'POST /api/people/{id}/files': {
    about: ({ person }: Ids) => ({ path: `/api/people/${person}/files`, body: aFile }),
  },
  'GET /api/people/{id}/documents': of(({ person }) => `/api/people/${person}/documents`),
  'POST /api/people/{id}/documents': {
    about: ({ person }: Ids) => ({
      path: `/api/people/${person}/documents`,
      body: { file: aFileId, kind: 'other', title: 'matrix' },
    }),
  },
  'POST /api/documents/{id}/error': {
    about: ({ document }: Ids) => ({
      path: `/api/documents/${document}/error`,
      body: { reason: 'the matrix asks' },
    }),
  },
  'GET /api/documents/{id}/file': of(({ document }) => `/api/documents/${document}/file?purpose=matrix`),
  'GET /api/people/{id}/photos': of(({ person }) => `/api/people/${person}/photos`),
  'POST /api/people/{id}/reference-photos': {
    about: ({ person }: Ids) => ({ path: `/api/people/${person}/reference-photos`, body: { file: aFileId } }),
  },
  'POST /api/check-ins/{id}/photos': {
    about: ({ checkIn }: Ids) => ({ path: `/api/check-ins/${checkIn}/photos`, body: { file: aFileId } }),
  },
  'GET /api/check-in-photos': { paths: () => ['/api/check-in-photos'] },
  'POST /api/check-in-photos/{id}/decision': {
    about: ({ photo }: Ids) => ({
      path: `/api/check-in-photos/${photo}/decision`,
      body: { decision: 'cannot-be-told' },
    }),
  },
  'GET /api/check-in-photos/{id}/image': of(({ photo }) => `/api/check-in-photos/${photo}/image`),
  'GET /api/reference-photos/{id}/image': of(
    ({ referencePhoto }) => `/api/reference-photos/${referencePhoto}/image`,
  ),
} as const;
