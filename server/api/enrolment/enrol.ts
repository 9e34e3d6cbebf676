import { randomBytes, randomUUIDv7 } from 'node:crypto';
import { differencesBetween, type EnrolLine, isFittable } from '@attend/casework';
import {
  type Failure,
  type Filled,
  httpProtocolNames,
  type Millis,
  say,
  tell,
  type Wording,
  within,
} from '@attend/kernel';
import type { Keyring } from '@attend/server/keys/keyring';
import { type Author, writeChanges } from '../../audit/changes.ts';
import {
  type EnrolmentWriter,
  insertEnrolments,
  insertOffices,
  type NewEnrolment,
} from '../../database/repositories/enrolment.ts';
import {
  loadStanding,
  type Standing,
  type StandingPerson,
} from '../../database/repositories/enrolment-standing.ts';
import type { Queryable } from '../../database/repositories/queryable.ts';
import { hashToken } from '../../gateway/token.ts';

export type EnrolContext = {
  /** In a transaction as the application's role, with `attend.programme` set. */
  readonly client: Queryable;
  readonly keyring: Keyring;
  readonly author: Author;
  readonly now: Millis;
};
export type EnrolEntry = { readonly line: EnrolLine; readonly token: string | null };

type EnrolRefusal = Extract<EnrolOutcome, { kind: 'refused' }>;
export type EnrolOutcome =
  /** `token`: made here, shown once. */
  | { readonly kind: 'enrolled'; readonly participantId: string; readonly token: string | null }
  | { readonly kind: 'unchanged'; readonly participantId: string }
  /** `about`: who is on record already, and of whose record the failure says something. */
  | { readonly kind: 'refused'; readonly failure: Failure; readonly about?: string };

const refuse = (code: string, wording: Wording, ...path: (string | number)[]): EnrolRefusal => ({
  kind: 'refused',
  failure: { code, ...tell(wording), path },
});

const deviceKey = ({ device }: EnrolLine): string => `${device.protocol} ${device.id}`;
const isHttp = ({ device }: EnrolLine): boolean => httpProtocolNames.some((name) => name === device.protocol);

/** ENR-3: the line as it is kept and compared; a round trip through JSON so that both sides have lost the same. */
const canonical = (line: EnrolLine): unknown => JSON.parse(JSON.stringify(line));

function compareWithStanding(was: unknown, line: EnrolLine): Failure | null {
  const { id } = line.participant;
  if (was === null) {
    return {
      code: 'exists',
      ...say('{person} is on record and was not enrolled from a line: change the record itself', {
        person: id,
      }),
      path: ['participant', 'id'],
    };
  }
  const differences = differencesBetween(was, canonical(line));
  const [first] = differences;
  if (first === undefined) return null;
  const said: Filled[] = differences
    .slice(0, 5)
    .map(({ path, was: old, now }) => say('{path} was {was}, now {now}', { path, was: old, now }));
  const more = differences.length - said.length;
  if (more > 0) said.push(say('and {count} more', { count: more }));
  return {
    code: 'differs',
    ...say('{person} is enrolled already, and this line differs: {differences}', {
      person: id,
      differences: within(...said),
    }),
    path: first.path.split('.'),
  };
}

/** What lines before this one in the same batch have already made or taken. */
type Batch = {
  readonly made: NewEnrolment[];
  readonly people: Map<string, StandingPerson>;
  readonly devices: Set<string>;
};
type Hash = (token: string) => Buffer;

function repeatLine(
  { line, token }: EnrolEntry,
  person: StandingPerson,
  standing: Standing,
  hash: Hash,
): EnrolOutcome {
  const failure = compareWithStanding(person.line, line);
  if (failure !== null) return { kind: 'refused', failure, about: person.id };
  const kept = standing.devices.get(deviceKey(line))?.tokenHash ?? null;
  if (token !== null && kept !== null && !kept.equals(hash(token))) {
    const message = say('{person} is enrolled already, with another token', {
      person: line.participant.id,
    });
    return { ...refuse('differs', message, 'device', 'token'), about: person.id };
  }
  return { kind: 'unchanged', participantId: person.id };
}

/** ENR-5: a device is with one person at a time, of one technology, and not retired. Null: it can be given. */
function refuseDevice(line: EnrolLine, standing: Standing, batch: Batch): EnrolOutcome | null {
  const device = standing.devices.get(deviceKey(line));
  const held = (wording: Wording) => refuse('device-held', wording, 'device', 'id');
  const { id } = line.device;
  if (device?.holder != null) {
    const holder = device.holder.reference;
    const message = say('device {device} is with {holder}: a device has one holder', { device: id, holder });
    return { ...held(message), about: device.holder.id };
  }
  if (batch.devices.has(deviceKey(line)))
    return held(
      say('device {device} is with another line before it: a device has one holder', { device: id }),
    );
  if (device?.retired)
    return refuse('device-retired', say('device {device} is retired', { device: id }), 'device', 'id');
  if (device !== undefined && !isFittable(device))
    return refuse(
      'device-elsewhere',
      say('device {device} is not on a shelf ({place}): it cannot be fitted', {
        device: id,
        place: device.damaged ? 'damaged' : String(device.place),
      }),
      'device',
      'id',
    );
  if (device?.elsewhere)
    return refuse('another-shelf', 'The record has this device on none of your shelves.', 'device', 'id');
  const { technology } = line.case.device;
  if (device === undefined || device.technology === technology) return null;
  const message = say('device {device} is on record as {technology}, not {given}', {
    ...{ device: id, technology: device.technology, given: technology },
  });
  return refuse('technology-differs', message, 'case', 'device', 'technology');
}

function makeLine({ line, token }: EnrolEntry, standing: Standing, batch: Batch, hash: Hash): EnrolOutcome {
  const { participant } = line;
  const officerId =
    participant.officer === null ? null : standing.officers.get(participant.officer.toLowerCase());
  if (officerId === undefined) {
    const message = say('no member of staff has the address {email}', {
      email: participant.officer ?? '',
    });
    return refuse('unknown-officer', message, 'participant', 'officer');
  }
  const { provider } = participant;
  const providerId = provider === undefined ? null : standing.providers.get(provider);
  if (providerId === undefined)
    return refuse(
      'unknown-provider',
      say('There is no provider “{name}”.', { name: provider ?? '' }),
      'participant',
      'provider',
    );
  const refused = refuseDevice(line, standing, batch);
  if (refused !== null) return refused;
  const device = standing.devices.get(deviceKey(line));
  const minted = isHttp(line) && token === null ? randomBytes(24).toString('base64url') : null;
  const secret = token ?? minted;
  const participantId = randomUUIDv7();
  batch.devices.add(deviceKey(line));
  batch.people.set(participant.id, { id: participantId, line: canonical(line) });
  batch.made.push({
    participantId,
    line,
    officeId: null,
    officerId,
    providerId,
    deviceId: device?.id ?? null,
    deviceFreeSince: device?.freeSince ?? null,
    tokenHash: secret === null ? null : hash(secret),
  });
  return { kind: 'enrolled', participantId, token: minted };
}

/** Decides line by line, in order, up to the first refusal. */
function decideLines(
  entries: readonly EnrolEntry[],
  standing: Standing,
  batch: Batch,
  hash: Hash,
): EnrolOutcome[] {
  const outcomes: EnrolOutcome[] = [];
  for (const entry of entries) {
    const reference = entry.line.participant.id;
    const person = batch.people.get(reference) ?? standing.people.get(reference);
    const outcome =
      person === undefined
        ? makeLine(entry, standing, batch, hash)
        : repeatLine(entry, person, standing, hash);
    outcomes.push(outcome);
    if (outcome.kind === 'refused') break;
  }
  return outcomes;
}

async function findOffices(
  writer: EnrolmentWriter,
  standing: Standing,
  made: readonly NewEnrolment[],
): Promise<ReadonlyMap<string, string>> {
  const wanted = new Map<string, string>();
  for (const { line } of made) {
    const { office } = line.participant;
    if (office !== null && !standing.offices.has(office)) wanted.set(office, line.case.timezone);
  }
  const entered = await insertOffices(
    writer,
    [...wanted].map(([name, timezone]) => ({ name, timezone })),
  );
  return new Map([...standing.offices, ...entered]);
}

/**
 * Enrols lines in order, in the caller's transaction: person, key, search keys, order with clauses and agreement, conditions,
 * exceptions, device, assignment and audit. Stops at the first refusal: as many outcomes as lines were looked at, only the last of
 * which can be one.
 */
export async function enrolLines(
  context: EnrolContext,
  entries: readonly EnrolEntry[],
): Promise<EnrolOutcome[]> {
  const { client, keyring, author, now } = context;
  const lines = entries.map((entry) => entry.line);
  const unique = (values: readonly (string | null)[]): string[] => [
    ...new Set(values.filter((value) => value !== null)),
  ];
  const standing = await loadStanding(client, keyring, {
    programmeId: author.programmeId,
    references: unique(lines.map((line) => line.participant.id)),
    devices: lines.map((line) => line.device),
    offices: unique(lines.map((line) => line.participant.office)),
    officers: unique(lines.map((line) => line.participant.officer)),
    providers: unique(lines.map((line) => line.participant.provider ?? null)),
  });
  const tokenKey = keyring.derive('device-token', author.programmeId);
  const batch: Batch = { made: [], people: new Map(), devices: new Set() };
  const outcomes = decideLines(entries, standing, batch, (token) => hashToken(tokenKey, token));
  if (batch.made.length > 0) {
    // Durable before anything is sealed with them; a key without its person does no harm.
    keyring.createAll(batch.made.map((person) => person.participantId));
    const writer = { client, keyring, programmeId: author.programmeId, staffId: author.staffId, now };
    const offices = await findOffices(writer, standing, batch.made);
    const people = batch.made.map((person) => ({
      ...person,
      officeId: offices.get(person.line.participant.office ?? '') ?? null,
    }));
    await insertEnrolments(writer, people);
    await writeChanges(
      client,
      keyring,
      author,
      people.map(({ participantId, line }) => ({
        action: 'participant.enrolled',
        entity: 'participant',
        entityId: participantId,
        participant: participantId,
        after: line,
      })),
    );
  }
  return outcomes;
}
