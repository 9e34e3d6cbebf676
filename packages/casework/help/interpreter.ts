import type { PersonDetails } from '../people/details.ts';

export type InterpreterNeed = {
  /** BCP 47, the most wanted; null: it is not known which. */
  readonly language: string | null;
  readonly note: string | null;
};

/** Courts here hear in English. */
const heardIn = 'en';
const isHeardIn = (language: string): boolean => language.toLowerCase().split('-')[0] === heardIn;

/** HLP-6: a need on record, or languages on record of which none is heard in. Null: nothing says that one is needed. */
export function interpreterNeedOf({
  languages,
  needs,
}: Pick<PersonDetails, 'languages' | 'needs'>): InterpreterNeed | null {
  const need = needs.find(({ kind }) => kind === 'interpreter');
  const language = languages.find((one) => !isHeardIn(one)) ?? null;
  if (need !== undefined) return { language, note: need.note };
  return languages.length > 0 && !languages.some(isHeardIn) ? { language, note: null } : null;
}
