import { caseloadHead, caseloadLine } from '@attend/casework/caseload/csv';
import { deviceNameOf } from '@attend/casework/caseload/devices';
import type { CaseloadKind } from '@attend/casework/caseload/forms';
import { writeList, writePairs } from '@attend/casework/caseload/lists';
import { writeHours } from '@attend/casework/caseload/timetables';
import { listCaseloadDevices } from '../database/repositories/caseload-devices.ts';
import { listCaseloadPeople } from '../database/repositories/caseload-export.ts';
import {
  loadCaseloadOffices,
  loadCaseloadOrders,
  loadCaseloadSchedules,
} from '../database/repositories/caseload-standing.ts';
import { loadContactPoints } from '../database/repositories/contact-points.ts';
import { listHearingsOf } from '../database/repositories/hearings.ts';
import { openRow } from '../database/repositories/sealed.ts';
import type { CaseloadContext } from './context.ts';
import { inOrder, instant, type Line, type LinesOf } from './export-page.ts';
import { recordLines } from './export-record.ts';
import { orderOf } from './orders.ts';

export type ExportPage = {
  /** Lines of the file; the first page begins with the columns. */
  readonly text: string;
  /** After whom the next page begins; null: this was the last. */
  readonly next: string | null;
  readonly people: number;
};
const aPage = 1_000;

/**
 * IMP-9: a page of a file in the import's own form, by people in order of their numbers; each on it is recorded as looked at. Whoever's key
 * was destroyed is left out: nothing of theirs can be read.
 */
export async function exportCaseload(
  context: CaseloadContext,
  kind: CaseloadKind,
  after: string | null,
): Promise<ExportPage> {
  const head = after === null ? caseloadHead(kind) : '';
  if (kind === 'offices') return { text: head + (await officeLines(context)), next: null, people: 0 };
  if (kind === 'devices') return deviceLines(context, head, after);
  const { client, reach, keyring } = context;
  const found = await listCaseloadPeople(client, reach, after ?? '', aPage);
  const people = found.filter(({ id }) => keyring.find(id) !== null);
  context.passOver(found.map(({ id }) => id));
  await context.look(people.map(({ id }) => id));
  const lines = await ofPeople[kind](context, { people, ids: people.map(({ id }) => id) });
  const text = head + inStableOrder(kind, lines);
  const last = found.at(-1);
  return {
    ...{ text, people: people.length },
    next: found.length < aPage || last === undefined ? null : last.reference,
  };
}

/** A person's lines by their own text: the same whatever the order in which they came on record. */
function inStableOrder(kind: CaseloadKind, lines: readonly Line[]): string {
  const texts = lines.map((line) => ({ of: line.participant, text: caseloadLine(kind, line) }));
  return [...Map.groupBy(texts, ({ of }) => of).entries()]
    .flatMap(([of, group]) => (of === undefined ? group : group.sort((a, b) => (a.text < b.text ? -1 : 1))))
    .map(({ text }) => text)
    .join('');
}

async function officeLines({ client, author }: CaseloadContext): Promise<string> {
  const offices = await loadCaseloadOffices(client, author.programmeId);
  return [...offices.values()]
    .map(({ name, timezone, hours, slotMinutes, capacity }) =>
      caseloadLine('offices', {
        ...{ name, timezone, hours: hours === null ? null : writeHours(hours) },
        ...{ slot_minutes: slotMinutes, capacity },
      }),
    )
    .join('');
}

/** By protocol and identifier; of no person. */
async function deviceLines(
  { client, reach }: CaseloadContext,
  head: string,
  after: string | null,
): Promise<ExportPage> {
  const [protocol = '', ...identifier] = (after ?? '').split(' ');
  const found = await listCaseloadDevices(client, reach, [protocol, identifier.join(' ')], aPage);
  const lines = found.map(({ networks, retired, ...device }) =>
    caseloadLine('devices', { ...device, networks: networks?.join(' '), retired: instant(retired) }),
  );
  const last = found.at(-1);
  return {
    ...{ text: head + lines.join(''), people: 0 },
    next: found.length < aPage || last === undefined ? null : deviceNameOf(last),
  };
}

const ofPeople: Readonly<Record<Exclude<CaseloadKind, 'offices' | 'devices'>, LinesOf>> = {
  ...recordLines,
  people: async ({ keyring }, { people }) =>
    people.map(({ id, reference, sealed, office, officer, timezone }) => {
      const words = openRow(keyring.create(id), 'participant', id, sealed);
      return {
        ...{ reference, name: words.name, preferred_name: words.preferredName, pronouns: words.pronouns },
        ...{ languages: words.languages.join(' '), office, officer, timezone },
        ...{ other_names: writeList(words.otherNames), identifiers: writePairs(words.identifiers) },
        needs: writePairs(words.needs.map((need) => ({ kind: need.kind, value: need.note }))),
      };
    }),
  orders: async ({ client, keyring }, page) =>
    inOrder(page, await loadCaseloadOrders(client, page.ids)).flatMap(({ row, participant }) => {
      const order = orderOf(keyring, participant, row);
      if (order === null) return [];
      const { agreement } = order;
      return order.clauses.map((clause) => ({
        ...{ participant, order: order.order, version: order.version, from: instant(order.from) },
        ...{ to: instant(order.to), review: instant(order.review), ended: instant(order.ended) },
        ...{ ended_as: order.endedAs, legal_basis: order.legalBasis, necessity: order.necessity },
        ...{ lesser_means: order.lesserMeans, vulnerability: order.vulnerability, reasons: order.reasons },
        ...{ representations: order.representations, agreed_location: agreement?.location ?? null },
        ...{ agreed_language: agreement?.language ?? null, agreed_on: instant(agreement?.signedAt ?? null) },
        ...{
          agreed_until: instant(agreement?.withdrawnAt ?? null),
          clause: clause.number,
          kind: clause.kind,
        },
        ...{ clause_from: instant(clause.from), clause_to: instant(clause.to) },
      }));
    }),
  'check-ins': async ({ client }, page) =>
    inOrder(page, await loadCaseloadSchedules(client, page.ids)).map(({ row, participant }) => ({
      ...{ participant, office: row.office, kind: row.kind, rhythm: row.rhythm, starts_on: row.startsOn },
      ...{ dates: row.dates.join(' '), days_before: row.daysBefore, days_after: row.daysAfter },
      ends_on: row.endsOn,
    })),
  hearings: async ({ client, keyring }, page) =>
    // What was moved away stands in the one in its place.
    inOrder(
      page,
      (await listHearingsOf(client, page.ids)).filter(({ status }) => status !== 'moved'),
    ).map(({ row, participant }) => {
      const words = openRow(keyring.create(row.participantId), 'hearing', row.id, row.sealed);
      const at = Temporal.Instant.fromEpochMilliseconds(row.at).toZonedDateTimeISO(row.timezone);
      return {
        ...{ participant, date: at.toPlainDate().toString(), time: at.toPlainTime().toString().slice(0, 5) },
        ...{ timezone: row.timezone, kind: row.kind, court: row.court, case_number: words.caseNumber },
        ...{ matter: words.matter, room: words.room, address: words.address, link: words.link },
        ...{ directions: words.directions, status: row.status, appearance: row.appearance },
        ...{ excuse: row.excuse, uid: words.uid },
      };
    }),
  contacts: async ({ client, keyring }, page) => {
    const points = await loadContactPoints(client, page.ids);
    return inOrder(page, [...points.values()].flat()).map(({ row, participant }) => {
      const words = openRow(keyring.create(row.participantId), 'contact_point', row.id, row.sealed);
      return {
        ...{ participant, kind: row.kind, address: words.address, language: words.language },
        ...{ note: words.note, preference: row.preference, consent: instant(row.consentAt) },
        ...{ withdrawn: instant(row.withdrawnAt), stopped: instant(row.stoppedAt) },
        ...{ confirmed: instant(row.confirmedAt), bounced: instant(row.bouncedAt) },
      };
    });
  },
};
