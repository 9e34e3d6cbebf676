/** Who goes, as the server is asked: everybody, or these and no others. */
export type Selection = {
  readonly people: readonly string[] | null;
  readonly references: readonly string[] | null;
};
export const everybody: Selection = { people: null, references: null };

/** References as somebody types or pastes them: a line each, or with commas between; each once. */
export const typedReferences = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\n,;]/)
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  ),
];

const orNone = (list: readonly string[]): readonly string[] | null => (list.length === 0 ? null : list);
/** Null: nobody was chosen, which is not everybody. */
export function selectionOf(ticked: readonly string[], typed: string): Selection | null {
  const [people, references] = [orNone(ticked), orNone(typedReferences(typed))];
  return people === null && references === null ? null : { people, references };
}
