import type { SystemStatus } from '@attend/contracts/status';
import { t } from '@lingui/core/macro';

type Health = { readonly tone: 'good' | 'high' | 'critical'; readonly words: string };

/** One sentence for the whole machine: the worst that holds. */
export function healthOf(status: SystemStatus): Health {
  if (status.database.state === 'down')
    return { tone: 'critical', words: t`The database does not answer. Devices keep their data.` };
  if (status.database.state === 'read-only')
    return { tone: 'critical', words: t`The database takes no writes. Devices keep their data.` };
  if (status.audit?.fault)
    return {
      tone: 'critical',
      words: t`The audit’s chain is not what was signed. Run attend verify audit, and find out why.`,
    };
  if (status.disk?.state === 'low')
    return {
      tone: 'high',
      words: t`The disk is nearly full. When it is, nothing more is acknowledged until there is room.`,
    };
  if (status.gateway === null)
    return { tone: 'high', words: t`No gateway reports here. Devices are not heard by this machine.` };
  if (status.gateway.stalled)
    return {
      tone: 'high',
      words: t`The gateway has stopped reading, because the database is slow. Nothing is lost.`,
    };
  return { tone: 'good', words: t`Everything runs.` };
}

/** Devices that knock and are known to nobody; the latest first. */
export const knocks = (status: SystemStatus): SystemStatus['unknownDevices'] =>
  [...status.unknownDevices].sort((a, b) => b.last.localeCompare(a.last));
