/** How far back use is counted: three months even out weeks with many fittings, and follow a change within the same. */
export const forecastWeeks = 12;
const weekMillis = 7 * 86_400_000;

export type StockFigure = {
  readonly usable: number;
  /** Fitted from this shelf within `forecastWeeks`. */
  readonly fitted: number;
  /** Since when places are on record; null: nothing is. */
  readonly since: number | null;
};
export type Forecast = { readonly perWeek: number | null; readonly daysLeft: number | null };

/**
 * STK-5: use per week is what was fitted from the shelf in the last twelve weeks, or since there is a record where that is shorter (a week
 * at least), divided by those weeks. Days left: what is usable, at that use. Not known where nothing was used: that says nothing.
 */
export function forecast({ usable, fitted, since }: StockFigure, now: number): Forecast {
  if (since === null) return { perWeek: null, daysLeft: null };
  const weeks = Math.min(forecastWeeks, Math.max(1, (now - since) / weekMillis));
  const perWeek = Math.round((fitted / weeks) * 10) / 10;
  return { perWeek, daysLeft: fitted === 0 ? null : Math.floor((usable / fitted) * weeks * 7) };
}

/** STK-4: an office says that it needs more. */
export const isBelowLevel = (usable: number, level: number | null): boolean =>
  level !== null && usable < level;
