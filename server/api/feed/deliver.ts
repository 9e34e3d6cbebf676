import type { AlertSummary } from '@attend/contracts/alerts';
import type { FeedAlert } from '@attend/contracts/feed';
import { type Pool, transaction } from '../../database/connect.ts';
import { recordHeard } from '../../database/repositories/access-records.ts';
import { type FeedRow, readFeed } from '../../database/repositories/feed.ts';
import type { Queryable } from '../../database/repositories/queryable.ts';
import { findSessions } from '../../database/repositories/sessions.ts';
import type { Keyring } from '../../keys/keyring.ts';
import { dismiss, judge, type Subscriber } from './subscriber.ts';

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
 * Sends one page of a programme's feed to those of its subscribers who have not had it. In one transaction: the rows, whether
 * each session still stands and may hear, the alerts as they are, and the looks. Answers whether there may be more.
 * `passOver`: the page failed again and again (bytes that do not open, say); its alerts are not read, and the screens are told
 * to read their lists again, which say for each alert what is the matter.
 */
export async function deliverPage(
  parts: DeliverParts,
  programmeId: string,
  subscribers: readonly Subscriber[],
  passOver = false,
): Promise<boolean> {
  const after = lowest(subscribers);
  if (after === null) return false;
  const read = await transaction(parts.pool, { 'attend.programme': programmeId }, async (client) => {
    const rows = await readFeed(client, programmeId, after, pageSize);
    if (rows.length === 0) return null;
    const sessions = await findSessions(
      client,
      subscribers.map(({ actor }) => actor.sessionId),
    );
    const standing = new Map(sessions.map((row) => [row.session_id, row]));
    const verdicts = subscribers.map((subscriber) => ({ subscriber, verdict: judge(subscriber, standing) }));
    const listeners = verdicts
      .filter(({ verdict }) => verdict === 'may-hear')
      .map(({ subscriber }) => subscriber);
    const unread = passOver || listeners.length === 0;
    const alerts = unread ? new Map() : await loadAlerts(parts, client, programmeId, rows);
    await recordLooks(client, programmeId, listeners, rows, alerts);
    return { rows, alerts, verdicts };
  });
  if (read === null) return false;
  for (const { subscriber, verdict } of read.verdicts)
    if (verdict !== 'may-hear') dismiss(subscriber, verdict);
    else if (passOver) askToReload(subscriber, read.rows);
    else send(subscriber, read.rows, read.alerts);
  return read.rows.length === pageSize;
}

function lowest(subscribers: readonly Subscriber[]): bigint | null {
  return subscribers.reduce<bigint | null>(
    (least, { position }) => (least === null || position < least ? position : least),
    null,
  );
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

function send(
  subscriber: Subscriber,
  rows: readonly FeedRow[],
  alerts: ReadonlyMap<string, AlertSummary>,
): void {
  for (const { position, change, entity_id } of rows) {
    if (position <= subscriber.position) continue;
    const alert = alerts.get(entity_id);
    if (alert !== undefined) {
      const event: FeedAlert = { change, alert };
      subscriber.stream.send('alert', event, String(position));
    }
    subscriber.position = position;
  }
}

function askToReload(subscriber: Subscriber, rows: readonly FeedRow[]): void {
  const last = rows.at(-1)?.position ?? subscriber.position;
  if (last <= subscriber.position) return;
  subscriber.stream.send('reload', { why: 'Some of what happened could not be told.' }, String(last));
  subscriber.position = last;
}
