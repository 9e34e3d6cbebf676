import type { ClauseKind, PersonOrder, WrittenField } from '@attend/contracts/orders';
import { draftChange, orderCreate, writtenFields } from '@attend/contracts/orders';
import { t } from '@lingui/core/macro';
import { wallClock, zonedInstant } from '../../ui/time.ts';
import { draftOf } from './view.ts';

export type ClauseFields = {
  readonly number: string;
  readonly kind: ClauseKind;
  readonly from: string;
  readonly to: string;
};
/** Times as wall clock of the participant's zone; a clause's own dates are empty where they are the order's. */
export type DraftFields = Readonly<Record<WrittenField, string>> & {
  readonly reference: string;
  readonly court: string;
  readonly caseNumber: string;
  readonly legalBasis: string;
  readonly from: string;
  readonly to: string;
  readonly reviewAt: string;
  readonly clauses: readonly ClauseFields[];
};
const texts = ['court', 'caseNumber', 'legalBasis', ...writtenFields] as const;
const times = ['from', 'to', 'reviewAt'] as const;

export const draftEmpty = (now: number, zone: string): DraftFields => ({
  ...{ reference: '', court: '', caseNumber: '', legalBasis: '', to: '', reviewAt: '', clauses: [] },
  from: wallClock(now, zone),
  ...{ necessity: '', lesserMeans: '', vulnerability: '', language: '', representations: '' },
  ...{ answer: '', reasons: '', stepReason: '', stepLesserMeans: '' },
});

/** A draft as the form holds it. */
export function fieldsOf(order: PersonOrder, zone: string): DraftFields {
  const draft = draftOf(order);
  const wall = (at: string | null | undefined): string => (at ? wallClock(Date.parse(at), zone) : '');
  const base = draftEmpty(0, zone);
  if (draft === null) return base;
  const written = Object.fromEntries(writtenFields.map((name) => [name, draft.written[name] ?? '']));
  return {
    ...base,
    ...(written as Readonly<Record<WrittenField, string>>),
    reference: order.reference,
    court: order.court ?? '',
    caseNumber: order.caseNumber ?? '',
    legalBasis: draft.legalBasis ?? '',
    ...{ from: wall(draft.from), to: wall(draft.to), reviewAt: wall(draft.reviewAt) },
    clauses: draft.clauses.map(({ number, kind, from, to }) => ({
      ...{ number, kind, to: wall(to), from: from === draft.from ? '' : wall(from) },
    })),
  };
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
/** Names of fields that differ. */
export const changedFields = (was: DraftFields, now: DraftFields): readonly (keyof DraftFields)[] =>
  (Object.keys(now) as (keyof DraftFields)[]).filter((name) => !same(was[name], now[name]));

type Checked =
  | { readonly ok: true; readonly body: object }
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

function givenOf(fields: DraftFields, name: keyof DraftFields, zone: string): unknown {
  const instant = (wall: string): string | null => {
    const at = wall === '' ? null : zonedInstant(wall, zone);
    return at === null ? null : new Date(at).toISOString();
  };
  if (times.some((one) => one === name)) return instant(String(fields[name]));
  if (name === 'clauses')
    return fields.clauses.map(({ number, kind, from, to }) => ({
      ...{ number: number.trim(), kind, from: instant(from), to: instant(to) },
    }));
  const text = String(fields[name]).trim();
  return text === '' ? null : text;
}

/** Only what differs from `base`; without one, everything that is filled in, as a new order. */
export function checkDraft(
  fields: DraftFields,
  base: { readonly fields: DraftFields; readonly revision: number } | null,
  zone: string,
): Checked {
  const errors: Record<string, string> = {};
  if (base === null && fields.reference.trim() === '') errors.reference = t`Fill this in`;
  if (fields.from === '') errors.from = t`Fill this in`;
  for (const [index, { number }] of fields.clauses.entries())
    if (number.trim() === '') errors[`clauses.${index}.number`] = t`Fill this in`;
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  const names = [...texts, ...times, 'clauses' as const];
  const changed = base === null ? null : new Set(changedFields(base.fields, fields));
  const given = Object.fromEntries(
    names.filter((name) => changed?.has(name) ?? true).map((name) => [name, givenOf(fields, name, zone)]),
  );
  const read =
    base === null
      ? orderCreate.safeParse({ ...given, reference: fields.reference })
      : draftChange.safeParse({ ...given, revision: base.revision });
  if (read.success) return { ok: true, body: read.data };
  for (const { path } of read.error.issues) errors[path.join('.')] = t`This cannot be read`;
  return { ok: false, errors };
}
