import type { IdentityMeans, TeachingPoint } from '@attend/contracts/fittings';
import type { LocationLevel } from '@attend/kernel';

/** Steps that can be written without the device, and so without a network. */
export const keptSteps = ['begin', 'identity', 'teaching', 'agreement', 'check-ins'] as const;
export type KeptStep = (typeof keptSteps)[number];

/** One write that nobody has answered yet. Its key was made when it was written: sent twice, it happens once. */
export type Write = {
  readonly step: KeptStep;
  readonly key: string;
  readonly body: object;
  /** When it was written here (RFC 3339). */
  readonly at: string;
};
/** What a step said when it was written here, for the line that it folds to. */
export type Recorded = Pick<Write, 'body' | 'at'>;

export type Stroke = readonly (readonly [number, number])[];
/** What is typed on the page, as it stands. */
export type Typed = {
  readonly identifier: string;
  readonly office: string;
  /** The assignment of the device that is replaced; empty: none. */
  readonly replaces: string;
  /** Empty: nobody has said yet how they know. */
  readonly means: IdentityMeans | '';
  readonly identityNote: string;
  readonly language: string;
  readonly interpreter: string;
  readonly points: readonly TeachingPoint[];
  readonly weeks: number | null;
  readonly order: string;
  readonly location: LocationLevel;
  readonly explained: string;
  readonly signer: string;
  readonly strokes: readonly Stroke[];
  /** The text under which they were drawn (`textKey`): a signature holds for no other one. */
  readonly signed: string;
  readonly straps: number;
  readonly chargers: number;
};

type AgreementText = {
  readonly order: string;
  readonly version: number;
  readonly language: string;
  readonly location: LocationLevel;
  readonly textVersion: string;
};
/** Names the text that somebody has before them when they sign. */
export const textKey = ({ order, version, language, location, textVersion }: AgreementText): string =>
  [order, version, language, location, textVersion].join(' ');
/** FIT-5: what was drawn counts for the text under which it was drawn; where another stands there by now, it is signed anew. */
export const signatureOf = ({ strokes, signed }: Pick<Typed, 'strokes' | 'signed'>, text: string) =>
  signed === text ? { strokes, isOfAnother: false } : { strokes: [], isOfAnother: strokes.length > 0 };

/** One fitting as this browser keeps it. */
export type Work = {
  readonly person: string;
  readonly fitting: string;
  readonly typed: Typed;
  /** In the order in which they are sent. */
  readonly writes: readonly Write[];
  /** What the server has answered. */
  readonly sent: readonly KeptStep[];
  /** What was sent, until the server's own word of it is read. Absent in what an older page kept. */
  readonly recorded?: Readonly<Partial<Record<KeptStep, Recorded>>>;
  /** Why the first of the writes was refused. Nothing is sent until somebody changed it or tries again. */
  readonly refused: { readonly step: KeptStep; readonly words: string } | null;
};

export const newWork = (person: string, fitting: string, typed: Typed): Work => ({
  ...{ person, fitting, typed, writes: [], sent: [], refused: null },
});

/** FIT-9: a step is to be sent: in place of what waits of the same step, or after everything else; its beginning before all. */
export function addWrite(work: Work, write: Write): Work {
  const waits = work.writes.some(({ step }) => step === write.step);
  const writes = waits
    ? work.writes.map((one) => (one.step === write.step ? write : one))
    : write.step === 'begin'
      ? [write, ...work.writes]
      : [...work.writes, write];
  return { ...work, writes, refused: work.refused?.step === write.step ? null : work.refused };
}

/** What is sent next; nothing while a refusal waits for somebody. */
export const nextWrite = ({ writes, refused }: Work): Write | null =>
  refused === null ? (writes[0] ?? null) : null;

export const pathOf = ({ person, fitting }: Work, { step }: Write): string =>
  step === 'begin' ? `/api/people/${person}/fittings` : `/api/fittings/${fitting}/${step}`;

/** It was answered: done once, and never sent again. One that was written anew meanwhile still waits. */
export const answered = (work: Work, { key, step, body, at }: Write): Work => ({
  ...work,
  writes: work.writes.filter((one) => one.key !== key),
  sent: work.sent.includes(step) ? work.sent : [...work.sent, step],
  recorded: step === 'agreement' ? (work.recorded ?? {}) : { ...work.recorded, [step]: { body, at } },
  // What was signed is on record and kept here no longer (FRM-2).
  typed: step === 'agreement' ? { ...work.typed, strokes: [], signed: '', signer: '' } : work.typed,
});

/** FIT-9: it was refused: it says why, and nothing that was typed is lost. */
export const refusedBy = (work: Work, { key, step }: Write, words: string): Work =>
  work.writes.some((one) => one.key === key) ? { ...work, refused: { step, words } } : work;

/** Once more, as another attempt. */
export const tryAgain = (work: Work, key: string): Work => ({
  ...work,
  writes: work.writes.map((one, index) => (index === 0 ? { ...one, key } : one)),
  refused: null,
});

/** FIT-4: another device: a fitting of its own, to which everything that was typed goes along. */
export const withAnotherDevice = (work: Work, fitting: string, keys: readonly string[]): Work => ({
  ...work,
  fitting,
  sent: [],
  recorded: {},
  refused: null,
  writes: work.writes
    .filter(({ step }) => step !== 'begin')
    .map((one, index) => ({ ...one, key: keys[index] ?? one.key })),
});

export type StepState = 'to-do' | 'waiting' | 'refused' | 'done';
/** How a step stands; `missing`: what the server says is not done; null: it was not asked. */
export function stateOf(work: Work, step: KeptStep, missing: readonly string[] | null): StepState {
  if (work.refused?.step === step) return 'refused';
  if (work.writes.some((one) => one.step === step)) return 'waiting';
  if (missing !== null && step !== 'begin') return missing.includes(step) ? 'to-do' : 'done';
  return work.sent.includes(step) ? 'done' : 'to-do';
}

/** A step that is done, here or on record: it folds to a line. What was refused is open again. */
export const isFinished = (state: StepState): boolean => state === 'done' || state === 'waiting';

/** What this browser knows of a finished step: what waits to be sent comes before what was sent. */
export const recordedOf = (work: Work, step: KeptStep): Recorded | null =>
  work.writes.find((one) => one.step === step) ?? work.recorded?.[step] ?? null;

/** The step to go on with after one is finished: the next that is open, else the first that is; null: all are done. */
export function nextOpen<Step extends string>(
  order: readonly Step[],
  after: Step,
  isOpen: (step: Step) => boolean,
): Step | null {
  const at = order.indexOf(after);
  return [...order.slice(at + 1), ...order.slice(0, at)].find(isOpen) ?? null;
}
