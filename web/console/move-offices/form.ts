import { id } from '@attend/contracts/instant';
import type { OfficeMoveAsk, OfficeMoveChoices, OfficeMovePreview } from '@attend/contracts/office-moves';
import { plural, t } from '@lingui/core/macro';
import { z } from 'zod';

/** From which office, where another page leads here. */
export const moveOfficesSearch = z.object({ from: id.optional().catch(undefined) });

export type OfficeMoveFields = {
  readonly from: string;
  readonly to: string;
  /** Empty: everybody's people. */
  readonly officer: string;
  /** `keep`, `none`, or the id of the one that all have. */
  readonly officers: string;
};
export const officeMoveEmpty: OfficeMoveFields = { from: '', to: '', officer: '', officers: 'keep' };

export function checkOfficeMove({
  from,
  to,
}: OfficeMoveFields): Partial<Record<keyof OfficeMoveFields, string>> {
  return {
    ...(from === '' ? { from: t`Choose an office` } : {}),
    ...(to === '' ? { to: t`Choose an office` } : {}),
    ...(to !== '' && to === from ? { to: t`Choose another office` } : {}),
  };
}

/** Those who were left out of what was shown; nobody: everybody is asked for, and not each by name. */
export function askOfOffices(
  { from, to, officer, officers }: OfficeMoveFields,
  shown: OfficeMovePreview | null,
  leftOut: ReadonlySet<string>,
): OfficeMoveAsk {
  const chosen =
    shown === null || leftOut.size === 0
      ? null
      : shown.moving.map(({ person }) => person.id).filter((one) => !leftOut.has(one));
  return {
    ...{ from, to, officer: officer === '' ? null : officer, people: chosen },
    officers:
      officers === 'keep' || officers === 'none' ? { kind: officers } : { kind: 'one', officer: officers },
  };
}

/** Only where all of them are shown can some be left out. */
export const maySelectPeople = ({ moves, moving }: OfficeMovePreview): boolean =>
  moves === moving.length && moves > 0;

export const officersOf = ({ officers }: OfficeMoveChoices) => ({
  having: officers.filter(({ people }) => people > 0),
  receiving: officers.filter(({ mayReceive }) => mayReceive),
});

/** What goes along, what is lost and what stays, a line each. */
export function followsWords({ follows, officers, untouched, otherZone }: OfficeMovePreview): string[] {
  const { late, sameDay, otherDay, sameTime, timeLost } = follows.checkIns;
  const { hearings, devices } = untouched;
  return [
    plural(officers.kept, { 0: '', one: '# keeps their officer.', other: '# keep their officer.' }),
    plural(officers.given, { 0: '', one: '# gets another officer.', other: '# get another officer.' }),
    plural(officers.without, {
      0: '',
      one: '# has no officer then, and stands in Oversight until somebody is chosen.',
      other: '# have no officer then, and stand in Oversight until somebody is chosen.',
    }),
    plural(follows.schedules, {
      0: '',
      one: '# schedule of check-ins goes along, with the hours of the new office.',
      other: '# schedules of check-ins go along, with the hours of the new office.',
    }),
    plural(sameDay, { 0: '', one: '# check-in stays on its day.', other: '# check-ins stay on their days.' }),
    plural(otherDay, {
      0: '',
      one: '# check-in gets another day, as the new office is closed on its own.',
      other: '# check-ins get other days, as the new office is closed on theirs.',
    }),
    plural(sameTime, { 0: '', one: '# booked time is kept.', other: '# booked times are kept.' }),
    plural(timeLost, {
      0: '',
      one: '# booked time is lost: the new office has no place then.',
      other: '# booked times are lost: the new office has no place then.',
    }),
    plural(late, {
      0: '',
      one: '# check-in whose time is over is asked after by the new office.',
      other: '# check-ins whose time is over are asked after by the new office.',
    }),
    plural(hearings, { 0: '', one: '# hearing stays as it is.', other: '# hearings stay as they are.' }),
    plural(devices, {
      0: '',
      one: '# device stays on the person.',
      other: '# devices stay on the people.',
    }),
    otherZone === null ? '' : t`The new office’s clock is ${otherZone}.`,
    t`Each is told where their office is. Calendars of both offices, lists and who may see whom follow at once.`,
  ].filter((words) => words !== '');
}
