import type {
  AuditEntryDetail,
  AuditEntrySummary,
  AuditList,
  AuditProof,
  auditQuery,
} from '@attend/contracts/audit';
import { fail, type Result, succeed } from '@attend/kernel';
import type { Keyring } from '@attend/server/keys/keyring';
import type { z } from 'zod';
import { findHiding, readsProtected } from '../../access/protected-addresses.ts';
import { auditIdentity, programmeKey } from '../../audit/audit.ts';
import { changeContent, linkOf } from '../../audit/canonical.ts';
import { proveEntry } from '../../audit/prove.ts';
import { writeRoot } from '../../audit/roots-file.ts';
import { dayOf } from '../../audit/verify/finding.ts';
import { findRoot } from '../../database/repositories/audit-chain.ts';
import {
  type EntryRow,
  type FoundEntry,
  findEntry,
  listEntries,
} from '../../database/repositories/audit-list.ts';
import { badCursor, readCursor, writeCursor } from '../../database/repositories/cursor.ts';
import { nameOf, openPerson } from '../../database/repositories/people.ts';
import { unsealJson } from '../../keys/seal.ts';
import { staffOf } from '../alerts/summary.ts';
import type { StaffContext } from '../context.ts';

const number = /^\d{1,18}$/;
const nothingThere = fail({ code: 'not-found', message: 'There is no such entry here.' });

function summarise(keyring: Keyring, row: EntryRow): AuditEntrySummary {
  const { participantId, reference, person } = row;
  return {
    id: row.id,
    at: row.at.toISOString(),
    staff: staffOf(row.staffId, row.staff),
    operator: row.operator,
    action: row.action,
    entity: row.entity,
    entityId: row.entityId,
    person:
      participantId === null || reference === null || person === null
        ? null
        : { id: participantId, reference, name: nameOf(openPerson(keyring, participantId, person)) },
    position: row.position,
    state: row.position === null ? 'waiting' : row.rooted ? 'rooted' : 'chained',
  };
}

/** A page of the programme's entries, the latest first; who stands in it is recorded as looked at. */
export async function readEntries(
  { client, actor, record, services }: StaffContext,
  query: z.output<typeof auditQuery>,
): Promise<Result<AuditList>> {
  const after = query.cursor === undefined ? succeed([]) : readCursor(query.cursor, 1);
  if (!after.ok) return after;
  const [before = null] = after.value;
  if (before !== null && !number.test(before)) return fail(badCursor);
  const { limit, cursor: _cursor, ...filter } = query;
  const rows = await listEntries(client, { ...filter, programmeId: actor.programme.id }, before, limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  await record.list(page.flatMap(({ participantId }) => participantId ?? []));
  // Read to know whether there is another page; nothing of it is in the answer.
  record.passOver(rows.slice(limit).flatMap(({ participantId }) => participantId ?? []));
  return succeed({
    entries: page.map((row) => summarise(services.keyring, row)),
    next: rows.length > limit && last !== undefined ? writeCursor([last.id]) : null,
  });
}

const withheld = '[a protected address]';
const withheldWords = '[words of somebody who has a protected address]';

/** What a program writes, and nobody types: a word of a list, an id, a day or an instant. */
const isCode = (value: string): boolean =>
  /^[a-z]+(-[a-z0-9]+)*$/.test(value) ||
  /^[0-9a-f-]{36}$/.test(value) ||
  /^\d{4}-\d\d-\d\d(T[\d:.]+Z)?$/.test(value);

/**
 * PPL-17: what was written before an address was protected stands in the audit as it was; whoever may not see the address reads there
 * that it is withheld. Who could have written the words themselves, to try an address out, reads none that anybody typed (PPL-30). The
 * entry's own row, and what proves it, stay as they are.
 */
async function withoutAddresses(
  context: StaffContext,
  participant: string | null,
): Promise<(value: unknown) => unknown> {
  if (participant === null) return (value) => value;
  if (!(await findHiding(context, [participant])).has(participant)) return (value) => value;
  const tells = await readsProtected(context, participant);
  const writes = context.actor.permissions.has('people.write');
  const shown = (value: string): string =>
    writes ? (isCode(value) ? value : withheldWords) : tells(value) ? withheld : value;
  const strip = (value: unknown): unknown => {
    if (typeof value === 'string') return shown(value);
    if (Array.isArray(value)) return value.map(strip);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, strip(inner)]));
  };
  return strip;
}

/** One entry with its values before and after, and whether its row still is what was put into the chain. */
export async function readEntry(context: StaffContext, id: string): Promise<Result<AuditEntryDetail>> {
  const { client, actor, record, services } = context;
  const found = await findEntry(client, id);
  if (found === null) return nothingThere;
  if (found.participantId !== null) await record.open(found.participantId);
  const { row, link } = found;
  const key = services.keyring.find(row.participant_id ?? programmeKey(actor.programme.id));
  const open = (column: 'before' | 'after'): unknown => {
    const sealed = row[column];
    if (sealed === null || key === null) return null;
    return unsealJson(key, auditIdentity(row.entity, row.entity_id, row.request_id ?? '', column), sealed);
  };
  const shown = await withoutAddresses(context, found.participantId);
  return succeed({
    ...summarise(services.keyring, found),
    readable: key !== null || (row.before === null && row.after === null),
    before: shown(open('before')),
    after: shown(open('after')),
    chain: link === null ? null : describeLink(found, link),
  });
}

function describeLink({ row }: FoundEntry, link: NonNullable<FoundEntry['link']>): AuditEntryDetail['chain'] {
  return {
    position: link.position,
    at: link.at,
    content: link.content.toString('hex'),
    link: link.link.toString('hex'),
    holds: changeContent(row).equals(link.content) && linkOf(link).equals(link.link),
    day: dayOf(link.at),
  };
}

/** The proof that an entry stands under its day's signed root. */
export async function proveOne(
  { client, record, services }: StaffContext,
  id: string,
): Promise<Result<{ participant: string | null; proof: AuditProof }>> {
  const found = await findEntry(client, id);
  if (found === null) return nothingThere;
  const stored = found.link === null ? null : await findRoot(client, dayOf(found.link.at));
  const root = stored === null ? null : writeRoot(stored);
  if (found.link === null || root === null)
    return fail({
      code: 'not-rooted',
      message: 'The day’s root is signed when the day is over (UTC): the proof comes then.',
    });
  if (found.participantId !== null) await record.open(found.participantId);
  const proof = await proveEntry(client, found.link, root, services.audit.publicKeys());
  return succeed({ participant: found.participantId, proof });
}
