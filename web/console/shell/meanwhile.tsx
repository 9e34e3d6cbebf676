import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useIsMutating } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { type ApiFailure, isConflict } from '../../ui/api/failure.ts';
import { type Change, rebase } from '../../ui/rebase.ts';
import { entryClasses } from './entry.tsx';

/**
 * Of a command on a record that is not edited field by field: the version to send, and what changed of it since the dialog opened. A newer
 * version goes only once its facts are on the screen. `sending`: what one’s own command changes is no news.
 */
export function useFacts(
  version: number,
  facts: Readonly<Record<string, unknown>>,
  sending = false,
): { readonly version: number; readonly meanwhile: readonly Change[]; readonly newer: boolean } {
  const [first] = useState(version);
  const [seen, setSeen] = useState({ version, facts });
  const [meanwhile, setMeanwhile] = useState<readonly Change[]>([]);
  const mutating = useIsMutating() > 0;
  useEffect(() => {
    if (sending || mutating || version === seen.version) return;
    setSeen({ version, facts });
    setMeanwhile(rebase(seen.facts, seen.facts, facts).changes);
  });
  return { version: seen.version, meanwhile, newer: seen.version !== first };
}

/** A record as a command on it finds it: its version, and what of it somebody else may change while a dialog about it is open. */
export type Stands = {
  readonly version: number;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly name: (field: string) => string;
  readonly text?: (field: string, value: unknown) => ReactNode;
  /** The list that it stood in has it no more. */
  readonly gone?: boolean;
};

/** Of a command that asks for no version. */
export const versionless: Stands = { version: 0, facts: {}, name: (field) => field };

/** The version that a command is sent with, and what to show of what changed since its dialog opened. */
export function useStands(
  { version, facts, name, text, gone }: Stands,
  sending = false,
): { readonly version: number; readonly told: ReactNode } {
  const seen = useFacts(version, facts, sending);
  if (seen.newer && seen.meanwhile.length === 0 && !gone)
    return { version: seen.version, told: <Elsewhere /> };
  return { version: seen.version, told: <Meanwhile of={seen} name={name} text={text} gone={gone} /> };
}

/** What changed is nothing that the dialog rests on: that it was changed is said all the same. */
const Elsewhere = () => (
  <p className={entryClasses.meanwhile} role="alert">
    <Trans>
      Somebody changed this meanwhile, in nothing that matters here. What you typed is still here.
    </Trans>
  </p>
);

/** Of a command without a dialog, one key: where it was refused because somebody was faster, what changed since it was pressed. */
export function usePressed(
  { facts, name, text }: Stands,
  failure: ApiFailure | null,
): { readonly press: () => void; readonly told: ReactNode } {
  const [seen, setSeen] = useState(facts);
  const meanwhile = failure !== null && isConflict(failure) ? rebase(seen, seen, facts).changes : [];
  return { press: () => setSeen(facts), told: <Meanwhile of={{ meanwhile }} name={name} text={text} /> };
}

/** A row as its list has it by now, for the dialog about it; `gone`: the list has it no more. */
export function asItStands<Row extends { readonly id: string }>(
  rows: readonly Row[],
  of: Row,
): { readonly of: Row; readonly gone: boolean } {
  const found = rows.find(({ id }) => id === of.id);
  return { of: found ?? of, gone: found === undefined };
}

type Props = {
  readonly of: { readonly meanwhile: readonly Change[] };
  /** A field, by the words of its label. */
  readonly name: (field: string) => string;
  /** What stands in it, as somebody reads it. */
  readonly text?: Stands['text'] | undefined;
  readonly gone?: boolean | undefined;
};

/** What somebody else changed while a form stood open, beside what was typed here. Nothing of either is lost unseen. */
export function Meanwhile({ of: { meanwhile }, name, text = plainText, gone = false }: Props) {
  if (gone)
    return (
      <p className={entryClasses.meanwhile} role="alert">
        <Trans>
          It waits here no more: somebody else has seen to it. What you typed is still here, to be copied.
        </Trans>
      </p>
    );
  if (meanwhile.length === 0) return null;
  const both = meanwhile.some(({ mine }) => mine !== null);
  return (
    <div className={entryClasses.meanwhile} role="alert">
      <p>
        {both ? (
          <Trans>
            Somebody changed this meanwhile. What you typed is still here: send it again if it shall hold.
          </Trans>
        ) : (
          <Trans>Somebody changed this meanwhile. What you had not touched shows what stands now.</Trans>
        )}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">{t`What`}</th>
            <th scope="col">{t`Stands now`}</th>
            <th scope="col">{t`In this form`}</th>
          </tr>
        </thead>
        <tbody>
          {meanwhile.map(({ field, theirs, mine }) => (
            <tr key={field}>
              <th scope="row">{name(field)}</th>
              <td>
                <bdi>{text(field, theirs)}</bdi>
              </td>
              <td>{mine === null ? t`the same` : <bdi>{text(field, mine.value)}</bdi>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Texts as they are, lists one after the other, nothing as a dash. */
export function plainText(_field: string, value: unknown): string {
  if (Array.isArray(value))
    return value.length === 0 ? '—' : value.map((one) => plainText('', one)).join('; ');
  if (typeof value === 'boolean') return value ? t`yes` : t`no`;
  if (typeof value === 'object' && value !== null)
    return Object.values(value)
      .filter((one) => one !== '' && one !== null)
      .map((one) => plainText('', one))
      .join(' ');
  return value === '' || value === null || value === undefined ? '—' : String(value);
}
