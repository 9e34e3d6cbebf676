/**
 * What is known of a person besides their reference; sealed as one value under their key. There is no field for immigration status or
 * nationality, and none may be added (DESIGN.md, «What must stay true», 10).
 */
export type PersonDetails = {
  /** As the person writes it, all parts. */
  readonly name: string;
  readonly preferredName: string | null;
  /** Other names that they have or had, or are known by. */
  readonly otherNames: readonly string[];
  /** BCP 47, the most wanted first. */
  readonly languages: readonly string[];
  /** Free text, as the person says it. */
  readonly pronouns: string | null;
  readonly identifiers: readonly Identifier[];
  readonly needs: readonly AccessNeed[];
};

/** A number by which some office knows the person. */
export type Identifier = {
  /** What it is, in the agency's words. */
  readonly kind: string;
  readonly value: string;
};

export const accessNeedKinds = ['sight', 'hearing', 'mobility', 'reading', 'interpreter', 'other'] as const;
export type AccessNeedKind = (typeof accessNeedKinds)[number];
/** What has to be different so that the person can take part. */
export type AccessNeed = { readonly kind: AccessNeedKind; readonly note: string | null };

/** What of a person stands in one version, and is changed together. */
export type PersonRecordFields = PersonDetails & {
  readonly reference: string;
  readonly office: string | null;
  readonly timezone: string | null;
};
const fieldNames = [
  'reference',
  'name',
  'preferredName',
  'otherNames',
  'languages',
  'pronouns',
  'identifiers',
  'needs',
  'office',
  'timezone',
] as const satisfies readonly (keyof PersonRecordFields)[];
export type PersonField = (typeof fieldNames)[number];

/** Fields in which two differ: what a version changed. Order counts, as the most wanted language stands first. */
export const changedFields = (before: PersonRecordFields, after: PersonRecordFields): PersonField[] =>
  fieldNames.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));

/** Those of the two people by which the search finds them: only then are their keys written anew. */
export const isFoundBy = (field: PersonField): boolean =>
  ['reference', 'name', 'preferredName', 'otherNames', 'identifiers'].includes(field);
