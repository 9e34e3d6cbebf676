import type pg from 'pg';
import { insertFilesOf } from '../../database/testing-files.ts';
import { pdfOf, photoOf } from '../../files/testing/pictures.ts';
import type { Keyring } from '../../keys/keyring.ts';
import type { Client } from './client.ts';

/** How each route of files, documents and photos is asked, one after another, so that it succeeds. */
export const fileRequests = {
  'POST /api/people/{id}/files': { id: 'person', body: pdfOf() },
  'GET /api/people/{id}/documents': { id: 'person' },
  'POST /api/people/{id}/documents': { id: 'person', body: { kind: 'letter', title: 'A letter' } },
  'POST /api/documents/{id}/error': { id: 'document', body: { reason: 'the sweep marks it' } },
  'GET /api/documents/{id}/file': { id: 'document', query: '?purpose=sweep' },
  'GET /api/people/{id}/photos': { id: 'person' },
  'POST /api/people/{id}/reference-photos': { id: 'person', body: {} },
  'POST /api/check-ins/{id}/photos': { id: 'checkIn', body: {} },
  'GET /api/check-in-photos': {},
  'POST /api/check-in-photos/{id}/decision': { id: 'photo', body: { decision: 'cannot-be-told' } },
  'GET /api/check-in-photos/{id}/image': { id: 'photo' },
  'GET /api/reference-photos/{id}/image': { id: 'referencePhoto' },
} as const;

type Ids = { person: string; checkIn: string; document: string; photo: string; referencePhoto: string };
type Of = {
  readonly owner: pg.Pool;
  readonly keyring: Keyring;
  readonly officer: Client & { readonly staffId: string };
  /** Filled in. */
  readonly ids: Ids;
};

export async function fileBodyOf(
  name: string,
  body: object | undefined,
  of: Of,
): Promise<object | undefined> {
  // Not before the check-in has been missed: a photo that waits stands before that.
  if (name === 'POST /api/people/{id}/files') await makeFiles(of);
  const uses = name.endsWith('/documents') || name.endsWith('photos');
  return body !== undefined && uses ? { ...body, file: await sendFile(of) } : body;
}

/** Sent by whoever of the staff is not the officer. */
async function makeFiles({ owner, keyring, officer, ids }: Of): Promise<void> {
  const { rows } = await owner.query(
    'select s.id as staff, p.programme_id from staff s, participant p where s.id <> $1 and p.id = $2 limit 1',
    [officer.staffId, ids.person],
  );
  const [{ staff, programme_id: programmeId }] = rows;
  const of = { programmeId, participantId: ids.person, staff, checkIn: ids.checkIn };
  Object.assign(ids, await insertFilesOf(owner, keyring, of));
}

/** A photo, so that anything can be made of it; and the check-in by video that it may be for. */
async function sendFile({ owner, officer, ids }: Of): Promise<string> {
  await owner.query(
    `update check_in set kind = 'virtual', status = 'due', slot_at = null, reason = null, entered_in_error_at = null, schedule_id = null, window_from = current_date - 3, due_on = current_date,
       window_to = current_date + 3 where id = $1`,
    [ids.checkIn],
  );
  return (await officer.post(`/api/people/${ids.person}/files`, await photoOf())).body.file;
}
