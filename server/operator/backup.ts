import { insertBackupNote } from '../database/backup/server.ts';
import type { Operator } from './operator.ts';

/** That everything was copied, by whom and as of when, is in every programme's audit. */
export async function noteBackup(
  operator: Pick<Operator, 'owner' | 'name' | 'requestId'>,
  madeAt: string,
): Promise<void> {
  await insertBackupNote(operator.owner, operator.name, operator.requestId, madeAt);
}
