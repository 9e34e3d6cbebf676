/** Where the offices of the tests are. */
export const timezone = 'America/New_York';

/**
 * The day so many days from today where the these offices are. The day of UTC is another one there each evening, and a
 * test that takes it is refused by the clock and not by what it tests.
 */
export const officeDay = (days = 0): string => Temporal.Now.plainDateISO(timezone).add({ days }).toString();
