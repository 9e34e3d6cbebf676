import { randomUUID } from 'node:crypto';
import type { Keyring } from '@attend/server/keys/keyring';
import { seal } from '@attend/server/keys/seal';
import type pg from 'pg';
import { sealRow } from './repositories/sealed.ts';

type Of = { readonly programmeId: string; readonly participantId: string; readonly staff: string };

/** A letter of a person's, made three days ago, and that it was posted the day after. The paper is a short text. */
export async function insertLetterOf(
  owner: pg.Pool,
  keyring: Keyring,
  { programmeId, participantId, staff }: Of,
): Promise<{ readonly letter: string; readonly sending: string }> {
  const key = keyring.create(participantId);
  const [file, document, letter, sending] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  await owner.query(
    `insert into stored_file (id, programme_id, participant_id, type, bytes, uploaded_by, sealed) values ($1, $2, $3, 'pdf', 7, $4, $5)`,
    [
      ...[file, programmeId, participantId, staff],
      seal(key, `stored_file/${file}/content`, Buffer.from('content')),
    ],
  );
  await owner.query(
    `insert into case_document (id, programme_id, participant_id, file_id, kind, added_by, sealed) values ($1, $2, $3, $4, 'letter', $5, $6)`,
    [
      ...[document, programmeId, participantId, file, staff],
      sealRow(key, 'case_document', document, { title: 'A letter', fileName: null }),
    ],
  );
  await owner.query(
    `insert into letter (id, programme_id, participant_id, document_id, kind, language, template_version, template_hash, file_hash, made_on, made_by, sealed)
     values ($1, $2, $3, $4, 'to-participant', 'en', 1, repeat('a', 64), repeat('b', 64), current_date - 3, $5, $6)`,
    [
      ...[letter, programmeId, participantId, document, staff],
      sealRow(key, 'letter', letter, { recipient: 'Somebody' }),
    ],
  );
  await owner.query(
    `insert into letter_sending (id, programme_id, participant_id, letter_id, way, sent_on, sent_at, by_id)
     values ($1, $2, $3, $4, 'posted', current_date - 2, now() - interval '2 days', $5)`,
    [sending, programmeId, participantId, letter, staff],
  );
  return { letter, sending };
}
