import type { RegisterEntryGiven, RegisterEntryView } from '@attend/contracts/register-entries';
import { t } from '@lingui/core/macro';
import { textOrNull } from '../../ui/text-or-null.ts';
import type { Errors } from './form.ts';
import type { Use } from './view.ts';

export type EntryKind = RegisterEntryGiven['kind'];
/** Of all three kinds: a form shows those of its own. */
export type EntryFields = {
  readonly use: Use;
  readonly text: string;
  readonly protected: boolean;
  readonly reason: string;
  readonly name: string;
  readonly relationship: string;
  readonly firm: string;
  readonly phone: string;
  readonly email: string;
  readonly language: string;
  readonly authority: 'participant' | 'court';
  readonly document: string;
  readonly note: string;
  readonly from: string;
  readonly to: string;
};
export const entryEmpty: EntryFields = {
  ...{ use: 'home', text: '', protected: false, reason: '', name: '', relationship: '', firm: '', phone: '' },
  ...{ email: '', language: '', authority: 'participant', document: '', note: '', from: '', to: '' },
};
export type ShownEntry = Exclude<RegisterEntryView, { kind: 'withheld-address' }>;

const names = Object.keys(entryEmpty) as (keyof EntryFields)[];
export function entryFieldsOf(entry: ShownEntry): EntryFields {
  const known: Readonly<Record<string, unknown>> = entry;
  return Object.fromEntries(names.map((name) => [name, known[name] ?? entryEmpty[name]])) as EntryFields;
}

export function entryBody(kind: EntryKind, of: EntryFields): RegisterEntryGiven {
  const dates = { from: textOrNull(of.from), to: textOrNull(of.to), note: textOrNull(of.note) };
  if (kind === 'address') {
    const reason = of.protected ? textOrNull(of.reason) : null;
    return { kind, use: of.use, text: of.text.trim(), protected: of.protected, reason, ...dates };
  }
  const reached = {
    phone: textOrNull(of.phone),
    email: textOrNull(of.email),
    language: textOrNull(of.language),
  };
  const name = of.name.trim();
  if (kind === 'emergency-contact')
    return { kind, name, relationship: textOrNull(of.relationship), ...reached, ...dates };
  const { authority } = of;
  return {
    kind,
    name,
    firm: textOrNull(of.firm),
    ...reached,
    authority,
    document: textOrNull(of.document),
    ...dates,
  };
}

export function checkEntry(kind: EntryKind, of: EntryFields): Errors {
  const errors: Record<string, string> = {};
  if (kind === 'address') {
    if (of.text.trim() === '') errors.text = t`Fill this in`;
    if (of.protected && of.reason.trim() === '') errors.reason = t`Say why the address is protected`;
  } else if (of.name.trim() === '') errors.name = t`Fill this in`;
  if (of.from !== '' && of.to !== '' && of.from > of.to) errors.to = t`It ends before it begins`;
  return errors;
}
