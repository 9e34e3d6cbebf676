import type { CaseloadAsk, CaseloadPreview, Caseloads } from '@attend/contracts/caseloads';
import { t } from '@lingui/core/macro';

export type MoveFields = {
  readonly from: string;
  readonly to: string;
  /** Empty: of every office. */
  readonly office: string;
  readonly acrossOffices: boolean;
};
export const moveEmpty: MoveFields = { from: '', to: '', office: '', acrossOffices: false };

export function checkMove({ from, to }: MoveFields): Partial<Record<keyof MoveFields, string>> {
  return {
    ...(from === '' ? { from: t`Choose somebody` } : {}),
    ...(to === '' ? { to: t`Choose somebody` } : {}),
    ...(to !== '' && to === from ? { to: t`Choose somebody else` } : {}),
  };
}

/** Those who were left out of what was shown; nobody: everybody is asked for, and not each by name. */
export function askOf(
  fields: MoveFields,
  shown: CaseloadPreview | null,
  leftOut: ReadonlySet<string>,
): CaseloadAsk {
  const { from, to, office, acrossOffices } = fields;
  const chosen =
    shown === null || leftOut.size === 0
      ? null
      : shown.moving.map(({ person }) => person.id).filter((id) => !leftOut.has(id));
  return { from, to, acrossOffices, office: office === '' ? null : office, people: chosen };
}

/** Only where all of them are shown can some be left out. */
export const maySelect = ({ moves, moving }: CaseloadPreview): boolean =>
  moves === moving.length && moves > 0;

export const officerChoices = ({ officers }: Caseloads) => ({
  from: officers.filter(({ people }) => people > 0),
  to: officers.filter(({ mayReceive }) => mayReceive),
});
