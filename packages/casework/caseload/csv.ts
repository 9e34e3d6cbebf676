import { type CaseloadKind, caseloadForms } from './forms.ts';

/** What spreadsheets take for a formula, of themselves or another file; an apostrophe before it, as they write it, says that it is text. */
const formula = /^'*\s*[=+\-@]/;
/** A telephone number begins like one, and calculates nothing worse. */
const number = /^[+-]?[\d ().-]*$/;

/** IMP-15: a name that somebody gave us does nothing on the computer of whoever opens the file. `plainOf` reads it back. */
export const inertText = (value: string): string =>
  formula.test(value) && !number.test(value) ? `'${value}` : value;
export const plainOf = (value: string): string =>
  value.startsWith("'") && formula.test(value) ? value.slice(1) : value;

/** RFC 4180: quoted where it holds what separates. */
const cell = (given: string): string => {
  const value = inertText(given);
  return /[",\r\n]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
};

export const csvLine = (values: readonly string[]): string => `${values.map(cell).join(',')}\r\n`;

export const caseloadHead = (kind: CaseloadKind): string =>
  csvLine(caseloadForms[kind].map(({ name }) => name));

/** A line of a file, its values by column; what is not given is empty. */
export const caseloadLine = (
  kind: CaseloadKind,
  values: Readonly<Record<string, string | number | null | undefined>>,
): string => csvLine(caseloadForms[kind].map(({ name }) => String(values[name] ?? '')));

/** The columns with a line that shows what each holds. */
export const caseloadTemplate = (kind: CaseloadKind): string =>
  caseloadHead(kind) + csvLine(caseloadForms[kind].map(({ example }) => example));

/**
 * Where the last record of a text that may go on ends: after its line's end, outside of quotation marks, which RFC 4180 doubles within a
 * value. 0: no record is whole yet.
 */
export function endOfRecords(text: string): number {
  let quoted = false;
  let end = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 34) quoted = !quoted;
    else if (code === 10 && !quoted) end = at + 1;
  }
  return end;
}
