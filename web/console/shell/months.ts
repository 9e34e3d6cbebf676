import { currentLocale } from '../../ui/language.tsx';

/** The last twelve months that are over: a month that begins in UTC is over everywhere some hours later, and the server says so. */
export function monthsBefore(now: number): string[] {
  const today = new Date(now);
  return Array.from({ length: 12 }, (_, at) =>
    new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - 1 - at, 15)).toISOString().slice(0, 7),
  );
}
export const monthWords = (month: string): string =>
  new Intl.DateTimeFormat(currentLocale(), { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    Date.parse(`${month}-15T12:00:00Z`),
  );
