import type { alertList, alertListQuery } from '@attend/contracts/alerts';
import { type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import {
  countOpenAlerts,
  cursorLength,
  listAlerts,
  readFeedPosition,
} from '../../database/repositories/alerts.ts';
import { readCursor, writeCursor } from '../../database/repositories/cursor.ts';
import type { StaffContext } from '../context.ts';
import { summariseAlerts } from './summary.ts';

type Query = z.output<typeof alertListQuery>;
type Context = Pick<StaffContext, 'client' | 'services' | 'actor' | 'reach' | 'record'>;

/** ALR-7: the list shows all that is open, most severe and oldest first; every person in it is recorded as looked at. */
export async function listAlertsFor(
  { client, services, actor, reach: loadReach, record }: Context,
  query: Query,
): Promise<Result<z.output<typeof alertList>>> {
  const after = query.cursor === undefined ? null : readCursor(query.cursor, cursorLength(query.show));
  if (after !== null && !after.ok) return after;
  const feedPosition = await readFeedPosition(client);
  const reach = await loadReach();
  const filter = {
    reach,
    show: query.show,
    kind: query.kind,
    severity: query.severity,
    staffId: query.mine ? actor.staffId : undefined,
    participantId: query.participant,
  };
  const page = await listAlerts(client, filter, after?.value ?? null, query.limit);
  const alerts = await summariseAlerts(client, services.keyring, page.ids);
  await record.list(alerts.map((alert) => alert.participant.id));
  return succeed({
    alerts,
    next: page.next === null ? null : writeCursor(page.next),
    counts: await countOpenAlerts(client, reach),
    feedPosition,
  });
}
