import type { PlaceholderKind } from './placeholders.ts';
import type { MessageLanguage } from './words.ts';

/** `optional` ones may be null, and then the line they stand in is left out. */
export type Placeholder = PlaceholderKind<MessageLanguage> & { readonly optional: boolean };
export type Wording = {
  /** Of an e-mail; a text message has none. */
  readonly subject: string;
  /** A line each. `{sender}` and the way to stop are in every one (MSG-2). */
  readonly lines: readonly string[];
};
export type Template = {
  readonly placeholders: Readonly<Record<string, Placeholder>>;
  readonly wordings: Readonly<Record<MessageLanguage, Wording>>;
};
