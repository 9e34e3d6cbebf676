import type { KeyObject } from 'node:crypto';
import { accessNeedKinds, addressUses, messageLanguages } from '@attend/casework';
import { area } from '@attend/contracts/zones';
import { sealJson, unsealJson } from '@attend/server/keys/seal';
import { z } from 'zod';

const text = z.string().nullable().default(null);

/** How somebody else than the person is reached. */
const reached = { phone: text, email: text, language: text };

/** What stands in each table's `sealed` column, under the person's own key. New fields are optional: old rows must open. */
export const sealedForms = {
  participant: z.object({
    name: z.string(),
    preferredName: text,
    pronouns: text,
    languages: z.array(z.string()).default([]),
    otherNames: z.array(z.string()).default([]),
    identifiers: z.array(z.object({ kind: z.string(), value: z.string() })).default([]),
    needs: z.array(z.object({ kind: z.enum(accessNeedKinds), note: text })).default([]),
  }),
  person_link: z.object({ reason: z.string(), undoReason: text }),
  register_entry: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('address'),
      use: z.enum(addressUses),
      text: z.string(),
      note: text,
      reason: text,
    }),
    z.object({
      kind: z.literal('emergency-contact'),
      name: z.string(),
      relationship: text,
      ...reached,
      note: text,
    }),
    z.object({
      ...{ kind: z.literal('attorney'), name: z.string(), firm: text, ...reached },
      ...{ authority: z.enum(['participant', 'court']), document: text, note: text },
    }),
  ]),
  court_case: z.object({ number: text, matter: text }),
  order_version: z.object({
    necessity: text,
    lesserMeans: text,
    vulnerability: text,
    language: text,
    representations: text,
    answer: text,
    reasons: text,
    stepReason: text,
    stepLesserMeans: text,
  }),
  /** `order_version.effect_sealed`: of the court's service, and what was said by whoever approved. */
  order_effect: z.object({ reference: text, note: text }),
  supervision_order: z.object({ reason: text }),
  agreement: z.object({
    explained: text,
    interpreter: text,
    signature: text,
    /** Who signed, where a paper is filed, the text as it was read, and what was drawn in a field of 1000 by 300. */
    name: text,
    paper: text,
    text,
    strokes: z.array(z.array(z.tuple([z.number(), z.number()]))).default([]),
  }),
  agreement_withdrawal: z.object({ reason: z.string() }),
  order_prompt: z.object({ note: text, evidence: text }),
  /** `facts`: as they were judged, in the form of casework's ReviewFacts; kept to be read, not to be worked with. */
  review: z.object({ reason: z.string(), told: z.string(), facts: z.unknown() }),
  step_up: z.object({ reason: z.string(), lesserMeans: z.string(), told: z.string(), note: text }),
  fitting: z.object({ identityNote: text, interpreter: text, reason: text }),
  /** `found`: what somebody found once its time had passed. */
  planned_removal: z.object({ note: text, found: text }),
  device_collection: z.object({ place: text, reason: z.string() }),
  injury_report: z.object({ what: z.string(), care: text }),
  provider_audit_case: z.object({ reason: z.string() }),
  /** `provider_audit_case.answer_sealed` */
  provider_audit_answer: z.object({ answer: z.string() }),
  condition: z.object({ name: text, area }),
  condition_exception: z.object({ reason: z.string(), decisionReason: text }),
  check_in: z.object({ note: text }),
  check_in_attempt: z.object({ note: text }),
  check_in_photo: z.object({ note: text }),
  /** `fileName`: as it was called where it came from. It is shown and offered to whoever saves it, and is a path of nothing here. */
  case_document: z.object({ title: z.string(), fileName: text }),
  letter: z.object({ recipient: z.string(), signer: text }),
  letter_sending: z.object({ note: text }),
  /** `letter_sending.returned_sealed` */
  letter_return: z.object({ note: text }),
  alert_transition: z.object({ note: text }),
  contact_point: z.object({ address: z.string(), language: text, note: text }),
  message: z.object({
    language: z.enum(messageLanguages),
    subject: z.string(),
    text: z.string(),
    values: z.record(z.string(), z.string().nullable()),
  }),
  message_reply: z.object({ text: z.string() }),
  /** `by`: who did it, where that is nobody of the staff here. */
  contact_entry: z.object({ text: z.string(), by: text }),
  arranged_help: z.object({
    note: text,
    supplier: text,
    phone: text,
    language: text,
    /** What the participant is told besides. */
    told: text,
    /** Why it fell through, or is not needed. */
    reason: text,
  }),
  /** `arranged_help.place_sealed` */
  help_place: z.object({ text: z.string() }),
  /** `name`, `reach`: of who complained, where that is somebody else than the participant. */
  look_copy: z.object({ identity: z.string() }),
  complaint: z.object({ words: z.string(), name: text, reach: text }),
  complaint_step: z.object({ text: z.string() }),
  /** Of equipment, and so under the programme's key; why it came back from somebody, under theirs. */
  device_place: z.object({ reason: z.string() }),
  shipment_item: z.object({ reason: z.string() }),
  stock_difference: z.object({ reason: z.string() }),
  suspension: z.object({ note: text, endNote: text }),
  error_mark: z.object({ reason: z.string() }),
  hearing: z.object({
    caseNumber: text,
    matter: text,
    room: text,
    address: text,
    link: text,
    directions: text,
    uid: text,
    /** Why it was moved or cancelled. */
    reason: text,
    /** About the appearance. */
    note: text,
  }),
} as const;

export type SealedTable = keyof typeof sealedForms;
export type SealedForm<T extends SealedTable> = z.output<(typeof sealedForms)[T]>;

/** Names the row and the column: bytes moved to another row do not open. */
const identityOf = (table: string, id: string): string => `${table}/${id}`;

export const sealRow = <T extends SealedTable>(
  key: KeyObject,
  table: T,
  id: string,
  value: z.input<(typeof sealedForms)[T]>,
): Buffer => sealJson(key, identityOf(table, id), value);

/** Throws where the bytes were altered or moved: that is never an expected failure. */
export function openRow<T extends SealedTable>(
  key: KeyObject,
  table: T,
  id: string,
  sealed: Uint8Array,
): SealedForm<T>;
export function openRow(key: KeyObject, table: SealedTable, id: string, sealed: Uint8Array): unknown {
  return sealedForms[table].parse(unsealJson(key, identityOf(table, id), sealed));
}
