import { appearanceExcuse, type HearingView } from '@attend/contracts/hearings';
import { t } from '@lingui/core/macro';
import { currentLocale } from '../../ui/language.tsx';
import { showTyped } from '../../ui/typed-date.ts';

type Kind = HearingView['kind'];
export const kinds: readonly Kind[] = ['in-person', 'remote'];
export function kindWords(kind: Kind): string {
  const words: Record<Kind, string> = { 'in-person': t`In person`, remote: t`Remote` };
  return words[kind];
}

type Appearance = NonNullable<HearingView['appearance']>;
export const appearances: readonly Appearance[] = [
  'appeared',
  'appeared-remotely',
  'did-not-appear',
  'not-known',
];
export function appearanceWords(appearance: Appearance): string {
  const words: Record<Appearance, string> = {
    appeared: t`Appeared`,
    'appeared-remotely': t`Appeared remotely`,
    'did-not-appear': t`Did not appear`,
    'not-known': t`Not known`,
  };
  return words[appearance];
}

type Excuse = NonNullable<HearingView['excuse']>;
export const excuses: readonly Excuse[] = appearanceExcuse.options;
export function excuseWords(excuse: Excuse): string {
  const words: Record<Excuse, string> = {
    illness: t`Illness`,
    caring: t`Care of somebody`,
    work: t`Work`,
    hearing: t`Another hearing`,
    transport: t`Transport failed`,
    weather: t`Weather`,
    bereavement: t`Death in the family`,
    'device-fault': t`Fault of a device`,
    'service-fault': t`Fault of a service`,
    other: t`Other`,
  };
  return words[excuse];
}

/** How a hearing stands, in words, and how loudly. */
export function standingOf(
  { status, at, appearance, excuse, inError }: HearingView,
  now: number,
): { readonly words: string; readonly tone: 'good' | 'medium' | 'plain' } {
  if (inError) return { words: t`Entered in error`, tone: 'plain' };
  if (status === 'moved') return { words: t`Moved`, tone: 'plain' };
  if (status === 'cancelled') return { words: t`Cancelled`, tone: 'plain' };
  if (status === 'not-followed') return { words: t`Followed no more`, tone: 'plain' };
  if (appearance !== null) {
    const said = appearanceWords(appearance);
    if (excuse !== null) {
      const reason = excuseWords(excuse);
      return { words: t`${said}: ${reason}`, tone: 'plain' };
    }
    if (appearance === 'did-not-appear') return { words: said, tone: 'medium' };
    return { words: said, tone: appearance === 'not-known' ? 'plain' : 'good' };
  }
  return Date.parse(at) < now
    ? { words: t`No outcome yet`, tone: 'medium' }
    : { words: t`To come`, tone: 'plain' };
}

/** As the server judges it: an appearance is recorded from two hours before on. */
export const mayRecordNow = ({ status, at, inError }: HearingView, now: number): boolean =>
  !inError && (status === 'scheduled' || status === 'held') && now >= Date.parse(at) - 7_200_000;

/** Which of a person's hearings stands out: the next, where one is to come. */
export const nextOf = (hearings: readonly HearingView[], now: number): HearingView | undefined =>
  hearings.find(({ status, at, inError }) => !inError && status === 'scheduled' && Date.parse(at) >= now);

/** Fields of a hearing and of what became of it, by the words of their labels. */
export function fieldWords(field: string): string {
  const words: Readonly<Record<string, string>> = {
    ...{
      at: t`Day and time`,
      timezone: t`Time zone of the court`,
      kind: t`How one appears`,
      court: t`Court`,
    },
    ...{ caseNumber: t`Case number`, matter: t`What it is about`, room: t`Room`, address: t`Address` },
    ...{ link: t`Link of a remote hearing`, directions: t`How to get there, and help` },
    ...{ appearance: t`Appearance`, excuse: t`Excused by`, note: t`Note` },
  };
  return words[field] ?? field;
}

export function fieldText(field: string, value: unknown): string {
  const text = typeof value === 'string' ? value : '';
  if (field === 'at') return showTyped('moment', text, currentLocale());
  const kind = kinds.find((one) => one === text);
  const appearance = appearances.find((one) => one === text);
  const excuse = excuses.find((one) => one === text);
  if (field === 'kind' && kind) return kindWords(kind);
  if (field === 'appearance' && appearance) return appearanceWords(appearance);
  if (field === 'excuse' && excuse) return excuseWords(excuse);
  return text === '' ? '—' : text;
}
