import type { PersonYear } from '@attend/simulator/year/words';

/** Where everybody stands. */
export type YearPlaces = {
  readonly programmeId: string;
  readonly offices: readonly string[];
  /** Of each office: those who decide. */
  readonly officers: readonly (readonly string[])[];
  /** The contractor that works for each office. */
  readonly providers: readonly string[];
  readonly models: Readonly<Record<'ankle' | 'wrist' | 'phone', string>>;
  readonly until: number;
  readonly seed: number;
};
/** One person of a batch, with what every row of theirs names. */
export type YearPerson = {
  readonly id: string;
  readonly year: PersonYear;
  readonly office: string;
  readonly officer: string;
  readonly supervisor: string;
  readonly named: { readonly programme_id: string; readonly participant_id: string };
};
