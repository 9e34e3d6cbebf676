import type { ColleagueList } from '@attend/contracts/agency';
import { rolesThatMayBe, type SupervisionEntry } from '@attend/contracts/supervision';
import { t } from '@lingui/core/macro';

/** What somebody may be brought in as, in the order in which people think of it. */
export const positions = [
  'case-officer',
  'stand-in',
  'case-worker',
  'installer',
  'provider',
  'attorney',
] as const;
export type Position = (typeof positions)[number];

export function positionWords(position: Position): string {
  const words: Record<Position, string> = {
    'case-officer': t`Case officer`,
    'stand-in': t`Stand-in`,
    'case-worker': t`Case worker`,
    installer: t`Installer`,
    provider: t`Provider`,
    attorney: t`Attorney`,
  };
  return words[position];
}

/** An attorney's entry says whose authority it is instead of a role. */
export function positionOf({ kind, as }: SupervisionEntry): Position | null {
  if (kind !== 'staff') return kind;
  return positions.find((position) => position === as) ?? null;
}

export function authorityWords(authority: string): string | null {
  if (authority === 'court') return t`Appointed by the court`;
  if (authority === 'participant') return t`With the person’s own authority`;
  return null;
}

const standsAt = ({ to }: SupervisionEntry, now: number): boolean => to === null || Date.parse(to) > now;
const rank = (entry: SupervisionEntry): number => {
  const position = positionOf(entry);
  return position === null ? positions.length : positions.indexOf(position);
};

/** Who works with the person now, the officer first; who did, as the server orders it: the last first. */
export function sortEntries(
  entries: readonly SupervisionEntry[],
  now: number,
): { readonly now: readonly SupervisionEntry[]; readonly before: readonly SupervisionEntry[] } {
  return {
    now: entries.filter((entry) => standsAt(entry, now)).sort((a, b) => rank(a) - rank(b)),
    before: entries.filter((entry) => !standsAt(entry, now)),
  };
}

export type Choice = { readonly value: string; readonly label: string };

/** Who may be brought in as this: those whose own roles allow it and who do not stand there already. */
export function choicesFor(
  position: Position,
  { colleagues, providers }: ColleagueList,
  standing: readonly SupervisionEntry[],
): readonly Choice[] {
  const there = standing.filter((entry) => positionOf(entry) === position);
  if (position === 'provider') {
    const names = new Set(there.map(({ provider }) => provider));
    return providers
      .filter(({ name }) => !names.has(name))
      .map(({ id, name }) => ({ value: id, label: name }));
  }
  const ids = new Set(there.map(({ staff }) => staff?.id));
  const may: readonly string[] = rolesThatMayBe[position];
  return colleagues
    .filter(({ id, roles }) => !ids.has(id) && roles.some((role) => may.includes(role)))
    .map(({ id, name, provider }) => ({
      value: id,
      label: provider === null ? name : `${name} · ${provider}`,
    }));
}
