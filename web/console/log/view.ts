import type { EntryKind, LogFact, LogKind, VisitPlace } from '@attend/contracts/contact-log';
import { t } from '@lingui/core/macro';
import { formatMoment } from '../../ui/time.ts';
import { kindWords as alertWords, outcomeWords } from '../../ui/words/alerts.ts';
import { exceptionWords } from '../../ui/words/devices.ts';
import {
  kindWords as checkInKindWords,
  statusWords as checkInStatusWords,
  dayWords,
  reasonWords as excuseOf,
  resultWords,
  wayWords,
} from '../check-ins/view.ts';
import { stepWords, topicWords } from '../complaints/view.ts';
import { appearanceWords, excuseWords } from '../hearings/view.ts';
import {
  kindWords as helpKindWords,
  statusWords as helpStatusWords,
  wayWords as helpWayWords,
} from '../help/view.ts';
import { kindWords as letterKindWords } from '../letter-templates/view.ts';
import { wayWords as letterWayWords } from '../letters/view.ts';
import {
  kindWords as contactKindWords,
  meaningWords,
  reasonWords as messageReasonWords,
  statusWords as messageStatusWords,
  templateWords,
} from '../messages/view.ts';
import { askedWords } from '../requests/view.ts';
import { kindWords as suspensionWords } from '../suspensions/view.ts';

export function kindWords(kind: LogKind): string {
  const words: Record<LogKind, string> = {
    message: t`Message`,
    reply: t`Reply`,
    call: t`Call`,
    visit: t`Visit`,
    letter: t`Letter`,
    'letter-sending': t`Kept letter`,
    note: t`Note`,
    'check-in': t`Check-in`,
    'contact-attempt': t`Contact attempt`,
    alert: t`Alert`,
    hearing: t`Hearing`,
    help: t`Help`,
    order: t`Order`,
    exception: t`Exception`,
    suspension: t`Suspension`,
    complaint: t`Complaint`,
    'look-copy': t`Record of looks on paper`,
  };
  return words[kind];
}

export const entryKindWords = (kind: EntryKind): string => kindWords(kind);

export function placeWords(place: VisitPlace): string {
  const words: Record<VisitPlace, string> = {
    home: t`at their home`,
    office: t`at the office`,
    field: t`elsewhere`,
  };
  return words[place];
}

type Fact<K extends LogKind> = Extract<LogFact, { kind: K }>;
type Clock = { readonly now: number; readonly timezone: string; readonly locale: string };
const momentOf = (at: string, { now, timezone, locale }: Clock): string =>
  formatMoment(Date.parse(at), now, timezone, locale, false);

function hearingWords(fact: Fact<'hearing'>, clock: Clock): string {
  const { court, appearance, excuse, movedTo } = fact;
  // By the court's own clock: so it stands on the paper.
  const at = momentOf(fact.at, { ...clock, timezone: fact.timezone });
  const to = movedTo === null ? '' : momentOf(movedTo, { ...clock, timezone: fact.timezone });
  switch (fact.event) {
    case 'entered':
      return t`entered: ${at}, ${court}`;
    case 'changed':
      return t`changed: ${at}, ${court}`;
    case 'moved':
      return t`moved from ${at} to ${to}, ${court}`;
    case 'cancelled':
      return t`cancelled: ${at}, ${court}`;
    case 'appearance': {
      const said = appearance === null ? t`not known` : appearanceWords(appearance);
      return [`${said}: ${at}, ${court}`, ...(excuse === null ? [] : [excuseWords(excuse)])].join(' · ');
    }
  }
}

function helpEventWords({ event, of, way, at, dueOn, for: target }: Fact<'help'>, clock: Clock): string {
  const when = at === null ? (dueOn === null ? '' : dayWords(dueOn, clock.locale)) : momentOf(at, clock);
  return [
    helpKindWords(of),
    helpStatusWords(event),
    ...(event === 'asked' ? [helpWayWords(way)] : []),
    target === 'hearing' ? t`for the hearing ${when}` : t`for the check-in ${when}`,
  ].join(' · ');
}

function alertEventWords({ of, event, outcome }: Fact<'alert'>): string {
  const what = alertWords(of);
  const closed = outcome === null ? '' : outcomeWords(outcome);
  const words: Record<typeof event, string> = {
    raised: t`${what}: raised`,
    returned: t`${what}: returned, as it went on`,
    withdrawn: t`${what}: taken back`,
    closed: t`${what}: closed: ${closed}`,
    reopened: t`${what}: opened again`,
  };
  return words[event];
}

function orderWords({ event, reference, version }: Fact<'order'>): string {
  if (event === 'ended') return t`${reference} ended`;
  const number = version ?? '—';
  if (event === 'drafted') return t`${reference}, draft of version ${number}`;
  return t`${reference}, version ${number}, took effect`;
}

function letterWords({ event, of, way }: Fact<'letter-sending'>): string {
  const what = letterKindWords(of);
  const how = letterWayWords(way);
  return event === 'sent' ? `${what}: ${how}` : t`${what}: came back undelivered`;
}

/** What happened, in a line; who and when stand beside it. */
export function factWords(fact: LogFact, clock: Clock): string {
  const { locale } = clock;
  switch (fact.kind) {
    case 'message':
      return [
        templateWords(fact.template),
        messageStatusWords(fact.status),
        ...(fact.way === null ? [] : [contactKindWords(fact.way)]),
        ...(fact.reason === null ? [] : [messageReasonWords(fact.reason)]),
        ...(fact.delivered === null ? [] : [t`delivered`]),
      ].join(' · ');
    case 'reply':
      return meaningWords(fact.meaning);
    case 'call':
    case 'letter':
      return resultWords(fact.result);
    case 'letter-sending':
      return letterWords(fact);
    case 'visit':
      return `${placeWords(fact.place)} · ${resultWords(fact.result)}`;
    case 'note':
      return '';
    case 'check-in': {
      const day = dayWords(fact.dueOn, locale);
      return [
        t`due ${day}`,
        checkInKindWords(fact.how),
        checkInStatusWords(fact.status),
        ...(fact.reason === null ? [] : [excuseOf(fact.reason)]),
      ].join(' · ');
    }
    case 'contact-attempt': {
      const day = dayWords(fact.dueOn, locale);
      return [wayWords(fact.way), resultWords(fact.result), t`about the check-in due ${day}`].join(' · ');
    }
    case 'alert':
      return alertEventWords(fact);
    case 'hearing':
      return hearingWords(fact, clock);
    case 'help':
      return helpEventWords(fact, clock);
    case 'order':
      return orderWords(fact);
    case 'exception': {
      const { condition } = fact;
      const from = momentOf(fact.from, clock);
      const to = momentOf(fact.to, clock);
      const { asker, way, receivedOn } = fact;
      return [
        asker === null || way === null || receivedOn === null
          ? exceptionWords(fact.status)
          : askedWords({ asker, way, receivedOn }, locale),
        t`${condition}, ${from} to ${to}`,
      ].join(' · ');
    }
    case 'complaint': {
      const { number, event, topic } = fact;
      const what = event === 'received' ? t`Received` : stepWords(event);
      return [t`No. ${number}`, what, topicWords(topic)].join(' · ');
    }
    case 'look-copy':
      return fact.event === 'asked' ? askedWords(fact, locale) : t`handed over`;
    case 'suspension': {
      const why = suspensionWords(fact.of);
      const from = momentOf(fact.from, clock);
      if (fact.to === null) return t`${why}, from ${from}`;
      const to = momentOf(fact.to, clock);
      return t`${why}: ended, ${from} to ${to}`;
    }
  }
}
