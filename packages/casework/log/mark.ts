import { type Failure, fail, type Millis, type Result, succeed } from '@attend/kernel';

/** Records that can be marked as entered in error. Whatever else is wrong is put right by the next record of its part. */
export const markableRecords = [
  'contact-entry',
  'suspension',
  'hearing',
  'check-in',
  'contact-attempt',
  'exception',
  'help',
  'letter-sending',
  'order-draft',
] as const;
export type MarkableRecord = (typeof markableRecords)[number];

export type Markable = {
  readonly kind: MarkableRecord;
  readonly markedAt: Millis | null;
};

const markedAlready: Failure = {
  code: 'already-marked',
  message: 'This is marked as entered in error already.',
};

/** LOG-5: once, and never taken back: what was marked wrongly is entered again. */
export function permitMark({ markedAt }: Markable): Result<null> {
  return markedAt === null ? succeed(null) : fail(markedAlready);
}
