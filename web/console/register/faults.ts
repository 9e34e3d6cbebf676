import type { ApiFailure } from '../../ui/api/failure.ts';
import { toldWords } from '../../ui/words/told.ts';

/** What the server found wrong, by the form's own fields, which are called as in the request: `identifiers.0.kind`. */
export function faultsOf(failure: ApiFailure | null): Record<string, string> {
  if (failure?.kind !== 'refused') return {};
  return Object.fromEntries(
    (failure.problem.fields ?? []).map(({ path, ...told }) => [
      path.replace(/^body\.(entry\.)?/, ''),
      toldWords(told),
    ]),
  );
}
