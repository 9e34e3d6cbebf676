import type { DeviceFlag, DeviceSummary } from '@attend/contracts/devices';
import { t } from '@lingui/core/macro';

type State = DeviceSummary['state'];
export function stateWords(state: State): string {
  const words: Record<State, string> = {
    held: t`With somebody`,
    shelf: t`On the shelf`,
    quarantined: t`In quarantine`,
    retired: t`Retired`,
  };
  return words[state];
}

type Show = 'attention' | 'quarantined' | 'shelf' | 'all';
export const shows: readonly Show[] = ['attention', 'quarantined', 'shelf', 'all'];
export function showWords(show: Show): string {
  const words: Record<Show, string> = {
    attention: t`In question`,
    quarantined: t`In quarantine`,
    shelf: t`On the shelf`,
    all: t({ message: 'All', context: 'devices' }),
  };
  return words[show];
}

/** What stands where a list is empty. */
export function emptyWords(show: Show, q: string): string {
  if (q !== '') return t`No device’s number begins like this.`;
  const words: Record<Show, string> = {
    attention: t`None. A device that looks copied, replayed or in two places at once shows here.`,
    quarantined: t`None. From every device what it says is taken.`,
    shelf: t`None. Every device is with somebody.`,
    all: t`None. Devices come with the people who are enrolled.`,
  };
  return words[show];
}

type Kind = DeviceFlag['kind'];
export function flagWords(kind: Kind): string {
  const words: Record<Kind, string> = {
    cloned: t`Speaks twice`,
    replayed: t`Played again`,
    'impossible-travel': t`In two places`,
  };
  return words[kind];
}

/** What was seen, in one sentence that says nothing of anybody. */
export function seenWords({ kind, count }: DeviceFlag): string {
  switch (kind) {
    case 'cloned':
      return t`Two went on speaking under its number in turn: noticed ${count} times.`;
    case 'replayed':
      return t`${count} messages that were acknowledged long ago came again, from where nothing new comes.`;
    case 'impossible-travel':
      return t`${count} times it was where nobody could have got to in the time between.`;
  }
}

type Sign = DeviceFlag['signs'][number];
export function signWords(sign: Sign): string {
  const words: Record<Sign, string> = {
    'two-connections': t`Two connections at once`,
    'two-sequences': t`Two counts of its messages`,
    'old-uploads': t`Old messages`,
    jumps: t`Jumps between fixes`,
  };
  return words[sign];
}

type Change = DeviceFlag['changes'][number];
export function changeWords(change: Change): string {
  const words: Record<Change, string> = {
    'same-address': t`same address`,
    'same-network': t`neighbouring addresses`,
    'other-network': t`addresses of different networks`,
    'other-family': t`an IPv4 and an IPv6 address`,
  };
  return words[change];
}

type Outcome = NonNullable<DeviceFlag['outcome']>;
export const outcomes: readonly Outcome[] = ['explained', 'device-fault', 'misused', 'not-found'];
export function outcomeWords(outcome: Outcome): string {
  const words: Record<Outcome, string> = {
    explained: t`Explained`,
    'device-fault': t`The device is faulty`,
    misused: t`Misused`,
    'not-found': t`No cause was found`,
  };
  return words[outcome];
}

/** One network a line, as they are typed; empty: from anywhere. */
export const networksOf = (text: string): string[] =>
  text
    .split(/[\s,]+/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
