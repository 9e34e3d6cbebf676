import { type AlertCommand, workAlert } from '@attend/casework';
import type { AlertSummary } from '@attend/contracts/alerts';
import {
  type Failure,
  fail,
  formatInstant,
  type Result,
  say,
  succeed,
  within,
  word,
  wordOr,
} from '@attend/kernel';
import {
  findLastStep,
  findOpenTwin,
  type LockedAlert,
  lockAlert,
  saveStep,
} from '../../database/repositories/alert-work.ts';
import type { Queryable } from '../../database/repositories/queryable.ts';
import type { StaffContext } from '../context.ts';
import { summariseAlerts } from './summary.ts';

type Context = Pick<StaffContext, 'client' | 'services' | 'actor' | 'record' | 'audit' | 'now'>;

const alertMissing: Failure = { code: 'not-found', message: 'There is no such alert here.' };

/** What whoever was slower is told: who did what, when, and which version stands now. */
async function explainConflict(client: Queryable, alert: LockedAlert, failure: Failure): Promise<Failure> {
  const last = await findLastStep(client, alert.id);
  if (last === null) return failure;
  const what = {
    what: within(failure),
    step: wordOr(last.kind),
    when: { instant: formatInstant(last.at.getTime()) },
    status: word(alert.status),
    version: alert.version,
  };
  return {
    ...failure,
    ...(last.staff === null
      ? say('{what} ({step} by the monitor at {when}; it is {status} now, version {version})', what)
      : say('{what} ({step} by {who} at {when}; it is {status} now, version {version})', {
          ...what,
          who: last.staff,
        })),
  };
}

const conflicts: readonly string[] = [
  'changed',
  'already-acknowledged',
  'already-closed',
  'not-closed',
  'withdrawn',
];

/** One person's step on one alert: alert, transition, audit and word to the feed in the request's transaction. */
export async function workOnAlert(
  { client, services, actor, record, audit, now }: Context,
  id: string,
  command: AlertCommand,
): Promise<Result<AlertSummary>> {
  const alert = await lockAlert(client, id);
  if (alert === null) return fail(alertMissing);
  // First of all: what is refused below tells who did what with the alert.
  await record.open(alert.participantId, 'working the alert');
  const step = workAlert(alert, command, actor);
  if (!step.ok) {
    return fail(
      conflicts.includes(step.error.code) ? await explainConflict(client, alert, step.error) : step.error,
    );
  }
  if (step.value.transition === 'reopened' && (await findOpenTwin(client, alert)) !== null) {
    const message = 'the same thing has been raised again meanwhile: that alert is open, work on it instead';
    return fail({ code: 'another-open', message });
  }
  await saveStep(client, services.keyring, alert, step.value, { staffId: actor.staffId, at: now() });
  await audit({
    action: `alert.${step.value.transition}`,
    entity: 'alert',
    entityId: id,
    participant: alert.participantId,
    before: { status: alert.status, outcome: alert.outcome, version: alert.version },
    after: { status: step.value.status, outcome: step.value.outcome, note: step.value.note },
  });
  const [summary] = await summariseAlerts(client, services.keyring, [id]);
  return summary === undefined ? fail(alertMissing) : succeed(summary);
}
