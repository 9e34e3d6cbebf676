import { type LogKind, logKinds } from '@attend/casework';
import { type ContactLog, type LogItem, logFact, type logQuery } from '@attend/contracts/contact-log';
import type { Permission } from '@attend/contracts/session';
import { fail, formatInstant, parseInstant, type Result, succeed } from '@attend/kernel';
import type { Keyring } from '@attend/server/keys/keyring';
import type { z } from 'zod';
import { type LogRow, listLog } from '../../database/repositories/contact-log.ts';
import { badCursor, readCursor, writeCursor } from '../../database/repositories/cursor.ts';
import { loadMarks, type MarkRow } from '../../database/repositories/error-marks.ts';
import { findPerson } from '../../database/repositories/people.ts';
import { openRow } from '../../database/repositories/sealed.ts';
import { mayOn } from '../access/may-on.ts';
import type { StaffContext } from '../context.ts';

/** LOG-2: what lets somebody read each kind where it has a page of its own. */
const permissionOf: Readonly<Record<LogKind, Permission>> = {
  ...{ message: 'messages.read', reply: 'messages.read' },
  ...{ call: 'log.read', visit: 'log.read', letter: 'log.read', note: 'log.read' },
  'letter-sending': 'documents.read',
  ...{ 'check-in': 'check-ins.read', 'contact-attempt': 'check-ins.read' },
  ...{ alert: 'alerts.read', hearing: 'hearings.read', order: 'people.read', exception: 'people.read' },
  suspension: 'people.read',
  help: 'help.read',
  complaint: 'complaints.read',
  'look-copy': 'log.read',
};

/** What lets somebody mark a line of a kind as entered in error: as its route asks. */
const markedBy: Readonly<Partial<Record<LogKind, Permission>>> = {
  ...{ call: 'log.write', visit: 'log.write', letter: 'log.write', note: 'log.write' },
  'letter-sending': 'documents.write',
  ...{ hearing: 'hearings.write', 'check-in': 'check-ins.write', 'contact-attempt': 'check-ins.write' },
  exception: 'people.enrol',
  help: 'help.write',
};

async function kindsFor(
  context: StaffContext,
  person: string,
  by: Readonly<Partial<Record<LogKind, Permission>>>,
): Promise<LogKind[]> {
  const open = new Set<Permission | undefined>();
  for (const permission of new Set(Object.values(by)))
    if (await mayOn(context, permission, person)) open.add(permission);
  return logKinds.filter((kind) => by[kind] !== undefined && open.has(by[kind]));
}

/** LOG-1, LOG-2: one person's time line, the latest first, of the kinds that the viewer may read where they stand. */
export async function readLog(
  context: StaffContext,
  person: string,
  query: z.output<typeof logQuery>,
): Promise<Result<ContactLog>> {
  const { client, record, services } = context;
  if ((await findPerson(client, person)) === null)
    return fail({ code: 'not-found', message: 'There is no such person here.' });
  await record.open(person, query.purpose);
  const kinds = await kindsFor(context, person, permissionOf);
  const after = query.cursor === undefined ? null : readCursor(query.cursor, 2);
  if (after !== null && !after.ok) return after;
  const [micros, key] = after?.value ?? [];
  if (micros !== undefined && !/^-?\d{1,18}$/.test(micros)) return fail(badCursor);
  const rows = await listLog(client, {
    participantId: person,
    kinds: kinds.filter((kind) => query.kind === undefined || kind === query.kind),
    from: query.from === undefined ? null : parseInstant(query.from),
    to: query.to === undefined ? null : parseInstant(query.to),
    after: micros === undefined || key === undefined ? null : { micros, key },
    limit: query.limit + 1,
  });
  const shown = rows.slice(0, query.limit);
  const marks = await loadMarks(
    client,
    services.keyring,
    person,
    shown.map(({ id }) => id),
  );
  const last = shown.at(-1);
  return succeed({
    participant: person,
    items: shown.map((row) => itemOf(services.keyring, person, row, marks)),
    next: rows.length > query.limit && last !== undefined ? writeCursor([last.micros, last.key]) : null,
    kinds,
    mayWrite: !services.keyring.isDestroyed(person) && (await mayOn(context, 'log.write', person)),
    mayMark: services.keyring.isDestroyed(person) ? [] : await kindsFor(context, person, markedBy),
  });
}

const microsAMilli = 1000n;

function itemOf(keyring: Keyring, person: string, row: LogRow, marks: readonly MarkRow[]): LogItem {
  const mark = marks.find(({ id }) => id === row.id);
  return {
    key: row.key,
    id: row.id,
    at: formatInstant(Number(BigInt(row.micros) / microsAMilli)),
    by: row.by ?? elsewhere(keyring, person, row),
    text: wordsOf(keyring, person, row),
    fact: logFact.parse({ ...row.facts, kind: row.kind }),
    inError: mark === undefined ? null : { at: formatInstant(mark.at), by: mark.by, reason: mark.reason },
  };
}

/** IMP-13: who did what came in by a file, where that is nobody of the staff here. */
function elsewhere(keyring: Keyring, person: string, { sealed, sealedAs, sealedId }: LogRow): string | null {
  const key = keyring.find(person);
  if (sealedAs !== 'contact_entry' || key === null || sealed === null) return null;
  return openRow(key, sealedAs, sealedId, sealed).by;
}

/** In the words of whoever wrote it. Without the person's key they are gone; that it happened is not. */
function wordsOf(
  keyring: Keyring,
  person: string,
  { sealed, sealedAs, sealedId, facts }: LogRow,
): string | null {
  const key = keyring.find(person);
  if (key === null || sealed === null) return null;
  switch (sealedAs) {
    case 'message':
    case 'message_reply':
    case 'contact_entry':
      return openRow(key, sealedAs, sealedId, sealed).text;
    case 'complaint':
      return openRow(key, sealedAs, sealedId, sealed).words;
    case 'look_copy':
      return openRow(key, sealedAs, sealedId, sealed).identity;
    case 'complaint_step':
      return openRow(key, sealedAs, sealedId, sealed).text;
    case 'check_in':
    case 'check_in_attempt':
    case 'alert_transition':
    case 'letter_sending':
    case 'letter_return':
      return openRow(key, sealedAs, sealedId, sealed).note;
    case 'hearing': {
      const { reason, note } = openRow(key, 'hearing', sealedId, sealed);
      if (facts['event'] === 'appearance') return note;
      return facts['event'] === 'moved' || facts['event'] === 'cancelled' ? reason : null;
    }
    case 'arranged_help': {
      const { note, told, reason } = openRow(key, 'arranged_help', sealedId, sealed);
      return facts['event'] === 'asked' ? note : facts['event'] === 'arranged' ? told : reason;
    }
    case 'suspension': {
      const { note, endNote } = openRow(key, 'suspension', sealedId, sealed);
      return facts['event'] === 'ended' ? endNote : note;
    }
    case 'order_version':
      return openRow(key, 'order_version', sealedId, sealed).reasons;
    case 'condition_exception': {
      const { reason, decisionReason } = openRow(key, 'condition_exception', sealedId, sealed);
      if (facts['event'] === 'asked') return reason;
      return [reason, decisionReason].filter((words) => words !== null).join(' · ');
    }
    default:
      return null;
  }
}
