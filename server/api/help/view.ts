import { doubtOf } from '@attend/casework';
import type { ArrangedHelp, HelpTargetView } from '@attend/contracts/help';
import { formatInstant, type Millis } from '@attend/kernel';
import type { Keyring } from '@attend/server/keys/keyring';
import {
  type HelpRow,
  openHelp,
  openHelpPlace,
  type TargetRow,
  targetOf,
} from '../../database/repositories/arranged-help.ts';
import type { MarkRow } from '../../database/repositories/error-marks.ts';
import { instantText } from '../alerts/summary.ts';

export const targetView = (row: TargetRow): HelpTargetView => ({
  ...{ kind: row.targetKind, id: row.targetId, dueOn: row.dueOn, timezone: row.timezone, where: row.where },
  at: instantText(row.at),
});

/** HLP-5: a protected place is withheld before it is opened. */
function placeOf(keyring: Keyring, row: HelpRow, isKeptFrom: boolean) {
  if (row.placeSealed === null) return null;
  if (row.placeProtected && isKeptFrom) return { kind: 'withheld' as const };
  const text = openHelpPlace(keyring, row);
  return text === null ? null : { kind: 'told' as const, text, protected: row.placeProtected };
}

export type HelpViewing = {
  readonly keyring: Keyring;
  readonly now: Millis;
  readonly marks: readonly MarkRow[];
  /** Whoever looks does not see this person's protected addresses. */
  readonly isKeptFrom: boolean;
};

export function helpView(row: HelpRow, { keyring, now, marks, isKeptFrom }: HelpViewing): ArrangedHelp {
  const words = openHelp(keyring, row);
  const mark = marks.find(({ kind, id }) => kind === 'help' && id === row.id);
  return {
    ...{ id: row.id, kind: row.kind, status: row.status, version: row.version, target: targetView(row) },
    asked: { at: formatInstant(row.askedAt), way: row.way, by: row.askedBy, note: words.note },
    arranged:
      row.arrangedAt === null
        ? null
        : {
            ...{
              at: formatInstant(row.arrangedAt),
              by: row.arrangedBy ?? '',
              mode: row.mode,
              told: words.told,
            },
            ...{ supplier: words.supplier, phone: words.phone, language: words.language },
            ...{ from: instantText(row.from), to: instantText(row.to) },
            place: placeOf(keyring, row, isKeptFrom),
          },
    settled:
      row.settledAt === null
        ? null
        : { at: formatInstant(row.settledAt), by: row.settledBy ?? '', reason: words.reason },
    doubt: doubtOf(row, targetOf(row), now),
    movedTo:
      row.movedTo === null || row.movedToAt === null
        ? null
        : { id: row.movedTo, at: formatInstant(row.movedToAt) },
    inError: mark === undefined ? null : { at: formatInstant(mark.at), by: mark.by, reason: mark.reason },
  };
}
