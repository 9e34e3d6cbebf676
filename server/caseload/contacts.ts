import { randomUUID } from 'node:crypto';
import {
  type CaseloadContact,
  type ContactField,
  contactChanges,
  readContact,
} from '@attend/casework/caseload/contacts';
import type { CaseloadFault } from '@attend/casework/caseload/forms';
import { messageLanguages } from '@attend/casework/messages/words';
import { writeChanges } from '../audit/changes.ts';
import {
  findStopped,
  insertCaseloadContacts,
  updateCaseloadContacts,
} from '../database/repositories/caseload-contacts.ts';
import { type ContactPointRow, loadEveryContactPoint } from '../database/repositories/contact-points.ts';
import { openRow, type SealedForm, sealRow } from '../database/repositories/sealed.ts';
import { readAddress } from '../messages/addresses.ts';
import { hashAddress } from '../messages/intake.ts';
import type { CaseloadContext } from './context.ts';
import { defineKind, eachRecord, type Planned, type Step } from './kind.ts';
import { findOwners } from './known-people.ts';

type Standing = { readonly row: ContactPointRow; readonly words: SealedForm<'contact_point'> };
type ContactStep = Step & {
  readonly contact: CaseloadContact;
  readonly participantId: string;
  readonly address: string;
  readonly standing: Standing | null;
};

const usualPreference = 1;

async function plan(
  context: CaseloadContext,
  given: readonly CaseloadContact[],
): Promise<Planned<ContactStep>> {
  const known = await findOwners(context, given, ({ participant }) => participant);
  const ids = [...new Set(known.items.flatMap(({ person }) => person?.id ?? []))];
  const standing = await openAll(context, ids);
  const steps: ContactStep[] = [];
  const faults: CaseloadFault[] = [...known.faults];
  for (const { item: contact, person } of known.items) {
    const { line, kind, participant: about } = contact;
    const address = readAddress(kind, contact.address);
    if (address === null) {
      const message = kind === 'phone' ? 'This is no telephone number.' : 'This is no e-mail address.';
      faults.push({ line, column: 'address', code: 'no-address', message });
      continue;
    }
    const found = standing.get(JSON.stringify([person?.id, kind, address])) ?? null;
    // IMP-6: what was ended here stays so: with the file's old consent beside it, it would be written to again.
    const ended = found !== null && found.row.endedAt !== null;
    const fields: readonly ContactField[] =
      found === null || ended ? [] : contactChanges(stateOf(found), contact);
    steps.push({
      ...{ line, about, fields, contact, address, standing: found },
      ...{ participantId: person?.id ?? '', participant: person?.id ?? null },
      kind: found === null ? 'new' : ended ? 'settled' : fields.length > 0 ? 'changed' : 'same',
      stands: found === null ? null : `${found.row.id} ${found.row.version}`,
    });
  }
  return { steps, faults };
}

async function openAll(
  { client, keyring }: CaseloadContext,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Standing>> {
  const points = await loadEveryContactPoint(client, ids);
  return new Map(
    points.flatMap((row) => {
      const key = keyring.find(row.participantId);
      if (key === null) return [];
      const words = openRow(key, 'contact_point', row.id, row.sealed);
      return [[JSON.stringify([row.participantId, row.kind, words.address]), { row, words }] as const];
    }),
  );
}

const stateOf = ({ row, words }: Standing) => ({
  language: messageLanguages.find((known) => known === words.language) ?? null,
  ...{ note: words.note, preference: row.preference, consent: row.consentAt },
  ...{ withdrawn: row.withdrawnAt, stopped: row.stoppedAt },
});

async function write(context: CaseloadContext, steps: readonly ContactStep[]): Promise<void> {
  const { client, keyring, author } = context;
  const made = steps
    .filter(({ kind }) => kind === 'new')
    .map((step) => ({ ...step, ...step.contact, address: step.address, id: randomUUID() }));
  await insertCaseloadContacts(
    client,
    author,
    made.map(({ id, participantId, contact, address, note, language }) => ({
      ...{ ...contact, id, participantId, preference: contact.preference ?? usualPreference },
      sealed: sealRow(keyring.create(participantId), 'contact_point', id, { address, language, note }),
      addressHash: hashAddress(keyring, author.programmeId, address),
    })),
  );
  const changed = steps.flatMap((step) =>
    step.kind === 'changed' && step.standing !== null
      ? [{ ...step, standing: step.standing, id: step.standing.row.id }]
      : [],
  );
  await updateCaseloadContacts(
    client,
    changed.map(({ id, participantId, contact, standing: { row, words }, fields }) => ({
      id,
      preference: contact.preference ?? row.preference,
      consent: fields.includes('consent') ? contact.consent : null,
      sealed: sealRow(keyring.create(participantId), 'contact_point', id, {
        ...words,
        ...{ language: contact.language ?? words.language, note: contact.note ?? words.note },
      }),
    })),
  );
  const stopped = await findStopped(
    client,
    made.map(({ id }) => id),
  );
  const sayable = ({ line: _line, participant: _participant, ...contact }: CaseloadContact) => contact;
  const about = (id: string, participant: string) => ({ entity: 'contact_point', entityId: id, participant });
  await writeChanges(client, keyring, author, [
    ...made.map(({ id, participantId, contact, address }) => ({
      ...{ action: 'contact-point.imported', ...about(id, participantId) },
      // MSG-11: of whose number somebody said STOP before the file came, as it stands and not as the file has it.
      after: { ...sayable(contact), address, stopped: stopped.get(id) ?? null },
    })),
    ...changed.map(({ id, participantId, contact, address, standing }) => ({
      ...{ action: 'contact-point.changed-by-import', ...about(id, participantId) },
      before: { ...standing.words, preference: standing.row.preference },
      after: { ...sayable(contact), address },
    })),
  ]);
}

export const importContacts = defineKind<CaseloadContact, ContactStep>({
  items: eachRecord(readContact),
  // The same number written in two ways is found when it is read.
  keysOf: ({ participant, kind, address }) => [
    JSON.stringify([participant, kind, readAddress(kind, address) ?? address]),
  ],
  plan,
  write,
});
