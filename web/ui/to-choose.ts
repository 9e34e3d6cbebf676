import { t } from '@lingui/core/macro';

type Choice<Value extends string> = { readonly value: Value; readonly label: string };

/**
 * Choices of which none stands chosen before somebody chooses: what is decided about a person, or said of them, is nobody's default. The
 * form's field begins empty, and is refused as long as it is.
 */
export const toChoose = <Value extends string>(
  choices: readonly Choice<Value>[],
): { value: Value | ''; label: string }[] => [{ value: '', label: t`Choose…` }, ...choices];

/** What is said where nothing was chosen. */
export const chooseFirst = (): string => t`Choose one of the list`;
