/** Zones that courts in the United States use come first; the rest by name. The browser's own is always in it. */
const first = [
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Phoenix',
  'America/Los_Angeles',
  'America/Anchorage',
  'Pacific/Honolulu',
  'America/Puerto_Rico',
];

export function timezoneChoices(all: readonly string[], own: string): readonly string[] {
  const rest = [...new Set([own, ...all])].filter((zone) => !first.includes(zone)).sort();
  return [...first, ...rest];
}
