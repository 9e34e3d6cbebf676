import type { AlertDetail } from '@attend/contracts/alerts';

export type Because = AlertDetail['occurrenceList'][number]['because'][number];

/** A reason that has no wording yet is shown as it came: better unpolished than missing. */
export function reasonWords(because: Because, _locale: string, _zone: string): string {
  const { code, ...measures } = because;
  const said = Object.entries(measures).map(([name, value]) => `${name} ${String(value)}`);
  return said.length > 0 ? `${code}: ${said.join(', ')}` : code;
}
