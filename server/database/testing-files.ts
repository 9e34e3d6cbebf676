import { randomUUID } from 'node:crypto';
import type { Keyring } from '@attend/server/keys/keyring';
import { seal } from '@attend/server/keys/seal';
import type pg from 'pg';
import { sealRow } from './repositories/sealed.ts';
import { insertDueCheckIn } from './testing-check-ins.ts';

type Of = {
  readonly programmeId: string;
  readonly participantId: string;
  readonly staff: string;
  readonly checkIn: string;
};

/** A document, a photo of a check-in that waits for a look, and a reference photo of a person's. The contents are short texts. */
export async function insertFilesOf(
  owner: pg.Pool,
  keyring: Keyring,
  { programmeId, participantId, staff, checkIn }: Of,
): Promise<{ readonly document: string; readonly photo: string; readonly referencePhoto: string }> {
  const file = async (type: 'jpeg' | 'pdf'): Promise<string> => {
    const id = randomUUID();
    const sealed = seal(keyring.create(participantId), `stored_file/${id}/content`, Buffer.from('content'));
    await owner.query(
      'insert into stored_file (id, programme_id, participant_id, type, bytes, uploaded_by, sealed) values ($1, $2, $3, $4, 7, $5, $6)',
      [id, programmeId, participantId, type, staff, sealed],
    );
    return id;
  };
  const [document, photo, referencePhoto] = [randomUUID(), randomUUID(), randomUUID()];
  await owner.query(
    `insert into case_document (id, programme_id, participant_id, file_id, kind, added_by, sealed) values ($1, $2, $3, $4, 'letter', $5, $6)`,
    [
      ...[document, programmeId, participantId, await file('pdf'), staff],
      sealRow(keyring.create(participantId), 'case_document', document, {
        title: 'A letter',
        fileName: null,
      }),
    ],
  );
  await owner.query(
    'insert into check_in_photo (id, programme_id, participant_id, check_in_id, file_id, added_by) values ($1, $2, $3, $4, $5, $6)',
    [photo, programmeId, participantId, checkIn, await file('jpeg'), staff],
  );
  await owner.query(
    'insert into reference_photo (id, programme_id, participant_id, version, file_id, added_by) values ($1, $2, $3, 1, $4, $5)',
    [referencePhoto, programmeId, participantId, await file('jpeg'), staff],
  );
  return { document, photo, referencePhoto };
}

/** The same, of a check-in that is due today. */
export async function insertCheckInWithFiles(
  owner: pg.Pool,
  keyring: Keyring,
  programmeId: string,
  participantId: string,
  staff: string,
) {
  const due = await insertDueCheckIn(owner, participantId, staff);
  return { ...due, ...(await insertFilesOf(owner, keyring, { programmeId, participantId, staff, ...due })) };
}
