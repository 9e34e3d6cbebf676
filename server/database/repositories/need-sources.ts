import type { NeedKind } from '@attend/casework/today/needs';
import { isSuspended, letGo } from './let-go.ts';

/**
 * SQL: what of one kind needs somebody. `row` is the alias whose id and participant it has, or `of` where its person stands in another
 * column; what is not given is null. Parameters: $1 programme; of what is to come $3 and $4, its span.
 */
export type NeedSource = {
  readonly row: string;
  readonly of?: string;
  readonly at: string;
  readonly court?: string;
  readonly sealed?: string;
  readonly version?: string;
  readonly help?: string;
  readonly from: string;
  /** It is about a hearing to come: in a span, and of nobody who is suspended, as they cannot come and are reminded of nothing. */
  readonly toCome?: true;
  /** So few in a whole programme, or so dear to ask of one person, that all are read and narrowed to whoever may be seen. */
  readonly few?: true;
};

/**
 * SQL: somebody of the staff heard it, or a YES came. A YES answers the last message before it (message-replies.ts): it confirms the
 * hearing that this message is about.
 */
export const isConfirmed = (
  h: string,
): string => `(exists (select from hearing_confirmation f where f.hearing_id = ${h}.id)
  or exists (select from message_reply r join message m on m.id = r.message_id where r.participant_id = ${h}.participant_id
    and r.meaning = 'yes' and starts_with(m.key, 'hearing/' || ${h}.id || '/')))`;

/** KEY-22: of whoever’s key was destroyed nobody can do anything any more. */
const isKept = (of: string): string =>
  `not exists (select from key_destruction gone where gone.participant_id = ${of} and gone.decision = 'approved')`;

const reply = (meaning: string): NeedSource => ({
  ...{ row: 'r', at: 'r.at', sealed: 'r.sealed' },
  from: `message_reply r where r.programme_id = $1 and r.answered_at is null and r.meaning = '${meaning}' and ${isKept('r.participant_id')}`,
});

/** REQ-4: until somebody has answered, however long its time has been over. */
const exceptionAsked = (begun: '<=' | '>'): NeedSource => ({
  ...{ row: 'e', at: 'e.from_at', sealed: 'e.sealed', version: 'e.revision' },
  from: `condition_exception e where e.programme_id = $1 and e.status = 'asked' and e.entered_in_error_at is null and e.from_at ${begun} now()`,
});

/** As `doubtOf` says (casework/help/work.ts). */
const helpInDoubt = `coalesce(h.status in ('moved', 'cancelled', 'not-followed') or h.entered_in_error_at is not null or ${isSuspended('a.participant_id', 'h.at')},
  c.status = 'ended' or c.entered_in_error_at is not null or (${letGo('c', 'o.timezone')}) is not null
    or (a.status = 'arranged' and a.for_at is distinct from c.slot_at))`;
/**
 * HLP-9: by the date of what it is for. What took place, or did not, is settled on the page of its day; a moved hearing's own day says
 * nothing of when help is needed.
 */
const help = (which: string): NeedSource => ({
  ...{ row: 'a', at: `coalesce(h.at, c.slot_at, (c.due_on + time '12:00') at time zone o.timezone)` },
  ...{ court: 'coalesce(h.court, o.name)', version: 'a.version', help: 'a.kind' },
  from: `arranged_help a left join hearing h on h.id = a.hearing_id
      left join check_in c on c.id = a.check_in_id left join office o on o.id = c.office_id
    where a.programme_id = $1 and a.status in ('asked', 'arranged') and a.entered_in_error_at is null
      and coalesce(h.at > now() or h.status = 'moved', c.window_to >= current_date - 1)
      and coalesce(h.status <> 'held', c.status in ('due', 'booked', 'ended')) and ${which}`,
});

const hearing = (which: string, version?: string): NeedSource => ({
  ...{ row: 'h', at: 'h.at', court: 'h.court', ...(version === undefined ? {} : { version }), toCome: true },
  from: `hearing h where h.programme_id = $1 and h.status = 'scheduled' and h.at >= $3 and h.at < $4 and ${which}`,
});

/** TDY-8: begun and not ended, until somebody begins anew or gives it up. */
const fitting = (which: string): NeedSource => ({
  ...{ row: 'f', at: 'f.begun_at', court: `b.name || ' · ' || o.name` },
  from: `fitting f join staff b on b.id = f.begun_by join office o on o.id = f.office_id
    where f.programme_id = $1 and f.status in ('under-way', 'expired') and f.seen_to_at is null and ${which}`,
});

/**
 * TDY-9: what was past already when it was put on record (a line of enrolment says so) waits for nobody; nor does a removal of which no
 * device is left that was theirs before it ended and is theirs still: one fitted since was tested on them.
 */
const removal = (which: string): NeedSource => ({
  ...{ row: 'r', at: 'r.to_at', court: 'r.reason', version: 'r.version' },
  from: `planned_removal r where r.programme_id = $1 and r.ended_at is null and r.to_at > r.made_at and ${which}
    and exists (select from assignment a where a.participant_id = r.participant_id and a.from_at < r.to_at and (a.to_at is null or a.to_at > now()))`,
});

const asksForHelp = reply('help');

/** Each goes along an index of its own (migrations 0027 to 0029, 0036, 0043, 0046, 0063). */
export const needSources: Readonly<Record<NeedKind, NeedSource>> = {
  'help-asked': {
    ...asksForHelp,
    from: `${asksForHelp.from} and not exists (select from arranged_help a where a.reply_id = r.id and a.entered_in_error_at is null)`,
  },
  'help-to-arrange': help(`a.status = 'asked' and not ${helpInDoubt}`),
  'help-in-doubt': help(helpInDoubt),
  'reply-to-read': reply('other'),
  'exception-late': exceptionAsked('<='),
  'exception-asked': exceptionAsked('>'),
  'message-unknown': {
    ...{ row: 'm', at: 'm.due_at' },
    from: `message m where m.programme_id = $1 and m.status = 'unknown' and (m.settled_at is null or m.settled_as = 'send-again')
      and ${isKept('m.participant_id')}`,
  },
  // Places are counted for the times of absences alone (places_at, migration 0036). Whom of a slot it moves, the front desk decides.
  'slot-short': {
    ...{ row: 'c', at: 'c.slot_at', court: `b.taken || ' / ' || b.places`, version: 'c.version', few: true },
    from: `(
        select distinct s.office_id, s.at, s.taken, coalesce(places_at(s.office_id, s.at), 0) as places
        from check_in_worker w join absence a on a.staff_id = w.staff_id and a.to_at > now()
          join office_slot s on s.office_id = w.office_id and s.at > greatest(now(), a.from_at - interval '1 day') and s.at < a.to_at and s.taken > 0
        where w.programme_id = $1 and w.ended_at is null
      ) b join check_in c on c.office_id = b.office_id and c.slot_at = b.at and c.status = 'booked' and c.entered_in_error_at is null
      where b.taken > b.places`,
  },
  'merge-waiting': {
    ...{ row: 'l', of: 'l.kept_id', at: 'l.asked_at', sealed: 'l.sealed', few: true },
    from: `person_link l where l.programme_id = $1 and l.decision is null and l.from_at is null
      and ${isKept('l.kept_id')} and ${isKept('l.other_id')}`,
  },
  'check-in-missed': {
    ...{ row: 'k', at: 'k.decided_at', version: 'k.version' },
    from: `check_in k where k.programme_id = $1 and k.status = 'missed' and k.followed_up_at is null and ${isKept('k.participant_id')}`,
  },
  'hearing-unconfirmed': hearing(`not ${isConfirmed('h')}`, 'h.version'),
  'no-number': hearing('h.unreached'),
  bounced: {
    ...{ row: 'k', at: 'k.bounced_at', sealed: 'k.sealed', version: 'k.version' },
    from: `contact_point k where k.programme_id = $1 and k.bounced_at is not null and k.ended_at is null and ${isKept('k.participant_id')}`,
  },
  // Whoever asked is told nothing of it here: they decide it not (RVW-8).
  'step-up-asked': {
    ...{ row: 'u', at: 'u.asked_at', court: 'u.to_tier', version: 'u.version' },
    from: 'step_up u where u.programme_id = $1 and u.decided_at is null and u.closed_at is null',
  },
  'device-swap': {
    ...{ row: 'r', at: 'coalesce(r.swap_from, r.swap_since)', court: 'r.tier_to', version: 'r.version' },
    from: `review r where r.programme_id = $1 and r.swap_since is not null and r.swap_done_at is null and ${isKept('r.participant_id')}`,
  },
  // Marked by the person's own calendar (RVW-10): the database's day is another one in the evening.
  'review-late': {
    ...{
      row: 'r',
      at: `(r.due_on + time '12:00') at time zone g.timezone`,
      court: 'r.tier',
      version: 'r.version',
    },
    from: 'review r join programme g on g.id = r.programme_id where r.programme_id = $1 and r.decided_at is null and r.closed_at is null and r.at_risk_from is not null',
  },
  'fitting-left': fitting(`(f.status = 'expired' or f.expires_at <= now())`),
  'fitting-under-way': fitting(`f.status = 'under-way' and f.expires_at > now()`),
  'removal-over': removal('r.to_at <= now()'),
  // A swap is within a fitting, which stands there itself.
  'removal-running': removal(`r.to_at > now() and r.from_at <= now() and r.reason <> 'swap'`),
  // TDY-10, by the programme's own days, as reviews are.
  'collection-due': {
    ...{ row: 'c', at: `(c.collect_on + time '12:00') at time zone g.timezone` },
    ...{ court: 'o.name', sealed: 'c.sealed', version: 'c.version' },
    from: `programme g join device_collection c on c.programme_id = g.id left join office o on o.id = c.office_id
      where g.id = $1 and c.programme_id = $1 and c.ended_at is null and c.collect_on is not null and c.collect_on <= (now() at time zone g.timezone)::date`,
  },
  'collection-to-arrange': {
    ...{ row: 'c', at: 'c.waits_from', version: 'c.version' },
    from: 'device_collection c where c.programme_id = $1 and c.ended_at is null and c.collect_on is null and c.waits_from <= now()',
  },
  // The letter's address as it was written there: once that is changed, has ended or is marked, somebody has seen to it.
  'letter-returned': {
    ...{ row: 'n', at: 'n.returned_at' },
    from: `letter_sending n join letter l on l.id = n.letter_id
      where n.programme_id = $1 and n.returned_at is not null and n.settled_at is null and n.entered_in_error_at is null
        and not address_changed(l.address_id, l.address_version) and ${isKept('l.participant_id')}`,
  },
};

/** What each list of *Today* holds, in order of need: a list a permission. */
export const needLists = {
  messages: ['help-asked', 'no-number', 'message-unknown', 'reply-to-read', 'bounced'],
  requests: ['exception-late', 'exception-asked'],
  help: ['help-to-arrange', 'help-in-doubt'],
  hearings: ['hearing-unconfirmed'],
  'check-ins': ['slot-short', 'check-in-missed'],
  reviews: ['step-up-asked', 'device-swap', 'review-late'],
  /** Of whoever may not be the second person. */
  'reviews-to-do': ['device-swap', 'review-late'],
  merges: ['merge-waiting'],
  letters: ['letter-returned'],
  devices: [
    ...(['fitting-left', 'removal-over', 'collection-due'] as const),
    ...(['collection-to-arrange', 'removal-running', 'fitting-under-way'] as const),
  ],
} as const satisfies Readonly<Record<string, readonly NeedKind[]>>;
export type NeedListName = keyof typeof needLists;
