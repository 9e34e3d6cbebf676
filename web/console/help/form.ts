import {
  type ArrangedHelp,
  type HelpKind,
  helpKinds,
  helpShows,
  type InterpretingMode,
} from '@attend/contracts/help';
import { t } from '@lingui/core/macro';
import { z } from 'zod';
import { textOrNull } from '../../ui/text-or-null.ts';
import { wallClock, zonedInstant } from '../../ui/time.ts';
import { hearingsSearch } from '../hearings/form.ts';

/** What the address says: which day, how many, of which office, which help. Never a supplier's name. */
export const helpSearch = hearingsSearch.extend({
  kind: z.enum(helpKinds).optional().catch(undefined),
  show: z.enum(helpShows).optional().catch(undefined),
});
export type DayAsked = {
  readonly day: string;
  readonly days: 1 | 7;
  readonly office: string | undefined;
  readonly kind: HelpKind | undefined;
  readonly show: (typeof helpShows)[number];
};

export type ArrangeFields = {
  readonly kind: HelpKind;
  readonly supplier: string;
  readonly phone: string;
  /** Wall clocks of the court or the office. */
  readonly from: string;
  readonly to: string;
  readonly place: string;
  readonly protected: boolean;
  readonly language: string;
  readonly mode: InterpretingMode;
  readonly told: string;
};

export function arrangeFieldsOf(of: ArrangedHelp, language: string | null): ArrangeFields {
  const { arranged, target } = of;
  const wall = (at: string | null | undefined): string =>
    at === null || at === undefined ? '' : wallClock(Date.parse(at), target.timezone);
  const place = arranged?.place?.kind === 'told' ? arranged.place : null;
  return {
    ...{ kind: of.kind ?? 'transport', supplier: arranged?.supplier ?? '', phone: arranged?.phone ?? '' },
    ...{ from: wall(arranged?.from), to: wall(arranged?.to), told: arranged?.told ?? '' },
    ...{ place: place?.text ?? '', protected: place?.protected ?? false },
    language: arranged?.language ?? language ?? '',
    mode: arranged?.mode ?? 'in-person',
  };
}

type Checked =
  | { readonly ok: true; readonly body: object }
  | { readonly ok: false; readonly errors: Partial<Record<keyof ArrangeFields, string>> };
/** What the form holds as the API asks for it; what a kind does not have is left out. */
export function checkArrange(fields: ArrangeFields, of: ArrangedHelp): Checked {
  const errors: Partial<Record<keyof ArrangeFields, string>> = {};
  const { kind } = fields;
  const { timezone } = of.target;
  const from = fields.from === '' ? null : zonedInstant(fields.from, timezone);
  const to = fields.to === '' ? null : zonedInstant(fields.to, timezone);
  const place = textOrNull(fields.place);
  if (fields.supplier.trim() === '') errors.supplier = t`Say who helps`;
  if (fields.from === '' ? kind === 'transport' : from === null) errors.from = t`Say day and time`;
  if (fields.to !== '' && to === null) errors.to = t`Say day and time`;
  if (from !== null && to !== null && to <= from) errors.to = t`The end must come after the beginning`;
  if (kind === 'transport' && place === null) errors.place = t`Say where they are picked up`;
  if (kind === 'interpreter' && fields.language === '') errors.language = t`Say which language`;
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  const isInterpreter = kind === 'interpreter';
  return {
    ok: true,
    body: {
      ...{ version: of.version, kind, supplier: fields.supplier.trim(), phone: textOrNull(fields.phone) },
      from: from === null ? null : new Date(from).toISOString(),
      to: to === null ? null : new Date(to).toISOString(),
      place: place === null ? null : { text: place, protected: fields.protected },
      ...{ language: isInterpreter ? fields.language : null, mode: isInterpreter ? fields.mode : null },
      told: textOrNull(fields.told),
    },
  };
}
