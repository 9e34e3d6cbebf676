import type { RegisterEntryKind } from '@attend/casework';
import type { CaseloadKind } from '@attend/casework/caseload/forms';
import { writeList } from '@attend/casework/caseload/lists';
import { logKeyOf } from '@attend/casework/caseload/log';
import { pastCheckInKeyOf } from '@attend/casework/caseload/past-check-ins';
import { entryKeyOf, type RegisterWords } from '@attend/casework/caseload/register';
import { writeHours } from '@attend/casework/caseload/timetables';
import type { Area } from '@attend/kernel';
import { loadCaseloadExceptions } from '../database/repositories/caseload-conditions.ts';
import { loadCaseloadCases } from '../database/repositories/caseload-court-cases.ts';
import { loadCaseloadAssignments } from '../database/repositories/caseload-devices.ts';
import { loadCaseloadLog } from '../database/repositories/caseload-log.ts';
import { loadCaseloadCheckIns } from '../database/repositories/caseload-past-check-ins.ts';
import { loadCaseloadProviders } from '../database/repositories/caseload-providers.ts';
import { loadLegal, openLegal } from '../database/repositories/legal.ts';
import { conditionOf } from './conditions.ts';
import { inOrder, instant, type Line, type LinesOf, lastOfEach, yes } from './export-page.ts';
import { loadEntries } from './register.ts';

const areaCells = (area: Area): Line =>
  'center' in area
    ? { longitude: area.center[0], latitude: area.center[1], radius: area.radius }
    : { area: JSON.stringify({ type: area.type, coordinates: area.coordinates }) };

const courtCases: LinesOf = async ({ client, keyring }, page) =>
  inOrder(page, await loadCaseloadCases(client, keyring, page.ids)).map(({ row, participant }) => ({
    ...{ participant, number: row.number, court: row.court, matter: row.matter },
    orders: writeList(row.orders.map(({ reference }) => reference)),
  }));

const conditions: LinesOf = async ({ client, keyring }, page) => {
  const legal = await loadLegal(client, page.ids);
  return inOrder(page, [...legal.values()]).flatMap(({ row, participant }) =>
    openLegal({ ...row, exceptions: [] }, keyring.create(row.participantId))
      .conditions.filter(({ enteredInError }) => !enteredInError)
      .map((one) => {
        const { from, to, ended, area, timetable, ...said } = conditionOf(row, participant, one);
        return {
          ...{ ...said, from: instant(from), to: instant(to), ended: instant(ended), ...areaCells(area) },
          timetable: writeHours(timetable),
        };
      }),
  );
};

const exceptions: LinesOf = async ({ client, keyring }, page) => {
  const rows = await loadCaseloadExceptions(client, keyring, page.ids);
  const once = lastOfEach(rows, ({ participantId, condition, from, to }) =>
    JSON.stringify([participantId, condition, from, to]),
  );
  return inOrder(page, once).map(({ row, participant }) => ({
    ...{ participant, condition: row.condition, from: instant(row.from), to: instant(row.to) },
    reason: row.reason,
  }));
};

const pastCheckIns: LinesOf = async ({ client, keyring }, page) => {
  const rows = await loadCaseloadCheckIns(client, keyring, page.ids, false);
  const inTime = rows.toSorted((a, b) => (a.decided ?? 0) - (b.decided ?? 0));
  return inOrder(
    page,
    lastOfEach(inTime, (row) => pastCheckInKeyOf(row.participantId, row)),
  ).map(({ row, participant }) => ({
    ...{ participant, office: row.office, kind: row.kind, due_on: row.dueOn, window_from: row.windowFrom },
    ...{ window_to: row.windowTo, outcome: row.status, reason: row.reason, decided: instant(row.decided) },
    ...{ contacts_confirmed: yes(row.contactsConfirmed), note: row.note },
  }));
};

function wordCells(words: RegisterWords): Line {
  if (words.kind === 'address') return { use: words.use, address: words.text, note: words.note };
  const { kind: _kind, ...cells } = words;
  return cells;
}

/** PPL-17: of a protected address no export holds a word; none is read. */
const entries =
  (kind: RegisterEntryKind): LinesOf =>
  async (context, page) => {
    const open = await loadEntries(context, kind, page.ids, false);
    const once = lastOfEach(open, (one) => entryKeyOf(one.row.participantId, one));
    const rows = once.map((one) => ({ ...one, participantId: one.row.participantId }));
    return inOrder(page, rows).map(({ row: { from, to, words }, participant }) => ({
      ...{ participant, from, to },
      ...wordCells(words),
    }));
  };

const providers: LinesOf = async ({ client }, page) =>
  inOrder(page, await loadCaseloadProviders(client, page.ids)).map(({ row, participant }) => ({
    ...{ participant, provider: row.provider, from: instant(row.from), to: instant(row.to) },
  }));

const assignments: LinesOf = async ({ client }, page) =>
  inOrder(page, await loadCaseloadAssignments(client, page.ids)).map(({ row, participant }) => ({
    ...{ participant, protocol: row.protocol, identifier: row.identifier, from: instant(row.from) },
    ...{ to: instant(row.to), fix_every: row.fixEvery, upload_every: row.uploadEvery },
    primary: yes(row.primary),
  }));

const log: LinesOf = async ({ client, keyring }, page) => {
  const rows = await loadCaseloadLog(client, keyring, page.ids);
  const once = lastOfEach(rows, (row) => logKeyOf(row.participantId, row));
  return inOrder(page, once).map(({ row, participant }) => ({
    ...{ participant, kind: row.kind, at: instant(row.at), place: row.place, result: row.result },
    ...{ by: row.by, text: row.text },
  }));
};

/** Of what is on a person's record besides who they are, their orders, and what is to come. */
export const recordLines = {
  ...{ 'court-cases': courtCases, conditions, exceptions, 'past-check-ins': pastCheckIns },
  ...{ addresses: entries('address'), 'emergency-contacts': entries('emergency-contact') },
  ...{ attorneys: entries('attorney'), providers, assignments, log },
} satisfies Partial<Record<CaseloadKind, LinesOf>>;
