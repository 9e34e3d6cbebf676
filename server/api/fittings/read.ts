import { agreementLanguages, permitBeginning } from '@attend/casework';
import type { FittingDetail, FittingSummary, fittingList, PersonFittings } from '@attend/contracts/fittings';
import { fail, formatInstant, type Result, succeed, type Technology, technologies } from '@attend/kernel';
import type { z } from 'zod';
import { listAgreementTexts } from '../../database/repositories/agreement-texts.ts';
import { listHeldToCollect } from '../../database/repositories/fitted-assignments.ts';
import {
  type FittingRow,
  findFitting,
  findSigns,
  listFittings,
  listFittingsOf,
} from '../../database/repositories/fittings.ts';
import { findPerson, nameOf, openPerson } from '../../database/repositories/people.ts';
import { listOwnShelves } from '../../database/repositories/shelves.ts';
import { instantText } from '../alerts/summary.ts';
import type { StaffContext } from '../context.ts';
import { textsToSign } from '../orders/agreements.ts';
import { noSuchPerson } from '../orders/take.ts';
import { collectionOf } from './collections.ts';
import { type FittingBasis, loadBasis, needsOf } from './standing.ts';
import { noSuchFitting } from './take.ts';
import { deviceView, signsView, testOf, testView, viewOf } from './views.ts';

const mostShown = 200;

const summaryOf = async (context: StaffContext, row: FittingRow): Promise<FittingSummary> => {
  const needs =
    row.status === 'under-way'
      ? needsOf(await loadBasis(context, row.participantId), row.device.technology, context.now())
      : [];
  const { words: _, ...summary } = viewOf(context, row, needs);
  return summary;
};

/** FIT-6: what is under way, of people within reach. */
export async function readFittings(context: StaffContext): Promise<Result<z.output<typeof fittingList>>> {
  const rows = await listFittings(context.client, await context.reach(), mostShown);
  await context.record.list(rows.map(({ participantId }) => participantId));
  const fittings: FittingSummary[] = [];
  for (const row of rows) fittings.push(await summaryOf(context, row));
  return succeed({ fittings });
}

export async function readFitting(context: StaffContext, id: string): Promise<Result<FittingDetail>> {
  const { client, record, now, actor } = context;
  const row = await findFitting(client, id);
  if (row === null) return fail(noSuchFitting);
  await record.open(row.participantId);
  const signs = row.status === 'under-way' ? await findSigns(client, id) : null;
  const summary = await summaryOf(context, row);
  const { words } = viewOf(context, row, []);
  return succeed({
    ...summary,
    ...{ identity: row.identity, identityNote: words?.identityNote ?? null },
    ...{ testedAt: instantText(row.testedAt), test: testView(row.tested ?? testOf(row, signs, now())) },
    signs: signs === null ? null : signsView(signs),
    ...{ taught: [...row.taught], language: row.language, interpreter: words?.interpreter ?? null },
    doneAt: {
      ...{ identity: instantText(row.identityAt), teaching: instantText(row.taughtAt) },
      'check-ins': instantText(row.checkInsAt),
    },
    // Of one that is over nobody is asked to sign any more, and the person's key may be gone.
    agreed:
      row.status === 'under-way'
        ? agreedOf(await loadBasis(context, row.participantId), row.device.technology)
        : null,
    ...{ checkInWeeks: row.checkInWeeks, proposedWeeks: row.device.proposedWeeks },
    replaces: row.replaces === null ? null : deviceView(row.replaces),
    own: row.begunById === actor.staffId,
  });
}

/** The latest that stands, of a version whose clause permits the technology. */
function agreedOf({ orders }: FittingBasis, technology: Technology): FittingDetail['agreed'] {
  const [latest] = orders
    .flatMap(({ versions }) => versions)
    .filter(({ clauses }) => clauses.some(({ kind }) => kind === `technology-${technology}`))
    .flatMap(({ agreements }) => agreements)
    .filter(({ withdrawnAt }) => withdrawnAt === null)
    .toSorted((one, other) => other.signedAt - one.signedAt);
  if (latest === undefined) return null;
  const { signedAt, takenBy, language } = latest;
  return { at: formatInstant(signedAt), by: takenBy?.name ?? null, language };
}

/** FIT-9: all that a fitting begins with: it goes on from here without a network. */
export async function readPersonFittings(context: StaffContext, id: string): Promise<Result<PersonFittings>> {
  const { client, services, record, now, actor } = context;
  const person = await findPerson(client, id);
  if (person === null) return fail(noSuchPerson);
  await record.open(id);
  const details = openPerson(services.keyring, id, person.sealed);
  const basis = await loadBasis(context, id);
  const rows = await listFittingsOf(client, id);
  const fittings: FittingSummary[] = [];
  for (const row of rows) fittings.push(await summaryOf(context, row));
  const offices = await listOwnShelves(client);
  const own = (await listAgreementTexts(client)).map(({ language }) => language);
  const languages = [...new Set([...(details?.languages ?? []), ...agreementLanguages, ...own])];
  return succeed({
    participant: id,
    person: { id, reference: person.reference, name: nameOf(details) },
    languages,
    needs: technologies.map((technology) => {
      const missing = needsOf(basis, technology, now());
      const permitted = permitBeginning(missing, technology, basis.waiting);
      return { technology, missing, begin: permitted.ok };
    }),
    level: basis.level,
    agreements: await textsToSign(context, basis.orders, languages),
    offices,
    ownOffice:
      (
        offices.find(({ name }) => name === person.office) ??
        offices.find(({ id: one }) => one === actor.officeId)
      )?.id ?? null,
    held: (await listHeldToCollect(client, id, now())).map(
      ({ assignmentId, from, to, toCollect, collection, ...device }) => ({
        ...{ assignment: assignmentId, device: deviceView(device) },
        ...{ from: formatInstant(from), to: instantText(to), toCollect },
        ...{ collection: collectionOf(context, id, collection), collectionVersion: collection?.version ?? 0 },
      }),
    ),
    fittings,
  });
}
