import type { HelpSheet, helpSheetQuery } from '@attend/contracts/help';
import { type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { openHelp, openHelpPlace } from '../../database/repositories/arranged-help.ts';
import { nameOf, openPerson } from '../../database/repositories/people.ts';
import { instantText } from '../alerts/summary.ts';
import type { StaffContext } from '../context.ts';
import { loadDays } from './read.ts';

/** As somebody typed it twice. */
const plain = (text: string): string => text.trim().toLowerCase().replaceAll(/\s+/g, ' ');

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
  const asked = { day, days: 1, show: 'arranged' as const };
  const { rows } = await loadDays(context, {
    ...asked,
    ...(kind === undefined ? {} : { kind }),
    ...(office === undefined ? {} : { office }),
  });
  const lines = rows.flatMap((row) => {
    const words = openHelp(keyring, row);
    if (row.kind === null || words.supplier === null || plain(words.supplier) !== plain(supplier)) return [];
    const details = openPerson(keyring, row.participantId, row.person);
    return [
      {
        ...{ id: row.id, participant: row.participantId, kind: row.kind, mode: row.mode },
        ...{ from: instantText(row.from), to: instantText(row.to), at: instantText(row.at) },
        ...{ timezone: row.timezone, where: row.where, language: words.language },
        name: details?.preferredName ?? nameOf(details),
        place: row.placeProtected ? null : openHelpPlace(keyring, row),
        placeWithheld: row.placeProtected,
      },
    ];
  });
  return succeed({ day, supplier, lines });
}
