import { type Reason, type Sentence, sentences } from './sentences/index.ts';

/** What a sentence is filled with: a number or a name as it is, or what each reader reads in their own way. */
export type SaidValue =
  | string
  | number
  /** A day of the calendar, YYYY-MM-DD. */
  | { readonly day: string }
  /** RFC 3339. */
  | { readonly instant: string }
  /** Sentences or words of the same table, as a list. */
  | { readonly said: readonly Said[] };

/** Which sentence was said, for whoever says it in another language. */
export type Said = {
  readonly reason: Reason;
  readonly values: Readonly<Record<string, SaidValue>>;
};

type NameIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NameIn<Rest>
  : never;
/** A sentence that needs no values: it may stand where it is refused as it is. */
export type PlainSentence = Exclude<Sentence, `${string}{${string}}${string}`>;
type FilledSentence = Exclude<Sentence, PlainSentence>;

/** A sentence with its values filled in. Made by `say` alone. */
export type Filled = { readonly message: string; readonly said: Said };
/** What somebody is told: a sentence of the table, in English, so that it can be told in every other language. */
export type Told = Filled | { readonly message: PlainSentence; readonly said?: never };
/** The same, as it is handed from function to function. */
export type Wording = PlainSentence | Filled;

const reasons: ReadonlyMap<string, Reason> = new Map(
  Object.entries(sentences).map(([reason, text]) => [text, reason as Reason]),
);

/** The compiler holds that the sentence is one of the table, and that no value that it names is left out. */
export function say<const Text extends FilledSentence>(
  text: Text,
  values: Readonly<Record<NameIn<Text>, SaidValue>>,
): Filled {
  const all: Readonly<Record<string, SaidValue>> = values;
  return { message: fill(text, all), said: { reason: reasons.get(text) ?? 'unworded', values: all } };
}

/** What was said, to be told at another place or under another code. */
export const wordingOf = ({ message, said }: Told): Wording =>
  said === undefined ? (message as PlainSentence) : { message, said };

export const tell = (wording: Wording): Told =>
  typeof wording === 'string' ? { message: wording } : wording;

/** For the reader's language. Null: a text of no table, from a library or a program of before. */
export function saidOf({ message, said }: { readonly message: string; readonly said?: Said }): Said | null {
  if (said !== undefined) return said;
  const reason = reasons.get(message);
  return reason === undefined ? null : { reason, values: {} };
}

/** Words of the table within a sentence: «kept», «time zone». What is in no table stays as it is. */
export function wordList(texts: readonly PlainSentence[]): SaidValue;
export function wordList(texts: readonly string[]): SaidValue {
  return { said: texts.map((text) => ({ reason: reasons.get(text) ?? 'unworded', values: {} })) };
}
export const word = (text: PlainSentence): SaidValue => wordList([text]);

/** A word of the table where it is one; else as it is. */
export function wordOr(text: string): SaidValue {
  const said = saidOf({ message: text });
  return said === null ? text : { said: [said] };
}

/** Sentences within a sentence. */
export const within = (...told: readonly Told[]): SaidValue => ({
  said: told.map((one) => saidOf(one) ?? { reason: 'unworded', values: {} }),
});

function fill(text: string, values: Said['values']): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : plain(value);
  });
}

function plain(value: SaidValue): string {
  if (typeof value === 'number') return value < 10_000 ? String(value) : value.toLocaleString('en-US');
  if (typeof value === 'string') return value;
  if ('day' in value) return value.day;
  if ('instant' in value) return value.instant;
  return joinSaid(value.said.map((one) => fill(sentences[one.reason], one.values)));
}

/** In every language the same: what holds a comma itself is told apart by a semicolon. */
export const joinSaid = (texts: readonly string[]): string =>
  texts.join(texts.some((text) => text.includes(',')) ? '; ' : ', ');
