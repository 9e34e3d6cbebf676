import { doubtOf } from '@attend/casework';
import type { HelpSheet, helpSheetQuery } from '@attend/contracts/help';
import { type Millis, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import {
  type HelpRow,
  openHelp,
  openHelpPlace,
  targetOf,
} from '../../database/repositories/arranged-help.ts';
import { nameOf, openPerson } from '../../database/repositories/people.ts';
import { instantText } from '../alerts/summary.ts';
import type { StaffContext } from '../context.ts';
import { loadDays } from './read.ts';

/** As somebody typed it twice. */
const plain = (text: string): string => text.trim().toLowerCase().replaceAll(/\s+/g, ' ');

/** Nobody is sent for a hearing that may not be held then: a person looks at it first. */
function stands(row: HelpRow, now: Millis): boolean {
  const doubt = doubtOf(row, targetOf(row), now);
  return doubt === null || doubt === 'over';
}

/**
 * HLP-8: what leaves the house for one supplier: their own people of a day, without numbers, cases or notes, and without a place
 * that is protected, whoever prints it. It is told by telephone.
 */
export async function readSheet(
  context: StaffContext,
  query: z.output<typeof helpSheetQuery>,
): Promise<Result<HelpSheet>> {
  const { keyring } = context.services;
  const { day, kind, office, supplier } = query;
  const now = context.now();
  const wanted = plain(supplier);
  const asked = {
    ...{ day, days: 1, show: 'arranged' as const },
    ...(kind === undefined ? {} : { kind }),
    ...(office === undefined ? {} : { office }),
  };
  const { rows } = await loadDays(
    context,
    asked,
    (row) => stands(row, now) && plain(openHelp(keyring, row).supplier ?? '') === wanted,
  );
  const lines = rows.flatMap((row) => {
    if (row.kind === null) return [];
    const details = openPerson(keyring, row.participantId, row.person);
    return [
      {
        ...{ id: row.id, participant: row.participantId, kind: row.kind, mode: row.mode },
        ...{ from: instantText(row.from), to: instantText(row.to), at: instantText(row.at) },
        ...{ timezone: row.timezone, where: row.where, language: openHelp(keyring, row).language },
        name: details?.preferredName ?? nameOf(details),
        place: row.placeProtected ? null : openHelpPlace(keyring, row),
        placeWithheld: row.placeProtected,
      },
    ];
  });
  return succeed({ day, supplier, lines });
}
