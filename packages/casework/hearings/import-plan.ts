import { say } from '@attend/kernel';
import {
  differencesOf,
  type HearingField,
  type HearingPlace,
  type HearingStatus,
  wordNames,
} from './hearing.ts';
import type { ImportedHearing, ImportFault } from './import-record.ts';

/** What is on record of the people whom a file names. */
export type KnownHearing = HearingPlace & {
  readonly id: string;
  readonly version: number;
  readonly status: HearingStatus;
  readonly participant: string;
  readonly uid: string | null;
};

/** What a line of a file would do. */
export const importStepKinds = ['new', 'changed', 'moved', 'cancelled', 'same', 'settled'] as const;
export type ImportStepKind = (typeof importStepKinds)[number];
export type ChangedField = HearingField | 'uid';
export type ImportStep = { readonly line: number; readonly hearing: ImportedHearing } & (
  | { readonly kind: 'new' }
  /** The same instant, other details. */
  | { readonly kind: 'changed'; readonly known: KnownHearing; readonly fields: readonly ChangedField[] }
  /** The same hearing by its UID, at another instant. */
  | { readonly kind: 'moved'; readonly known: KnownHearing; readonly fields: readonly ChangedField[] }
  | { readonly kind: 'cancelled' | 'same'; readonly known: KnownHearing }
  /** Held or cancelled here, and the file says otherwise: a person decides; nothing is changed. */
  | { readonly kind: 'settled'; readonly known: KnownHearing | null }
);
export type ImportPlan = { readonly steps: readonly ImportStep[]; readonly faults: readonly ImportFault[] };

/** JSON, so that no value can look like two. */
const byUid = ({ participant, uid }: ImportedHearing | KnownHearing): string | null =>
  uid === null ? null : JSON.stringify(['uid', participant, uid]);
/** Where a file has no case numbers, the court stands in for it: nobody is at two hearings of one court at once. */
const byInstant = ({ participant, caseNumber, court, at }: ImportedHearing | KnownHearing): string =>
  JSON.stringify(
    caseNumber === null ? ['court', participant, court, at] : ['case', participant, caseNumber, at],
  );

/** What stands of a moved hearing is the one in its place. */
function indexKnown(known: readonly KnownHearing[]): ReadonlyMap<string, KnownHearing> {
  const index = new Map<string, KnownHearing>();
  for (const one of known.filter(({ status }) => status !== 'moved')) {
    for (const key of [byUid(one), byInstant(one)]) {
      // Of several the one that is still to be.
      if (key !== null && index.get(key)?.status !== 'scheduled') index.set(key, one);
    }
  }
  return index;
}

/** What a file leaves empty it does not take away. */
function mergeInto(known: KnownHearing, given: ImportedHearing): ImportedHearing {
  const words = Object.fromEntries(wordNames.map((name) => [name, given[name] ?? known[name]])) as Pick<
    ImportedHearing,
    (typeof wordNames)[number]
  >;
  return { ...given, ...words, court: given.court || known.court, uid: given.uid ?? known.uid };
}

function stepOf(given: ImportedHearing, known: KnownHearing | undefined): ImportStep {
  const { line } = given;
  if (known === undefined)
    // What is cancelled and was never on record need not come on it.
    return given.cancelled
      ? { kind: 'settled', line, hearing: given, known: null }
      : { kind: 'new', line, hearing: given };
  const hearing = mergeInto(known, given);
  if (given.cancelled && known.status === 'scheduled') return { kind: 'cancelled', line, hearing, known };
  if (given.cancelled && known.status === 'cancelled') return { kind: 'same', line, hearing, known };
  const fields: readonly ChangedField[] = [
    ...differencesOf(known, hearing),
    ...(known.uid === hearing.uid ? [] : (['uid'] as const)),
  ];
  const stands = known.status === 'scheduled';
  if (stands ? fields.length === 0 : known.status === 'held' && !given.cancelled && known.at === hearing.at)
    return { kind: 'same', line, hearing, known };
  if (!stands) return { kind: 'settled', line, hearing, known };
  return { kind: known.at === hearing.at ? 'changed' : 'moved', line, hearing, known, fields };
}

/**
 * What a file would do to what is on record, line by line. A hearing is recognised by the person and its UID, else by the person, its case
 * number (or court) and its instant: the same file a second time does nothing.
 */
export function planImport(lines: readonly ImportedHearing[], known: readonly KnownHearing[]): ImportPlan {
  const index = indexKnown(known);
  const first = new Map<string, number>();
  const taken = new Map<string, number>();
  const steps: ImportStep[] = [];
  const faults: ImportFault[] = [];
  for (const given of lines) {
    const uid = byUid(given);
    const keys = uid === null ? [byInstant(given)] : [uid, byInstant(given)];
    const found = (uid === null ? undefined : index.get(uid)) ?? index.get(byInstant(given));
    const before =
      keys.map((key) => first.get(key)).find((line) => line !== undefined) ??
      (found === undefined ? undefined : taken.get(found.id));
    if (before !== undefined) {
      const told = say('It is the same hearing as line {line}.', { line: before });
      faults.push({ line: given.line, column: null, code: 'doubled', ...told });
      continue;
    }
    for (const key of keys) first.set(key, given.line);
    if (found !== undefined) taken.set(found.id, given.line);
    steps.push(stepOf(given, found));
  }
  return { steps, faults };
}
