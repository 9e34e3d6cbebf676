import { word } from '@attend/kernel';

/**
 * What a refusal adds where somebody else is asked for: two accounts count as one person until two people have said that they are
 * two, and whoever reads it has to know what to do.
 */
export const besides = word(
  '(accounts that rest on the same person’s word count as one: a second person confirms who they are on the page Staff, or the operator by `attend confirm`)',
);
