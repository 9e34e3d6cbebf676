/**
 * What is known of a person besides their reference; sealed as one value under their key. There is no field for immigration status or
 * nationality, and none may be added (DESIGN.md, «What must stay true», 10).
 */
export type PersonDetails = {
  /** As the person writes it, all parts. */
  readonly name: string;
  readonly preferredName: string | null;
  /** BCP 47, the most wanted first. */
  readonly languages: readonly string[];
  /** Free text, as the person says it. */
  readonly pronouns: string | null;
};

/** What a screen calls somebody: the name as written. */
export const displayName = (details: PersonDetails): string => details.name;
