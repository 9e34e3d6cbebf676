import { randomUUIDv7 } from 'node:crypto';
import type { CaseloadFault } from '@attend/casework/caseload/forms';
import {
  type CaseloadPerson,
  mergePerson,
  personChanges,
  readPerson,
  type StandingPersonFields,
} from '@attend/casework/caseload/people';
import type { PlainSentence } from '@attend/kernel';
import { writeChanges } from '../audit/changes.ts';
import {
  type CaseloadPersonRow,
  loadCaseloadOfficers,
  loadCaseloadOffices,
  loadCaseloadPeople,
} from '../database/repositories/caseload-standing.ts';
import {
  handOver,
  insertCaseloadPeople,
  insertOfficers,
  updateCaseloadPeople,
} from '../database/repositories/caseload-write.ts';
import { openRow, type SealedForm, sealRow } from '../database/repositories/sealed.ts';
import { addSearchTokens, dropSearchTokens } from '../database/repositories/search.ts';
import type { CaseloadContext } from './context.ts';
import { defineKind, eachRecord, type Planned, type Step } from './kind.ts';

type PersonStep = Step & {
  readonly id: string;
  readonly person: CaseloadPerson;
  readonly officeId: string | null;
  readonly officerId: string | null;
  /** Null: they are new. `details`: all that is sealed of them, more than a file knows. */
  readonly standing: {
    readonly was: StandingPersonFields;
    readonly details: SealedForm<'participant'>;
  } | null;
};

type Places = {
  readonly offices: ReadonlyMap<string, { readonly id: string }>;
  readonly officers: ReadonlyMap<string, string>;
};

async function plan(
  context: CaseloadContext,
  items: readonly CaseloadPerson[],
): Promise<Planned<PersonStep>> {
  const { client, author, reach } = context;
  const people = await loadCaseloadPeople(
    client,
    reach,
    items.map(({ reference }) => reference),
  );
  context.passOver([...people.values()].map(({ id }) => id));
  const places = {
    offices: await loadCaseloadOffices(client, author.programmeId),
    officers: await loadCaseloadOfficers(client, author.programmeId, [
      ...new Set(items.flatMap(({ officer }) => officer ?? [])),
    ]),
  };
  const steps: PersonStep[] = [];
  const faults: CaseloadFault[] = [];
  const seen: string[] = [];
  for (const person of items) {
    const known = people.get(person.reference);
    const found = [...checkPlaces(context, places, person, known), ...checkKnown(context, person, known)];
    if (found.length > 0) {
      faults.push(...found);
      if (known?.reached) seen.push(known.id);
    } else steps.push(stepOf(context, places, person, known));
  }
  return { steps, faults, seen };
}

function checkPlaces(
  { reach, pending }: CaseloadContext,
  { offices, officers }: Places,
  { line, office, officer }: CaseloadPerson,
  known: CaseloadPersonRow | undefined,
): CaseloadFault[] {
  const faults: CaseloadFault[] = [];
  const found = office === null ? undefined : offices.get(office);
  if (office !== null && found === undefined && !pending?.offices.has(office)) {
    const message = 'There is no such office: the file of offices goes in first.';
    faults.push({ line, column: 'office', code: 'unknown-office', message });
  } else if (
    !reach.whole &&
    (known === undefined || office !== null) &&
    !reach.keys.includes(found?.id ?? '')
  ) {
    const message = 'You may enter people into your own offices.';
    faults.push({ line, column: 'office', code: 'not-yours', message });
  }
  if (officer !== null && !officers.has(officer)) {
    const message = 'Nobody of the staff has this address.';
    faults.push({ line, column: 'officer', code: 'unknown-officer', message });
  }
  return faults;
}

function checkKnown(
  { keyring }: CaseloadContext,
  { line }: CaseloadPerson,
  known: CaseloadPersonRow | undefined,
): CaseloadFault[] {
  const fault = (code: string, message: PlainSentence) => [{ line, column: 'reference', code, message }];
  if (known === undefined) return [];
  if (!known.reached) return fault('not-yours', 'You may not change whoever has this number.');
  if (known.inError) return fault('in-error', 'Whoever had this number was entered in error.');
  return keyring.find(known.id) === null
    ? fault('person-destroyed', 'The key of this person was destroyed.')
    : [];
}

function stepOf(
  { keyring }: CaseloadContext,
  { offices, officers }: Places,
  person: CaseloadPerson,
  known: CaseloadPersonRow | undefined,
): PersonStep {
  const made = {
    ...{ line: person.line, about: person.reference, person },
    officeId: person.office === null ? null : (offices.get(person.office)?.id ?? null),
    officerId: person.officer === null ? null : (officers.get(person.officer) ?? null),
  };
  if (known === undefined)
    return {
      ...made,
      kind: 'new',
      participant: null,
      fields: [],
      stands: null,
      id: randomUUIDv7(),
      standing: null,
    };
  const details = openRow(keyring.create(known.id), 'participant', known.id, known.sealed);
  const was = { ...wordsOf(details), ...placeOf(known) };
  const fields = personChanges(was, person);
  const kind = fields.length > 0 ? 'changed' : 'same';
  const stands = `${known.id} ${known.version}`;
  return { ...made, kind, participant: known.id, fields, stands, id: known.id, standing: { was, details } };
}

const placeOf = ({ office, officer, timezone }: CaseloadPersonRow) => ({ office, officer, timezone });
const wordsOf = ({
  name,
  preferredName,
  pronouns,
  languages,
  otherNames,
  identifiers,
  needs,
}: Omit<StandingPersonFields, 'office' | 'officer' | 'timezone'>) => ({
  ...{ name, preferredName, pronouns, languages: [...languages], otherNames: [...otherNames] },
  ...{ identifiers: [...identifiers], needs: [...needs] },
});
const findableOf = (
  { name, preferredName, otherNames, identifiers }: StandingPersonFields,
  reference: string,
) => ({
  names: [name, ...(preferredName === null ? [] : [preferredName]), ...otherNames],
  identifiers: [reference, ...identifiers.map(({ value }) => value)],
});
/** Those of a person's fields by which the search finds them. */
const finding: readonly string[] = ['name', 'preferredName', 'otherNames', 'identifiers'];

async function write(context: CaseloadContext, steps: readonly PersonStep[]): Promise<void> {
  await writeNew(
    context,
    steps.filter(({ kind }) => kind === 'new'),
  );
  await writeChanged(
    context,
    steps.filter(({ kind }) => kind === 'changed'),
  );
}

async function writeNew(context: CaseloadContext, steps: readonly PersonStep[]): Promise<void> {
  if (steps.length === 0) return;
  const { client, keyring, author } = context;
  const { programmeId } = author;
  // Durable before anything is sealed with them; a key without its person does no harm.
  keyring.createAll(steps.map(({ id }) => id));
  await insertCaseloadPeople(
    client,
    programmeId,
    steps.map(({ id, person, officeId }) => ({
      ...{ id, reference: person.reference, officeId, timezone: person.timezone },
      sealed: sealRow(keyring.create(id), 'participant', id, wordsOf(person)),
    })),
  );
  await insertOfficers(client, programmeId, steps);
  await addSearchTokens(
    client,
    programmeId,
    keyring.derive('search', programmeId),
    steps.map(({ id, person }) => ({
      participantId: id,
      findable: findableOf(person, person.reference),
    })),
  );
  await writeChanges(
    client,
    keyring,
    author,
    steps.map(({ id, person: { line: _line, ...after } }) => ({
      ...{ action: 'participant.imported', entity: 'participant', entityId: id, participant: id, after },
    })),
  );
}

async function writeChanged(context: CaseloadContext, steps: readonly PersonStep[]): Promise<void> {
  if (steps.length === 0) return;
  const { client, keyring, author } = context;
  const { programmeId } = author;
  const merged = steps.flatMap((step) =>
    step.standing === null
      ? []
      : [{ ...step, ...step.standing, next: mergePerson(step.standing.was, step.person) }],
  );
  await updateCaseloadPeople(
    client,
    merged.map(({ id, next, officeId, details }) => ({
      ...{ id, officeId, timezone: next.timezone },
      sealed: sealRow(keyring.create(id), 'participant', id, { ...details, ...wordsOf(next) }),
    })),
  );
  const handed = merged.filter(({ fields }) => fields.includes('officer'));
  await handOver(
    client,
    handed.map(({ id }) => id),
  );
  await insertOfficers(client, programmeId, handed);
  const renamed = merged.filter(({ fields }) => fields.some((field) => finding.includes(field)));
  const searchKey = keyring.derive('search', programmeId);
  await dropSearchTokens(
    client,
    programmeId,
    searchKey,
    renamed.map(({ id, was, person }) => ({
      participantId: id,
      findable: findableOf(was, person.reference),
    })),
  );
  // What their other names and numbers share with what they had goes with it, and comes again.
  await addSearchTokens(
    client,
    programmeId,
    searchKey,
    renamed.map(({ id, next, person }) => ({
      participantId: id,
      findable: findableOf(next, person.reference),
    })),
  );
  await writeChanges(
    client,
    keyring,
    author,
    merged.map(({ id, was: before, next: after }) => ({
      ...{ action: 'participant.changed-by-import', entity: 'participant', entityId: id, participant: id },
      ...{ before, after },
    })),
  );
}

export const importPeople = defineKind<CaseloadPerson, PersonStep>({
  items: eachRecord(readPerson),
  keysOf: ({ reference }) => [reference],
  plan,
  write,
});
