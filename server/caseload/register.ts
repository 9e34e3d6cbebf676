import { randomUUID } from 'node:crypto';
import type { RegisterEntryKind } from '@attend/casework';
import {
  type CaseloadEntry,
  entryChanges,
  entryKeyOf,
  mergeEntry,
  readEntry,
  type StandingEntry,
} from '@attend/casework/caseload/register';
import { protectPlaces } from '../access/protect-places.ts';
import { findHiding } from '../access/protected-addresses.ts';
import { writeChanges } from '../audit/changes.ts';
import {
  type CaseloadEntryRow,
  insertCaseloadEntries,
  loadCaseloadEntries,
  updateCaseloadEntries,
} from '../database/repositories/caseload-register.ts';
import { openRow, sealRow } from '../database/repositories/sealed.ts';
import type { CaseloadContext } from './context.ts';
import { defineKind, eachRecord } from './kind.ts';
import { type Decision, madeOf, type OwnedStep, planOwned } from './owned.ts';

type Standing = StandingEntry & { readonly row: CaseloadEntryRow };
type Made = { readonly id: string; readonly was: StandingEntry | null; readonly next: StandingEntry };
type EntryStep = OwnedStep<CaseloadEntry, Made>;

/** What stands of a kind; whoever's key was destroyed has none. */
export async function loadEntries(
  { client, keyring }: Pick<CaseloadContext, 'client' | 'keyring'>,
  kind: RegisterEntryKind,
  participants: readonly string[],
  hidden: boolean,
): Promise<Standing[]> {
  const rows = await loadCaseloadEntries(client, kind, participants, hidden);
  return rows.flatMap((row) => {
    const key = keyring.find(row.participantId);
    if (key === null) return [];
    const words = openRow(key, 'register_entry', row.id, row.sealed);
    return [{ row, from: row.from, to: row.to, protected: row.protected, words }];
  });
}

/** Who has a protected address that the sender may not see. The machine's operator holds what opens everything. */
async function findHidingFrom(
  { client, author, passOver }: CaseloadContext,
  participants: readonly string[],
): Promise<ReadonlySet<string>> {
  if (author.staffId === null) return new Set();
  const record = { passOver: (ids: Iterable<string>) => passOver([...ids]) };
  return findHiding({ client, programme: { id: author.programmeId }, record }, participants);
}

async function prepare(context: CaseloadContext, kind: RegisterEntryKind, participants: readonly string[]) {
  const standing = new Map(
    (await loadEntries(context, kind, participants, true)).map((one) => [
      entryKeyOf(one.row.participantId, one),
      one,
    ]),
  );
  const hiding = kind === 'address' ? await findHidingFrom(context, participants) : null;
  return (item: CaseloadEntry, { id: person }: { readonly id: string }): Decision<Made> => {
    // PPL-30: the same of every line, or the dry run would say yes to an address that is tried out.
    if (hiding?.has(person)) return { kind: 'settled', stands: null, made: null };
    const known = standing.get(entryKeyOf(person, item));
    if (known === undefined) {
      const { from, to, words } = item;
      const next = { from, to, words, protected: item.protected === true };
      return { kind: 'new', made: { id: randomUUID(), was: null, next } };
    }
    const { row, ...was } = known;
    const next = mergeEntry(was, item);
    const fields = entryChanges(was, next);
    const stands = `${row.id} ${row.version}`;
    if (fields.length === 0) return { kind: 'same', stands, made: null };
    // PPL-17: only who works with the person changes a protected address.
    if (was.protected) return { kind: 'settled', stands, made: null };
    return { kind: 'changed', fields, stands, made: { id: row.id, was, next } };
  };
}

/** PPL-17: of a protected address the audit says that it was written, and no word of it; nor of what it was before it was protected. */
const auditable = ({ from, to, words }: StandingEntry, isProtected: boolean): object =>
  isProtected ? { kind: words.kind, protected: true, from, to } : { ...words, from, to };

const writeOf =
  (kind: RegisterEntryKind) =>
  async (context: CaseloadContext, steps: readonly EntryStep[]): Promise<void> => {
    const { client, keyring, author } = context;
    const made = madeOf(steps, 'new');
    const changed = madeOf(steps, 'changed');
    const written = ({ participantId, made: { id, next } }: (typeof made)[number]) => ({
      ...{ id, participantId, from: next.from, to: next.to, protected: next.protected },
      sealed: sealRow(keyring.create(participantId), 'register_entry', id, next.words),
    });
    await insertCaseloadEntries(client, author, kind, made.map(written));
    await updateCaseloadEntries(client, author, changed.map(written));
    const entry =
      (action: string) =>
      ({ participantId: participant, made: { id, was, next } }: (typeof made)[number]) => ({
        ...{ action, entity: 'register_entry', entityId: id, participant },
        before: was === null ? null : auditable(was, was.protected || next.protected),
        after: auditable(next, next.protected),
      });
    await writeChanges(client, keyring, author, [
      ...made.map(entry('register-entry.imported')),
      ...changed.map(entry('register-entry.changed-by-import')),
    ]);
    const isProtected = [...made, ...changed].filter((step) => step.made.next.protected);
    for (const participant of new Set(isProtected.map(({ participantId }) => participantId)))
      await protectPlaces(context, participant);
  };

const importEntries = (kind: RegisterEntryKind) =>
  defineKind<CaseloadEntry, EntryStep>({
    items: eachRecord(readEntry(kind)),
    keysOf: (item) => [entryKeyOf(item.participant, item)],
    plan: (context, items) => planOwned(context, items, (ids) => prepare(context, kind, ids)),
    write: writeOf(kind),
  });

export const importAddresses = importEntries('address');
export const importEmergencyContacts = importEntries('emergency-contact');
export const importAttorneys = importEntries('attorney');
