import { randomUUID } from 'node:crypto';
import type { HearingField, HearingPlace, HearingWords } from '@attend/casework/hearings/hearing';
import {
  fail,
  formatInstant,
  type PlainSentence,
  type Result,
  say,
  succeed,
  type Told,
  within,
  wordList,
} from '@attend/kernel';
import {
  type HearingRow,
  insertHearing,
  listChanges,
  lockHearing,
  updateHearing,
  type WrittenHearing,
} from '../../database/repositories/hearings.ts';
import { type SealedForm, sealRow } from '../../database/repositories/sealed.ts';
import { cancelMessages } from '../../messages/plan-message.ts';
import { reminderKeyOf } from '../../messages/plan-reminders.ts';
import type { StaffContext } from '../context.ts';
import { openHearing } from './view.ts';

type Sealed = SealedForm<'hearing'>;
/** A hearing as it stands, its words opened. */
export type OpenedHearing = HearingRow & { readonly words: Sealed };

export const wordsOf = (given: HearingWords): HearingWords => ({
  ...{ caseNumber: given.caseNumber, matter: given.matter, room: given.room },
  ...{ address: given.address, link: given.link, directions: given.directions },
});
export const placeOf = ({ at, timezone, kind, court, words }: OpenedHearing): HearingPlace => ({
  ...{ at, timezone, kind, court },
  ...wordsOf(words),
});

const authorOf = ({ programme, actor }: StaffContext, participantId: string) => ({
  programmeId: programme.id,
  participantId,
  staffId: actor.staffId,
});

/** Null: their key was destroyed, and nothing may be kept of them. */
export function keyFault({ services }: StaffContext, participantId: string): Result<null> {
  return services.keyring.isDestroyed(participantId)
    ? fail({ code: 'person-destroyed', message: 'The key of this person was destroyed.' })
    : succeed(null);
}

const sayable = (place: HearingPlace): object => ({ ...place, at: formatInstant(place.at) });

/** A new one; returns its id. */
export async function writeNew(
  context: StaffContext,
  participantId: string,
  place: HearingPlace,
  more: { readonly uid?: string | null; readonly instead?: string } = {},
): Promise<string> {
  const { client, services, audit } = context;
  const id = randomUUID();
  const sealed = sealRow(services.keyring.create(participantId), 'hearing', id, {
    ...wordsOf(place),
    uid: more.uid ?? null,
  });
  const row: WrittenHearing = {
    id,
    ...{ at: place.at, timezone: place.timezone, kind: place.kind, court: place.court },
    ...{ status: 'scheduled', appearance: null, excuse: null, movedTo: null, sealed },
  };
  await insertHearing(client, authorOf(context, participantId), row, []);
  await audit({
    ...{ action: 'hearing.entered', entity: 'hearing', entityId: id, participant: participantId },
    after: { ...sayable(place), ...(more.instead === undefined ? {} : { instead: more.instead }) },
  });
  return id;
}

export type Edit = Partial<Pick<WrittenHearing, 'status' | 'appearance' | 'excuse' | 'movedTo'>> & {
  readonly place?: HearingPlace;
  readonly words?: Partial<Pick<Sealed, 'uid' | 'reason' | 'note'>>;
};

/** The next version of one that is locked; returns its number. */
export async function writeNext(
  context: StaffContext,
  { action, fields }: { readonly action: string; readonly fields: readonly string[] },
  of: OpenedHearing,
  { place = placeOf(of), words, ...edit }: Edit,
): Promise<number> {
  const { client, services, audit } = context;
  const participant = of.participantId;
  const next = { ...of.words, ...wordsOf(place), ...words };
  const version = of.version + 1;
  // HRG-14: what was about to be told of it is told anew from what stands now, or not at all.
  await cancelMessages(client, reminderKeyOf(of.id));
  await updateHearing(
    client,
    authorOf(context, participant),
    {
      id: of.id,
      ...{ status: of.status, appearance: of.appearance, excuse: of.excuse, movedTo: of.movedTo },
      ...edit,
      ...{ at: place.at, timezone: place.timezone, kind: place.kind, court: place.court },
      ...{ sealed: sealRow(services.keyring.create(participant), 'hearing', of.id, next), version },
    },
    fields,
  );
  await audit({
    ...{ action, entity: 'hearing', entityId: of.id, participant },
    before: { ...sayable(placeOf(of)), status: of.status, appearance: of.appearance, excuse: of.excuse },
    after: {
      ...sayable(place),
      ...{ status: of.status, appearance: of.appearance, excuse: of.excuse, ...edit, ...words },
    },
  });
  return version;
}

/** Locked and opened, its look on record, where it stands in the version that was seen; else what was changed since. */
export async function openForWrite(
  context: StaffContext,
  id: string,
  seen: number,
): Promise<Result<OpenedHearing>> {
  const { client, services, record } = context;
  const row = await lockHearing(client, id);
  if (row === null) return fail({ code: 'not-found', message: 'There is no such hearing here.' });
  await record.open(row.participantId);
  const key = keyFault(context, row.participantId);
  if (!key.ok) return key;
  if (row.version !== seen)
    return fail({ code: 'version-changed', ...(await sayChanges(context, id, seen)) });
  return succeed({ ...row, words: openHearing(services.keyring, row) });
}

const named: Readonly<Record<HearingField, PlainSentence>> = {
  caseNumber: 'case number',
  matter: 'matter',
  room: 'room',
  address: 'address',
  link: 'link',
  directions: 'directions',
  kind: 'kind',
  court: 'court',
  at: 'time',
  timezone: 'time zone',
};

const nameOf = (field: string): PlainSentence => named[field as HearingField] ?? 'kind';

/** «Meanwhile changed: room, time (Ana, 2026-03-01T12:00:00Z)». The client shows the hearing anew beside it. */
async function sayChanges({ client }: StaffContext, id: string, seen: number): Promise<Told> {
  const changes = await listChanges(client, id, seen);
  if (changes.length === 0) return { message: 'This hearing never stood in that version.' };
  return say('Changed since you read it: {changes}.', {
    changes: within(
      ...changes.map(({ by, at, fields }) =>
        say('{fields} ({who}, {at})', {
          ...{ fields: wordList(fields.map(nameOf)), who: by, at: { instant: formatInstant(at) } },
        }),
      ),
    ),
  });
}
