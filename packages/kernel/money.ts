import { fail, type Result, succeed } from './result.ts';

/** Currencies (ISO 4217) in which amounts are kept; each of them has hundredths. */
export const currencies = ['USD', 'CAD', 'EUR', 'GBP', 'MXN'] as const;
export type Currency = (typeof currencies)[number];

/** An amount in minor units (hundredths): a whole number, never a fraction of one. */
export type Minor = number;
/** Amounts of two currencies are never added: there is no rate at which that would be true tomorrow. */
export type Money = { readonly minor: Minor; readonly currency: Currency };

const written = /^(-?)(\d{1,12})(?:\.(\d{1,2}))?$/;

/** Reads `2.75`, `152` or `-0.5` as minor units; anything finer or larger is refused and not rounded. */
export function parseMinor(text: string): Result<Minor> {
  const [, sign, units = '', hundredths = ''] = written.exec(text.trim()) ?? [];
  if (units === '')
    return fail({ code: 'bad-amount', message: 'It is no amount with at most two decimals, as 2.75.' });
  const minor = Number(units) * 100 + Number(hundredths.padEnd(2, '0'));
  return succeed(sign === '-' && minor !== 0 ? -minor : minor);
}

/** As it was read: `2.75`. For files; screens write it in the reader's language. */
export function formatMinor(minor: Minor): string {
  const whole = Math.abs(minor);
  return `${minor < 0 ? '-' : ''}${Math.floor(whole / 100)}.${String(whole % 100).padStart(2, '0')}`;
}

/** `amount` times `numerator` / `denominator`, rounded once: half a minor unit goes up, away from nothing. */
export function timesRounded(amount: Minor, numerator: number, denominator: number): Minor {
  const product = amount * numerator;
  const whole = Math.floor(Math.abs(product) / denominator);
  const rest = Math.abs(product) - whole * denominator;
  const rounded = rest * 2 >= denominator ? whole + 1 : whole;
  return product < 0 ? -rounded : rounded;
}

export const sumMinor = (amounts: readonly Minor[]): Minor =>
  amounts.reduce((sum, amount) => sum + amount, 0);

/**
 * A whole divided by weights without rest: each gets the whole part of its share, and what is left goes to the largest remainders, the
 * first of equals first. The parts always sum to the whole.
 */
export function apportion(whole: number, weights: readonly number[]): number[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  if (all <= 0) return weights.map(() => 0);
  const exact = weights.map((weight) => (whole * weight) / all);
  const parts = exact.map(Math.floor);
  let left = whole - parts.reduce((sum, part) => sum + part, 0);
  const order = exact
    .map((share, at) => ({ at, rest: share - Math.floor(share) }))
    .sort((a, b) => b.rest - a.rest || a.at - b.at);
  for (const { at } of order) {
    if (left <= 0) break;
    parts[at] = (parts[at] ?? 0) + 1;
    left -= 1;
  }
  return parts;
}
