import { t } from '@lingui/core/macro';

type Values = Readonly<Record<string, unknown>>;

/** What a schema found wrong, in words for whoever filled it in, by Zod's own code and parameters. Null: it is none of Zod's. */
export function schemaWords(code: string, values: Values): string | null {
  return wordings[code]?.(values) ?? null;
}

type Code =
  | 'invalid_type'
  | 'too_big'
  | 'too_small'
  | 'invalid_format'
  | 'not_multiple_of'
  | 'unrecognized_keys'
  | 'invalid_union'
  | 'invalid_key'
  | 'invalid_element'
  | 'invalid_value'
  | 'custom';
const every: Readonly<Record<Code, (values: Values) => string>> = {
  invalid_type: ({ expected }) =>
    expected === 'int' || expected === 'number' ? t`This is no number` : t`Fill this in`,
  too_small: tooSmall,
  too_big: tooBig,
  invalid_format: formatFault,
  not_multiple_of: ({ divisor }) => {
    const step = numberOf(divisor);
    return step === '1' ? t`A whole number` : t`A multiple of ${step}`;
  },
  unrecognized_keys: ({ keys }) => {
    const names = textOf(keys);
    return t`Nothing is called ${names} here`;
  },
  invalid_union: () => t`This is in none of the forms that are taken here`,
  invalid_key: () => t`This name is not taken here`,
  invalid_element: () => t`One of these is not as it should be`,
  invalid_value: () => t`Choose one of the list`,
  custom: () => t`This is not as it should be`,
};
/** By any code: one of a newer server is none of these. */
const wordings: Readonly<Record<string, ((values: Values) => string) | undefined>> = every;

const numberOf = (value: unknown): string =>
  typeof value === 'number' || typeof value === 'bigint' ? String(value) : textOf(value);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '?');

function tooSmall({ origin, minimum, inclusive }: Values): string {
  const least = numberOf(minimum);
  if (origin === 'string') return Number(least) <= 1 ? t`Fill this in` : t`At least ${least} characters`;
  if (origin === 'array' || origin === 'set') return t`Choose at least one`;
  return inclusive === false ? t`More than ${least}` : t`At least ${least}`;
}

function tooBig({ origin, maximum, inclusive }: Values): string {
  const most = numberOf(maximum);
  if (origin === 'string') return t`At most ${most} characters`;
  if (origin === 'array' || origin === 'set') return t`Choose at most ${most}`;
  return inclusive === false ? t`Less than ${most}` : t`At most ${most}`;
}

function formatFault({ format }: Values): string {
  switch (format) {
    case 'email':
      return t`This is no e-mail address`;
    case 'date':
      return t`Choose a day`;
    case 'datetime':
    case 'time':
      return t`This is no time`;
    case 'url':
      return t`This is no link`;
    default:
      return t`This is not written as it should be`;
  }
}
