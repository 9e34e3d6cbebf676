import { randomUUIDv7 } from 'node:crypto';
import { sealRow } from '@attend/server/database/repositories/sealed';
import type { Keyring } from '@attend/server/keys/keyring';
import { hashAddress } from '@attend/server/messages/intake';
import { familyNames, givenNames } from '@attend/simulator/person/names';
import { randomFrom } from '@attend/simulator/random';

/** Where everybody of a batch stands. */
export type EnrolledPlaces = {
  readonly programmeId: string;
  readonly offices: readonly string[];
  /** Of each office. */
  readonly officers: readonly (readonly string[])[];
  readonly now: number;
};

export const copiedColumns = {
  participant: 'id, programme_id, reference, office_id, sealed',
  supervision: 'programme_id, participant_id, staff_id, role',
  supervision_order: 'id, programme_id, participant_id, reference, status',
  order_version:
    'id, programme_id, participant_id, order_id, version, from_at, to_at, review_at, legal_basis, effective_at, effective_by, sealed',
  order_clause: 'id, programme_id, participant_id, order_version_id, number, kind, from_at, to_at',
  check_in_schedule:
    'id, programme_id, participant_id, clause_id, office_id, kind, rhythm, starts_on, days_before, days_after, ends_on, made_until',
  check_in:
    'programme_id, participant_id, schedule_id, office_id, kind, nominal_on, due_on, window_from, window_to, status, decided_at, decided_by',
  hearing: 'id, programme_id, participant_id, at, timezone, kind, court, sealed, unreached',
  contact_point:
    'id, programme_id, participant_id, kind, sealed, address_hash, preference, consent_at, consent_asked_by, bounced_at',
  message:
    'id, programme_id, participant_id, key, template, status, reason, due_at, useful_until, try_at, sealed, contact_point_id, sending_at, sent_at',
  message_reply: 'id, programme_id, participant_id, contact_point_id, provider_ref, at, meaning, sealed',
  contact_entry: 'id, programme_id, participant_id, kind, result, at, by_id, sealed',
} as const;
export type CopiedTable = keyof typeof copiedColumns;

const day = 86_400_000;
const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
const bytes = (value: Buffer): string => `\\\\x${value.toString('hex')}`;
const none = '\\N';
const row = (...values: readonly (string | number)[]): string => `${values.join('\t')}\n`;

export const enrolledReference = (index: number): string => `E${String(index).padStart(7, '0')}`;
export const enrolledName = (index: number): string => {
  const random = randomFrom('enrolled', index);
  return `${random.pick(givenNames)} ${random.pick(familyNames)}`;
};
/** Of one in a hundred the number is not theirs any more: no reminder of their hearing reaches them. */
const hasLostNumber = (index: number): boolean => index % 100 === 9;
/** Two in a thousand need somebody's look. */
const statusOf = (index: number): 'sent' | 'failed' | 'planned' =>
  index % 1_000 === 1 ? 'failed' : index % 1_000 === 2 ? 'planned' : 'sent';

/** One person's rows as COPY reads them, in the product's own forms: sealed under their own key, which must stand in the keyring. */
export function addPerson(
  out: Record<CopiedTable, string[]>,
  keyring: Keyring,
  { programmeId, offices, officers, now }: EnrolledPlaces,
  id: string,
  index: number,
): void {
  const key = keyring.create(id);
  const random = randomFrom('rows', index);
  const at = Math.floor(index / 7) % offices.length;
  const office = offices[at] ?? '';
  const ofOffice = officers[at] ?? [];
  const officer = ofOffice[index % Math.max(1, ofOffice.length)] ?? '';
  const [order, version, clause, schedule] = Array.from({ length: 4 }, () => randomUUIDv7());
  const name = enrolledName(index);
  const from = new Date(now - random.whole(10, 300) * day).toISOString();
  const to = new Date(now + random.whole(100, 700) * day).toISOString();
  const person = sealRow(key, 'participant', id, { name, languages: ['es'] });
  out.participant.push(row(id, programmeId, enrolledReference(index), office, bytes(person)));
  out.supervision.push(row(programmeId, id, officer, 'case-officer'));
  out.supervision_order.push(row(order ?? '', programmeId, id, `26-E-${index}`, 'active'));
  const basis = sealRow(key, 'order_version', version ?? '', {
    reasons: 'as the court wrote',
    language: 'es',
  });
  out.order_version.push(
    row(
      version ?? '',
      programmeId,
      id,
      order ?? '',
      1,
      from,
      to,
      to,
      'order of a court',
      from,
      'service',
      bytes(basis),
    ),
  );
  out.order_clause.push(row(clause ?? '', programmeId, id, version ?? '', '1', 'check-ins', from, to));
  const due = now + random.whole(0, 27) * day;
  const starts = due - 28 * day;
  out.check_in_schedule.push(
    row(
      ...[schedule ?? '', programmeId, id, clause ?? '', office, 'office', 'weeks-4', dateOf(starts), 3, 3],
      ...[dateOf(now + 90 * day), dateOf(due + day)],
    ),
  );
  for (const [on, status] of [
    [starts, index % 250 === 3 ? 'missed' : 'kept'],
    [due, 'due'],
  ] as const)
    out.check_in.push(
      row(
        ...[programmeId, id, schedule ?? '', office, 'office', dateOf(on), dateOf(on), dateOf(on - 3 * day)],
        ...[dateOf(on + 3 * day), status],
        ...(status === 'due' ? [none, none] : [new Date(on).toISOString(), officer]),
      ),
    );
  const hearing = randomUUIDv7();
  // Between eight and half past three, in the coming half year.
  const heard =
    Math.floor(now / day) * day +
    random.whole(1, 180) * day +
    14 * 3_600_000 +
    random.whole(0, 15) * 1_800_000;
  const words = sealRow(key, 'hearing', hearing, { caseNumber: `26-E-${index}`, room: '4B' });
  out.hearing.push(
    row(
      ...[hearing, programmeId, id, new Date(heard).toISOString(), 'America/Denver', 'in-person'],
      ...['County Court', bytes(words), hasLostNumber(index) ? 't' : 'f'],
    ),
  );
  const contact = addContact(out, keyring, { programmeId, now }, id, index, officer);
  addEntries(out, keyring, { programmeId, now, contact }, id, index, officer);
}

/** What stands in the log by hand: a call and a note; and of some a reply that nobody has read. */
function addEntries(
  out: Record<CopiedTable, string[]>,
  keyring: Keyring,
  { programmeId, now, contact }: Pick<EnrolledPlaces, 'programmeId' | 'now'> & { readonly contact: string },
  id: string,
  index: number,
  officer: string,
): void {
  const key = keyring.create(id);
  for (const [kind, result, ago] of [
    ['call', 'reached', 21],
    ['note', none, 20],
  ] as const) {
    const entry = randomUUIDv7();
    const words = sealRow(key, 'contact_entry', entry, {
      text: 'Asked about the new shift; nothing changes.',
    });
    const at = new Date(now - ago * day - (index % 1_440) * 60_000).toISOString();
    out.contact_entry.push(row(...[entry, programmeId, id, kind, result, at, officer, bytes(words)]));
  }
  const meaning = index % 2_000 === 5 ? 'help' : index % 2_000 === 6 ? 'other' : null;
  if (meaning === null) return;
  const reply = randomUUIDv7();
  const text = sealRow(key, 'message_reply', reply, { text: 'The bus does not run that early' });
  const at = new Date(now - (index % 1_440) * 60_000).toISOString();
  out.message_reply.push(row(...[reply, programmeId, id, contact, reply, at, meaning, bytes(text)]));
}

function addContact(
  out: Record<CopiedTable, string[]>,
  keyring: Keyring,
  { programmeId, now }: Pick<EnrolledPlaces, 'programmeId' | 'now'>,
  id: string,
  index: number,
  officer: string,
): string {
  const key = keyring.create(id);
  const address = `+1303${String(5_550_000 + (index % 10_000)).padStart(7, '0')}`;
  const contact = randomUUIDv7();
  const point = sealRow(key, 'contact_point', contact, { address, language: null, note: null });
  const hash = hashAddress(keyring, programmeId, address);
  const asked = new Date(now - 100 * day).toISOString();
  out.contact_point.push(
    row(
      ...[contact, programmeId, id, 'phone', bytes(point), bytes(hash), 1, asked, officer],
      hasLostNumber(index) ? new Date(now - (index % 43_200) * 60_000).toISOString() : none,
    ),
  );
  for (const [number, ago] of [
    [1, 40],
    [2, 12],
  ] as const) {
    const message = randomUUIDv7();
    const status = number === 2 ? statusOf(index) : 'sent';
    const due = new Date(now - (status === 'planned' ? -1 : ago) * day).toISOString();
    const text = `Court hearing at County Court, 4B. Programme, Office`;
    const sealed = sealRow(key, 'message', message, {
      language: 'es',
      subject: 'Court hearing',
      text,
      values: {},
    });
    out.message.push(
      row(
        ...[message, programmeId, id, `enrolled/${index}/${number}`, 'hearing-reminder', status],
        ...[status === 'failed' ? 'refused' : none, due, new Date(now + 400 * day).toISOString(), due],
        ...[bytes(sealed), contact, ...(status === 'sent' ? [due, due] : [none, none])],
      ),
    );
  }
  return contact;
}
