import { randomUUID } from 'node:crypto';
import { type CaseloadLogEntry, logKeyOf, readLogEntry } from '@attend/casework/caseload/log';
import { writeChanges } from '../audit/changes.ts';
import { insertCaseloadLog, loadCaseloadLog } from '../database/repositories/caseload-log.ts';
import { loadCaseloadOfficers } from '../database/repositories/caseload-standing.ts';
import type { CaseloadContext } from './context.ts';
import { defineKind, eachRecord } from './kind.ts';
import { type Decision, madeOf, type OwnedStep, planOwned, refuse, sayable } from './owned.ts';

type Made = { readonly id: string; readonly byId: string | null; readonly by: string | null };

async function prepare(
  { client, keyring, author, now }: CaseloadContext,
  items: readonly CaseloadLogEntry[],
  participants: readonly string[],
) {
  const addresses = [...new Set(items.flatMap(({ by }) => by?.toLowerCase() ?? []))];
  const staff = await loadCaseloadOfficers(client, author.programmeId, addresses);
  const rows = await loadCaseloadLog(client, keyring, participants);
  const standing = new Map(rows.map((row) => [logKeyOf(row.participantId, row), row]));
  return (item: CaseloadLogEntry, { id: person }: { readonly id: string }): Decision<Made> => {
    if (item.at > now) return refuse('at', 'future', 'This is still to come: nobody has done it.');
    const row = standing.get(logKeyOf(person, item));
    if (row !== undefined) {
      const isSame = row.place === item.place && row.result === item.result;
      return { kind: isSame ? 'same' : 'settled', stands: row.id, made: null };
    }
    const byId = item.by === null ? null : (staff.get(item.by.toLowerCase()) ?? null);
    return { kind: 'new', made: { id: randomUUID(), byId, by: byId === null ? item.by : null } };
  };
}

async function write(
  { client, keyring, author }: CaseloadContext,
  steps: readonly OwnedStep<CaseloadLogEntry, Made>[],
): Promise<void> {
  const made = madeOf(steps, 'new');
  await insertCaseloadLog(
    client,
    keyring,
    author.programmeId,
    made.map(({ item, participantId, made: whose }) => ({ ...sayable(item), participantId, ...whose })),
  );
  await writeChanges(
    client,
    keyring,
    author,
    made.map(({ item, participantId: participant, made: { id } }) => ({
      ...{ action: 'contact-entry.imported', entity: 'contact_entry', entityId: id, participant },
      after: sayable(item),
    })),
  );
}

export const importLog = defineKind<CaseloadLogEntry, OwnedStep<CaseloadLogEntry, Made>>({
  items: eachRecord(readLogEntry),
  keysOf: (item) => [logKeyOf(item.participant, item)],
  plan: (context, items) => planOwned(context, items, (ids) => prepare(context, items, ids)),
  write,
});
