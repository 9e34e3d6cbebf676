import type { KeyObject } from 'node:crypto';
import { messageLanguages } from '@attend/casework';
import { area } from '@attend/contracts/zones';
import { sealJson, unsealJson } from '@attend/server/keys/seal';
import { z } from 'zod';

const text = z.string().nullable().default(null);

/** What stands in each table's `sealed` column, under the person's own key. New fields are optional: old rows must open. */
export const sealedForms = {
  participant: z.object({
    name: z.string(),
    preferredName: text,
    pronouns: text,
    languages: z.array(z.string()).default([]),
  }),
  court_case: z.object({ number: text, matter: text }),
  order_version: z.object({
    necessity: text,
    lesserMeans: text,
    vulnerability: text,
    language: text,
    representations: text,
    reasons: text,
  }),
  agreement: z.object({ explained: text, interpreter: text, signature: text }),
  condition: z.object({ name: text, area }),
  condition_exception: z.object({ reason: z.string(), decisionReason: text }),
  check_in: z.object({ note: text }),
  check_in_attempt: z.object({ note: text }),
  alert_transition: z.object({ note: text }),
  contact_point: z.object({ address: z.string(), language: text, note: text }),
  message: z.object({
    language: z.enum(messageLanguages),
    subject: z.string(),
    text: z.string(),
    values: z.record(z.string(), z.string().nullable()),
  }),
  message_reply: z.object({ text: z.string() }),
  contact_entry: z.object({ text: z.string() }),
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
