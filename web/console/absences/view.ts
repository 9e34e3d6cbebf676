import type { Colleague } from '@attend/contracts/agency';
import type { Absence } from '@attend/contracts/supervision';
import type { Choice } from '../supervision/view.ts';

export type Standing = 'now' | 'later';
export const standingOf = ({ from }: Pick<Absence, 'from'>, now: number): Standing =>
  Date.parse(from) <= now ? 'now' : 'later';

const supervises: readonly string[] = ['case-officer', 'supervisor'];

/** Those whom people are assigned to: an absence of anybody else leaves nobody without somebody. */
const worksWithPeople = ({ provider, roles }: Colleague): boolean =>
  provider !== null || roles.some((role) => supervises.includes(role));
export const whoMayBeAway = (colleagues: readonly Colleague[]): readonly Choice[] =>
  colleagues.filter(worksWithPeople).map(({ id, name }) => ({ value: id, label: name }));

/** ACC-17: another one of the same agency or provider. */
export function standInsFor(away: string, colleagues: readonly Colleague[]): readonly Choice[] {
  const absent = colleagues.find(({ id }) => id === away);
  if (absent === undefined) return [];
  return colleagues
    .filter((one) => one.id !== away && one.provider === absent.provider && worksWithPeople(one))
    .map(({ id, name }) => ({ value: id, label: name }));
}
