import { toldWords } from '../words/told.ts';
import type { ApiFailure } from './failure.ts';

/**
 * What the server found wrong, by the form's own fields; `names` says which of the request's fields each stands for. What no
 * field of the form stands for stays with the form as a whole.
 */
export function fieldFaults(
  failure: ApiFailure | null,
  names: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  if (failure?.kind !== 'refused') return {};
  const faults: Record<string, string> = {};
  for (const { path, ...told } of failure.problem.fields ?? []) {
    const name = names[path.replace(/^body\./, '')];
    if (name !== undefined) faults[name] ??= toldWords(told);
  }
  return faults;
}
