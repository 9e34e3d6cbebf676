import { joinSaid, saidOf } from '@attend/kernel';
import { i18n } from '@lingui/core';
import { formatAppointment, formatDate } from '../time.ts';
import { schemaWords } from './schema.ts';

/** A sentence of the server's, as the contract has it (contracts/told.ts). */
export type Told = {
  readonly message: string;
  readonly reason?: string | undefined;
  readonly values?: Readonly<Record<string, unknown>> | undefined;
};

let timezone: string | undefined;
/** By whose clock instants are told: the programme's, as everywhere on the page. */
export const tellTimesIn = (zone: string): void => {
  timezone = zone;
};

/**
 * What the server says, in the reader's language, by its reason and values (locales, `said.…`; ui/words/schema.ts for what a schema
 * found). In English, and where this page knows the reason not, it is the server's own sentence: never nothing.
 */
export function toldWords({ message, reason, values = {} }: Told): string {
  if (reason === undefined) return message;
  return sentence(reason, values) ?? schemaWords(reason, values) ?? message;
}

/** The same of a sentence that a form of ours found with the server's own schema. */
export function sentenceWords(text: string): string {
  const said = saidOf({ message: text });
  return said === null ? text : toldWords({ message: text, ...said });
}

function sentence(reason: string, values: Readonly<Record<string, unknown>>): string | null {
  const id = `said.${reason}`;
  if (i18n.messages[id] === undefined) return null;
  const worded = Object.entries(values).map(([name, value]) => [name, valueWords(value)] as const);
  return worded.some(([, words]) => words === null) ? null : i18n._(id, Object.fromEntries(worded));
}

/** Null: what this page cannot say; the whole sentence is then the server's, and no half of it. */
function valueWords(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return new Intl.NumberFormat(i18n.locale).format(value);
  if (typeof value !== 'object' || value === null) return null;
  if ('day' in value)
    return timeWords(`${String(value.day)}T00:00:00Z`, (at) => formatDate(at, 'UTC', i18n.locale));
  if ('instant' in value)
    return timeWords(String(value.instant), (at) => formatAppointment(at, timezone ?? 'UTC', i18n.locale));
  return 'said' in value && Array.isArray(value.said) ? listWords(value.said) : null;
}

function timeWords(text: string, write: (at: number) => string): string | null {
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : write(at);
}

function listWords(list: readonly unknown[]): string | null {
  const texts = list.map((one) => {
    if (typeof one !== 'object' || one === null || !('reason' in one)) return null;
    const values = 'values' in one && typeof one.values === 'object' && one.values !== null ? one.values : {};
    return sentence(String(one.reason), { ...values });
  });
  const worded = texts.filter((text) => text !== null);
  return worded.length < texts.length ? null : joinSaid(worded);
}
