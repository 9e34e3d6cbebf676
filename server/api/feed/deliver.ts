import type { AlertSummary } from '@attend/contracts/alerts';
import type { FeedAlert } from '@attend/contracts/feed';
import { grantsOf } from '../../access/policy.ts';
import { type Pool, transaction } from '../../database/connect.ts';
import { recordHeard } from '../../database/repositories/access-records.ts';
import { actAs, type FeedRow, readFeed, readFeedReached } from '../../database/repositories/feed.ts';
import type { Queryable } from '../../database/repositories/queryable.ts';
import { loadReach } from '../../database/repositories/reach.ts';
import { findSessions } from '../../database/repositories/sessions.ts';
import type { Keyring } from '../../keys/keyring.ts';
import { dismiss, judge, type Subscriber, type Verdict } from './subscriber.ts';

/**
 * Summaries of those of the alerts that the programme's transaction sees, as they stand now. Supplied by the alerts' part
 * (`server/database/repositories/alerts.ts` and its use cases).
 */
export type LoadAlertSummaries = (
  reader: { readonly client: Queryable; readonly keyring: Keyring; readonly programmeId: string },
  alertIds: readonly string[],
) => Promise<readonly AlertSummary[]>;

export type DeliverParts = {
  readonly pool: Pool;
  readonly keyring: Keyring;
  readonly loadAlertSummaries: LoadAlertSummaries;
};

export const pageSize = 200;

/**
 * Sends one page of a programme's feed to those of its subscribers who have not had it. In one transaction: whether each session
 * still stands and may hear, whom each viewer may see now, the rows of those people alone, the alerts as they are, and the looks.
 * Answers whether there may be more. `passOver`: the page failed again and again (bytes that do not open, say); its alerts are not
 * read, and the screens are told to read their lists again, which say for each alert what is the matter.
 */
export async function deliverPage(
  parts: DeliverParts,
  programmeId: string,
  subscribers: readonly Subscriber[],
  passOver = false,
): Promise<boolean> {
  if (subscribers.length === 0) return false;
  const read = await transaction(parts.pool, { 'attend.programme': programmeId }, async (client) => {
    const reached = await readFeedReached(client);
    const behind = subscribers.filter(({ position }) => position < reached);
    if (behind.length === 0) return null;
    const sessions = await findSessions(
      client,
      behind.map(({ actor }) => actor.sessionId),
    );
    const standing = new Map(sessions.map((row) => [row.session_id, row]));
    const dismissed: { subscriber: Subscriber; verdict: Exclude<Verdict, 'may-hear'> }[] = [];
    const listeners: Subscriber[] = [];
    for (const subscriber of behind) {
      const verdict = judge(subscriber, standing);
      if (verdict === 'may-hear') listeners.push(subscriber);
      else dismissed.push({ subscriber, verdict });
    }
    const pages: Page[] = [];
    for (const audience of await audiencesOf(client, programmeId, listeners))
      pages.push(await readPage(parts, client, programmeId, audience, reached, passOver));
    return { dismissed, pages };
  });
  if (read === null) return false;
  for (const { subscriber, verdict } of read.dismissed) dismiss(subscriber, verdict);
  for (const page of read.pages)
    for (const subscriber of page.audience)
      if (passOver) askToReload(subscriber, page);
      else send(subscriber, page);
  return read.pages.some(({ more }) => more);
}

/** What viewers who see the same people are told. */
type Page = {
  readonly audience: readonly Subscriber[];
  readonly rows: readonly FeedRow[];
  readonly alerts: ReadonlyMap<string, AlertSummary>;
  /** Everything up to here has been looked at, whoever's it was. */
  readonly upTo: bigint;
  readonly more: boolean;
};

/** Viewers by whom they may see: whoever sees the whole programme shares one page, and so does one viewer's every screen. */
async function audiencesOf(
  client: Queryable,
  programmeId: string,
  listeners: readonly Subscriber[],
): Promise<readonly (readonly Subscriber[])[]> {
  const audiences = new Map<string, Subscriber[]>();
  const keysOf = new Map<string, string>();
  for (const subscriber of listeners) {
    const { staffId } = subscriber.actor;
    let keys = keysOf.get(staffId);
    if (keys === undefined) {
      await actAs(client, staffId);
      keys = (await loadReach(client, programmeId, grantsOf('alerts.read'))).keys.toSorted().join(' ');
      keysOf.set(staffId, keys);
    }
    const audience = audiences.get(keys) ?? [];
    audience.push(subscriber);
    audiences.set(keys, audience);
  }
  return [...audiences.values()];
}

async function readPage(
  parts: DeliverParts,
  client: Queryable,
  programmeId: string,
  audience: readonly Subscriber[],
  reached: bigint,
  passOver: boolean,
): Promise<Page> {
  await actAs(client, audience[0]?.actor.staffId ?? '');
  const reach = await loadReach(client, programmeId, grantsOf('alerts.read'));
  const rows = await readFeed(client, reach, lowest(audience), reached, pageSize);
  const more = rows.length === pageSize;
  const alerts = passOver ? new Map() : await loadAlerts(parts, client, programmeId, rows);
  await recordLooks(client, programmeId, audience, rows, alerts);
  return { audience, rows, alerts, upTo: more ? (rows.at(-1)?.position ?? reached) : reached, more };
}

function lowest(subscribers: readonly Subscriber[]): bigint {
  let least = subscribers[0]?.position ?? 0n;
  for (const { position } of subscribers) if (position < least) least = position;
  return least;
}

async function loadAlerts(
  { keyring, loadAlertSummaries }: DeliverParts,
  client: Queryable,
  programmeId: string,
  rows: readonly FeedRow[],
): Promise<ReadonlyMap<string, AlertSummary>> {
  const ids = [...new Set(rows.filter(({ kind }) => kind === 'alert').map(({ entity_id }) => entity_id))];
  const loaded = await loadAlertSummaries({ client, keyring, programmeId }, ids);
  return new Map(loaded.map((alert) => [alert.id, alert]));
}

/** Hearing of somebody's alert is a look at them: one row a viewer, person and day, as for a list. */
async function recordLooks(
  client: Queryable,
  programmeId: string,
  listeners: readonly Subscriber[],
  rows: readonly FeedRow[],
  alerts: ReadonlyMap<string, AlertSummary>,
): Promise<void> {
  const heard = listeners.flatMap(({ actor, position }) =>
    rows
      .filter((row) => row.position > position)
      .flatMap((row) => alerts.get(row.entity_id)?.participant.id ?? [])
      .map((participantId) => ({ staffId: actor.staffId, participantId })),
  );
  await recordHeard(client, programmeId, heard);
}

function send(subscriber: Subscriber, { rows, alerts, upTo }: Page): void {
  for (const { position, change, entity_id } of rows) {
    if (position <= subscriber.position) continue;
    const alert = alerts.get(entity_id);
    if (alert !== undefined) {
      const event: FeedAlert = { change, alert };
      subscriber.stream.send('alert', event, String(position));
    }
    subscriber.position = position;
  }
  if (upTo > subscriber.position) subscriber.position = upTo;
}

function askToReload(subscriber: Subscriber, { rows, upTo }: Page): void {
  const last = rows.at(-1)?.position;
  if (last !== undefined && last > subscriber.position)
    subscriber.stream.send('reload', { why: 'Some of what happened could not be told.' }, String(last));
  if (upTo > subscriber.position) subscriber.position = upTo;
}
