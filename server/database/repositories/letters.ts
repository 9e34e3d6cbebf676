import type { LetterKind, LetterLanguage, LetterSubject } from '@attend/casework';
import type { Keyring } from '@attend/server/keys/keyring';
import { bearsProtected } from './documents.ts';
import { millis, type Queryable } from './queryable.ts';
import { openRow, type SealedForm, sealRow } from './sealed.ts';

export type LetterRow = {
  readonly id: string;
  readonly participantId: string;
  readonly documentId: string;
  readonly kind: LetterKind;
  readonly language: LetterLanguage;
  readonly templateId: string | null;
  readonly templateName: string | null;
  readonly templateVersion: number;
  readonly templateHash: string;
  readonly fileHash: string;
  readonly hearingId: string | null;
  readonly checkInId: string | null;
  readonly orderId: string | null;
  readonly reviewId: string | null;
  readonly collectionId: string | null;
  readonly madeOn: string;
  readonly madeAt: number;
  readonly madeById: string;
  readonly madeBy: string;
  readonly protected: boolean;
  readonly inError: boolean;
  /** Null: the person's key has ended. */
  readonly words: (SealedForm<'letter'> & { readonly title: string }) | null;
};
type Row = Omit<LetterRow, 'words'> & { readonly sealed: Buffer; readonly document: Buffer };

const columns = `l.id, l.participant_id as "participantId", l.document_id as "documentId", l.kind, l.language, l.template_id as "templateId",
  t.name as "templateName", l.template_version as "templateVersion", l.template_hash as "templateHash", l.file_hash as "fileHash",
  l.hearing_id as "hearingId", l.check_in_id as "checkInId", l.order_id as "orderId", l.review_id as "reviewId", l.collection_id as "collectionId", l.made_on::text as "madeOn", ${millis('l.made_at')} as "madeAt",
  l.made_by as "madeById", s.name as "madeBy", d.protected or ${bearsProtected('d.id')} as protected, d.error_at is not null as "inError", l.sealed, d.sealed as document
from letter l join case_document d on d.id = l.document_id join staff s on s.id = l.made_by left join letter_template t on t.id = l.template_id`;

function open(keyring: Keyring, { sealed, document, ...row }: Row): LetterRow {
  const key = keyring.find(row.participantId);
  if (key === null) return { ...row, words: null };
  const { title } = openRow(key, 'case_document', row.documentId, document);
  return { ...row, words: { ...openRow(key, 'letter', row.id, sealed), title } };
}

/** The newest first. They are documents, of which a person has some hundreds at most (FIL-7). */
export async function listLettersOf(
  client: Queryable,
  keyring: Keyring,
  participantId: string,
): Promise<LetterRow[]> {
  const { rows } = await client.query<Row>({
    name: 'letters-of',
    text: `select ${columns} where l.participant_id = $1 order by l.made_at desc, l.id`,
    values: [participantId],
  });
  return rows.map((row) => open(keyring, row));
}

/** Nothing of one ever changes: it is not locked. */
export async function findLetter(client: Queryable, keyring: Keyring, id: string): Promise<LetterRow | null> {
  const { rows } = await client.query<Row>(`select ${columns} where l.id = $1`, [id]);
  return rows[0] === undefined ? null : open(keyring, rows[0]);
}

export type NewLetter = {
  readonly programmeId: string;
  readonly participantId: string;
  readonly documentId: string;
  readonly kind: LetterKind;
  readonly language: LetterLanguage;
  readonly templateId: string | null;
  readonly templateVersion: number;
  readonly templateHash: string;
  readonly fileHash: string;
  readonly about: { readonly kind: LetterSubject; readonly id: string } | null;
  readonly address: { readonly id: string; readonly version: number } | null;
  readonly madeOn: string;
  readonly by: string;
  readonly recipient: string;
  readonly signer: string | null;
};

export async function insertLetter(client: Queryable, keyring: Keyring, made: NewLetter): Promise<string> {
  const { rows } = await client.query<{ id: string }>('select uuidv7()::text as id');
  const id = rows[0]?.id ?? '';
  const { recipient, signer, about } = made;
  const idOf = (kind: LetterSubject) => (about?.kind === kind ? about.id : null);
  await client.query(
    `insert into letter (id, programme_id, participant_id, document_id, kind, language, template_id, template_version, template_hash, file_hash,
       hearing_id, check_in_id, order_id, review_id, collection_id, address_id, address_version, made_on, made_by, sealed)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)`,
    [
      ...[id, made.programmeId, made.participantId, made.documentId, made.kind, made.language],
      ...[made.templateId, made.templateVersion, made.templateHash, made.fileHash],
      ...[idOf('hearing'), idOf('check-in'), idOf('order'), idOf('review'), idOf('collection')],
      ...[made.address?.id ?? null, made.address?.version ?? null, made.madeOn, made.by],
      sealRow(keyring.create(made.participantId), 'letter', id, { recipient, signer }),
    ],
  );
  return id;
}
