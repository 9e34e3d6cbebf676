import { holdsOn, type LetterRecipient, namesAddress, permitAddress } from '@attend/casework';
import type { letterTo } from '@attend/contracts/letters';
import { type Failure, fail, type Result, say, succeed, word } from '@attend/kernel';
import type { z } from 'zod';
import { seesProtected } from '../../access/protected-addresses.ts';
import { findGroups } from '../../database/repositories/person-links.ts';
import {
  listEntries,
  loadProtectedAddresses,
  type RegisterEntryRow,
} from '../../database/repositories/register-entries.ts';
import { openRow, type SealedForm } from '../../database/repositories/sealed.ts';
import type { StaffContext } from '../context.ts';

type Entry = RegisterEntryRow & { readonly words: SealedForm<'register_entry'> };
export type AddressEntry = Entry & { readonly words: Extract<Entry['words'], { kind: 'address' }> };
export type AttorneyEntry = Entry & { readonly words: Extract<Entry['words'], { kind: 'attorney' }> };

export type Recipient = {
  readonly name: string;
  /** As it stands on the paper: name, then address. */
  readonly lines: readonly string[];
  readonly address: { readonly id: string; readonly version: number } | null;
  readonly protected: boolean;
};

/** All addresses and attorneys of a person's, opened. */
export async function openEntries(
  { client, services }: StaffContext,
  participant: string,
): Promise<{ readonly addresses: AddressEntry[]; readonly attorneys: AttorneyEntry[] }> {
  const key = services.keyring.find(participant);
  const rows = key === null ? [] : await listEntries(client, participant);
  const addresses: AddressEntry[] = [];
  const attorneys: AttorneyEntry[] = [];
  for (const row of rows) {
    if (key === null) continue;
    const words = openRow(key, 'register_entry', row.id, row.sealed);
    if (words.kind === 'address') addresses.push({ ...row, words });
    if (words.kind === 'attorney') attorneys.push({ ...row, words });
  }
  return { addresses, attorneys };
}

/** Whether an address of theirs may stand on a letter to them today, for this member of staff. */
export function checkAddress(
  entry: AddressEntry,
  recipient: LetterRecipient,
  today: string,
  seesAll: boolean,
): Result<null> {
  // PPL-17: to who may not see it, it is not there.
  if (entry.protected && !seesAll) return fail(noSuchAddress);
  const { use, text } = entry.words;
  const { from, to, inErrorAt } = entry;
  const standing = { use, text, from, to, protected: entry.protected, inError: inErrorAt !== null };
  return permitAddress(recipient, standing, today);
}

const noSuchAddress: Failure = {
  code: 'no-such-address',
  message: 'This person has no such address.',
  path: ['body', 'to', 'address'],
};
const noSuchAttorney: Failure = {
  code: 'no-such-attorney',
  message: 'This person has no such attorney today.',
  path: ['body', 'to', 'entry'],
};
const wrongRecipient = (recipient: LetterRecipient): Failure => ({
  code: 'other-recipient',
  ...say('A letter of this kind goes to the {recipient}.', { recipient: word(recipient) }),
  path: ['body', 'to', 'kind'],
});

const linesOf = (text: string | null): string[] =>
  (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** LTR-8: to whom it goes, and where. */
export async function readRecipient(
  context: StaffContext,
  participant: { readonly id: string; readonly name: string },
  recipient: LetterRecipient,
  to: z.output<typeof letterTo>,
  today: string,
): Promise<Result<Recipient>> {
  if (to.kind !== recipient) return fail(wrongRecipient(recipient));
  const of = { address: null, protected: false };
  if (to.kind === 'court') return succeed({ ...of, name: to.name, lines: [to.name, ...linesOf(to.lines)] });
  const { addresses, attorneys } = await openEntries(context, participant.id);
  if (to.kind === 'attorney') {
    const found = attorneys.find(({ id }) => id === to.entry);
    if (found === undefined || found.inErrorAt !== null || !holdsOn(found, today))
      return fail(noSuchAttorney);
    const { name, firm } = found.words;
    return succeed({ ...of, name, lines: [name, ...linesOf(firm), ...linesOf(to.lines)] });
  }
  const { name } = participant;
  if (to.address === null) return succeed({ ...of, name, lines: [name] });
  const found = addresses.find(({ id }) => id === to.address);
  if (found === undefined) return fail(noSuchAddress);
  const checked = checkAddress(found, recipient, today, await seesProtected(context, participant.id));
  if (!checked.ok) return checked;
  return succeed({
    ...{ name, lines: [name, ...linesOf(found.words.text)], protected: found.protected },
    address: { id: found.id, version: found.version },
  });
}

/**
 * LTR-8: words of a letter to anybody else name no protected address, nor those to the participant one that is not where she is
 * written to: somebody may have typed it.
 */
export async function checkWords(
  context: StaffContext,
  participant: string,
  words: readonly string[],
): Promise<Result<null>> {
  const group = (await findGroups(context.client, [participant])).get(participant) ?? [participant];
  context.record.passOver(group.filter((one) => one !== participant));
  const addresses = await loadProtectedAddresses(context.client, context.services.keyring, group);
  const text = words.join('\n');
  return addresses.some((address) => namesAddress(text, address))
    ? fail({
        code: 'address-protected',
        message: 'These words name an address of theirs that is protected: write the letter without it.',
        path: ['body'],
      })
    : succeed(null);
}
