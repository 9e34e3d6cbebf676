/** A browser and its system out of a user agent, so that a person recognises their own; the whole where it is unknown. */
export function clientName(agent: string | null): string | null {
  if (agent === null) return null;
  const browser = /(Edg|OPR|Firefox|Chrome|Version)\/(\d+)/.exec(agent);
  const system = /(Windows|Mac OS X|Android|iPhone|iPad|CrOS|Linux)/.exec(agent)?.[1];
  if (!browser || !system) return agent.slice(0, 80);
  const names: Record<string, string> = { Edg: 'Edge', OPR: 'Opera', Version: 'Safari' };
  const edge = /Edg\/(\d+)/.exec(agent);
  const name = edge ? 'Edge' : (names[browser[1] ?? ''] ?? browser[1]);
  const systems: Record<string, string> = { 'Mac OS X': 'macOS', CrOS: 'ChromeOS' };
  return `${name} ${edge?.[1] ?? browser[2]}, ${systems[system] ?? system}`;
}
