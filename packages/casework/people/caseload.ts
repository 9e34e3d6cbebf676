/** Somebody of a caseload that is to move. */
export type CaseloadPerson = { readonly id: string; readonly officeId: string | null };

export type CaseloadAsked = {
  /** Where the receiver's role holds; null: in every office. */
  readonly offices: readonly string[] | null;
  /** Also to where it does not. */
  readonly acrossOffices: boolean;
  /** Who was chosen; null: everybody. */
  readonly chosen: readonly string[] | null;
};
export type CaseloadPlan<P> = {
  readonly moves: readonly P[];
  /** Asked for, and of an office in which the receiver's role does not hold. */
  readonly stays: readonly P[];
  /** Chosen, and not in this caseload, or not to be seen: nothing is said of who they are. */
  readonly notTheirs: number;
};

/**
 * PPL-18: who of a caseload moves. A receiver whose role does not hold in a person's office would have them without being of the
 * office, so that takes a word of its own.
 */
export function planCaseload<P extends CaseloadPerson>(
  caseload: readonly P[],
  { offices, acrossOffices, chosen }: CaseloadAsked,
): CaseloadPlan<P> {
  const wanted = chosen === null ? null : new Set(chosen);
  const asked = caseload.filter(({ id }) => wanted === null || wanted.has(id));
  const fits = ({ officeId }: P): boolean =>
    acrossOffices || offices === null || officeId === null || offices.includes(officeId);
  return {
    moves: asked.filter(fits),
    stays: asked.filter((person) => !fits(person)),
    notTheirs: wanted === null ? 0 : wanted.size - asked.length,
  };
}
