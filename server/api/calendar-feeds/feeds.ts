import { createHash, randomUUID } from 'node:crypto';
import { type CalendarEvent, writeCalendar } from '@attend/casework';
import type {
  calendarFeedCreate,
  calendarFeedEnded,
  calendarFeedMade,
  calendarFeeds,
  calendarText,
} from '@attend/contracts/calendar-feeds';
import {
  day,
  type Failure,
  fail,
  formatInstant,
  hour,
  minute,
  type Result,
  say,
  succeed,
} from '@attend/kernel';
import type { z } from 'zod';
import {
  endFeed,
  type FeedCheckIn,
  type FeedHearing,
  findFeed,
  insertFeed,
  listFeedCheckIns,
  listFeedHearings,
  listFeeds,
  noteFetch,
  renewFeed,
} from '../../database/repositories/calendar-feeds.ts';
import { findOffice } from '../../database/repositories/office-calendars.ts';
import { findBeyond } from '../../database/repositories/reach.ts';
import { instantText } from '../alerts/summary.ts';
import type { StaffContext } from '../context.ts';
import { hashSecret, newSecret } from './calendars.ts';

const missing: Failure = { code: 'not-found', message: 'There is no such calendar of yours.' };
type Made = Result<z.output<typeof calendarFeedMade>>;
const most = 20;

export async function readFeeds({ client }: StaffContext): Promise<Result<z.output<typeof calendarFeeds>>> {
  const feeds = await listFeeds(client);
  return succeed({
    feeds: feeds.map(({ id, officeId, office, createdAt, fetchedAt }) => ({
      id,
      office: officeId === null ? null : { id: officeId, name: office ?? '' },
      createdAt: formatInstant(createdAt),
      fetchedAt: instantText(fetchedAt),
    })),
  });
}

const pathOf = (id: string, secret: string): string => `/api/calendars/${id}/${secret}/attend.ics`;

/** ICS-1: the secret leaves once, and is kept as a keyed hash. */
export async function makeFeed(
  { client, programme, actor, services, audit }: StaffContext,
  { office }: z.output<typeof calendarFeedCreate>,
): Promise<Made> {
  if (office !== null && (await findOffice(client, office)) === null)
    return fail({ code: 'unknown-office', message: 'No office is meant by this.', path: ['body', 'office'] });
  if ((await listFeeds(client)).length >= most)
    return fail({
      code: 'too-many-feeds',
      ...say('Nobody has more than {most} calendars: revoke one first.', { most }),
    });
  const id = randomUUID();
  const secret = newSecret();
  const secretHash = hashSecret(services.keyring, programme.id, secret);
  await insertFeed(client, {
    id,
    programmeId: programme.id,
    staffId: actor.staffId,
    officeId: office,
    secretHash,
  });
  await audit({ action: 'calendar.made', entity: 'calendar_feed', entityId: id, after: { office } });
  return succeed({ id, path: pathOf(id, secret) });
}

export async function renew({ client, programme, services, audit }: StaffContext, id: string): Promise<Made> {
  if ((await findFeed(client, id)) === null) return fail(missing);
  const secret = newSecret();
  await renewFeed(client, id, hashSecret(services.keyring, programme.id, secret));
  await audit({ action: 'calendar.renewed', entity: 'calendar_feed', entityId: id });
  return succeed({ id, path: pathOf(id, secret) });
}

export async function revoke(
  { client, audit }: StaffContext,
  id: string,
): Promise<Result<z.output<typeof calendarFeedEnded>>> {
  if ((await findFeed(client, id)) === null) return fail(missing);
  await endFeed(client, id);
  await audit({ action: 'calendar.revoked', entity: 'calendar_feed', entityId: id });
  return succeed({ id });
}

/** A month back, so that what was cancelled yesterday is cancelled in the calendar too; half a year ahead. */
const back = 30 * day;
const ahead = 200 * day;
const mostEvents = 2_000;

/** ICS-2, ICS-3: what its maker may read now, by number and never by name. Each fetch is a look of theirs. */
export async function readCalendar(
  context: StaffContext,
  id: string,
): Promise<Result<z.output<typeof calendarText>>> {
  const { client, record, actor, reaches, now } = context;
  const feed = await findFeed(client, id);
  if (feed === null) return fail(missing);
  const span = { from: now() - back, to: now() + ahead, limit: mostEvents };
  const scope = { officeId: feed.officeId, staffId: actor.staffId };
  const reach = await context.reach();
  const hearings = await listFeedHearings(client, reach, scope, span);
  const checkIns = actor.permissions.has('check-ins.read')
    ? await listFeedCheckIns(client, await reaches.under('check-ins.read'), scope, span)
    : [];
  // The route's own permission is about hearings: who is reached by the other alone is left out.
  const beyond = new Set(
    await findBeyond(
      client,
      reach,
      checkIns.map(({ participantId }) => participantId),
    ),
  );
  record.passOver(beyond);
  const shown = checkIns.filter(({ participantId }) => !beyond.has(participantId));
  const participants = [...new Set([...hearings, ...shown].map(({ participantId }) => participantId))];
  await record.list(participants);
  await noteFetch(client, id);
  const events = [...hearings.map(eventOfHearing), ...shown.map(eventOfCheckIn)];
  const name = feed.office ?? actor.name;
  const tag = createHash('sha256')
    .update(writeCalendar(name, events, 0))
    .digest('base64url');
  return succeed({ participants, tag: `"${tag}"`, text: writeCalendar(name, events, now()) });
}

const eventOfHearing = ({ id, at, version, reference, kind, court, status }: FeedHearing): CalendarEvent => ({
  uid: `hearing-${id}@attend`,
  sequence: version - 1,
  from: at,
  to: at + hour,
  summary: `Hearing ${reference}${kind === 'remote' ? ' (remote)' : ''}`,
  location: court,
  cancelled: status === 'cancelled' || status === 'moved' || status === 'not-followed',
});

const kinds = { office: 'office', home: 'at home', virtual: 'by video', phone: 'by telephone' } as const;
const eventOfCheckIn = (row: FeedCheckIn): CalendarEvent => ({
  uid: `check-in-${row.id}@attend`,
  sequence: row.version - 1,
  from: row.at,
  to: row.at + row.minutes * minute,
  summary: `Check-in ${row.reference} (${kinds[row.kind]})`,
  // Of a home nobody's address leaves.
  location: row.kind === 'office' ? row.office : null,
  cancelled: row.status === 'excused' || row.status === 'ended',
});
