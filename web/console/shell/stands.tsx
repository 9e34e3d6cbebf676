import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useIsMutating } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { type ApiFailure, isConflict } from '../../ui/api/failure.ts';
import { rebase } from '../../ui/rebase.ts';
import { entryClasses, Refusal } from './entry.tsx';
import { bringIntoSight, ChangedBy, plainText } from './meanwhile.tsx';

type Facts = Readonly<Record<string, unknown>>;

/** A record as a decision on it finds it: its version, and what of it somebody else may change while the dialog is open. */
export type Stands = {
  readonly version: number;
  readonly facts: Facts;
  readonly name: (field: string) => string;
  readonly text?: (field: string, value: unknown) => ReactNode;
  /** Who changed it last, where the record says and no fact does. */
  readonly by?: string | null | undefined;
  /** The list that it stood in has it no more. */
  readonly gone?: boolean;
  /** Which record it is, where the dialog lets another be chosen: of that one nothing is told from before. */
  readonly about?: string;
};
/** Of a command that asks for no version. */
export const versionless: Stands = { version: 0, facts: {}, name: (field) => field };

/** A row as its list has it by now, for the dialog about it; `gone`: the list has it no more. */
export function asItStands<Row extends { readonly id: string }>(
  rows: readonly Row[],
  of: Row,
): { readonly of: Row; readonly gone: boolean } {
  const found = rows.find(({ id }) => id === of.id);
  return { of: found ?? of, gone: found === undefined };
}

/**
 * FRM-7: the version that a decision is sent with, and what changed since its dialog opened. A newer version goes only once its facts are on
 * the screen. `sending`: what one’s own command changes is no news.
 */
export function useStands(
  { version, facts, gone = false, about = '', ...words }: Stands,
  sending = false,
): { readonly version: number; readonly told: ReactNode } {
  const [opened, setOpened] = useState({ about, version, facts });
  const [seen, setSeen] = useState<Pick<Stands, 'version' | 'facts'>>(opened);
  if (opened.about !== about) {
    setOpened({ about, version, facts });
    setSeen({ version, facts });
  }
  const mutating = useIsMutating() > 0;
  const busy = sending || mutating;
  useEffect(() => {
    if (!busy && version !== seen.version) setSeen({ version, facts });
  });
  const told =
    gone && !busy ? (
      <Gone />
    ) : seen.version === opened.version ? null : (
      <Told was={opened.facts} now={seen.facts} {...words} />
    );
  return { version: seen.version, told };
}

/** Of a command without a dialog: where it was refused because somebody was faster, what changed since it was pressed. */
export function usePressed(
  { facts, ...words }: Stands,
  failure: ApiFailure | null,
): { readonly press: () => void; readonly told: ReactNode } {
  const [pressed, setPressed] = useState(facts);
  const refused = failure !== null && isConflict(failure);
  return {
    press: () => setPressed(facts),
    told: refused ? <Told was={pressed} now={facts} {...words} /> : null,
  };
}

/**
 * The same of a key beside each row of a list. The list is read again after the refusal: what changed is told once it shows the newer version,
 * or once the row is in it no more. A refusal for another reason says so by itself.
 */
export function usePressedRow<Row extends { readonly id: string }>(
  rows: readonly Row[],
  standsOf: (row: Row) => Stands,
  failure: ApiFailure | null,
): { readonly press: (row: Row) => void; readonly said: ReactNode } {
  const [pressed, press] = useState<Row | null>(null);
  if (failure === null) return { press, said: null };
  const told =
    pressed === null || !isConflict(failure) ? null : <ToldOfRow {...{ rows, standsOf, pressed }} />;
  return {
    press,
    said: (
      <div className={entryClasses.under}>
        <Refusal failure={failure} />
        {told}
      </div>
    ),
  };
}

type RowProps<Row> = {
  readonly rows: readonly Row[];
  readonly standsOf: (row: Row) => Stands;
  readonly pressed: Row;
};
function ToldOfRow<Row extends { readonly id: string }>({ rows, standsOf, pressed }: RowProps<Row>) {
  const before = standsOf(pressed);
  const { of, gone } = asItStands(rows, pressed);
  const { version, facts, ...words } = standsOf(of);
  if (gone) return <Gone typed={false} />;
  if (version === before.version) return null;
  return <Told was={before.facts} now={facts} typed={false} {...words} />;
}

type ToldProps = Pick<Stands, 'name' | 'text' | 'by'> & {
  readonly was: Facts;
  readonly now: Facts;
  /** Something may have been typed; false: one key was pressed. */
  readonly typed?: boolean;
};
function Told({ was, now, name, text = plainText, by, typed = true }: ToldProps) {
  const { changes } = rebase(was, was, now);
  return (
    <div className={entryClasses.meanwhile} role="alert" ref={bringIntoSight}>
      <p>
        {!typed ? (
          <Trans>
            Somebody changed this meanwhile, and nothing was done. Look again before you press it.
          </Trans>
        ) : changes.length === 0 ? (
          <Trans>
            Somebody changed this meanwhile, in nothing that matters here. What you typed is still here.
          </Trans>
        ) : (
          <Trans>
            Somebody changed this meanwhile. What you typed is still here: send it again if it shall hold, or
            leave it.
          </Trans>
        )}
      </p>
      {changes.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">{t`What`}</th>
              <th scope="col">{t`Was`}</th>
              <th scope="col">{t`Stands now`}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ field, theirs }) => (
              <tr key={field}>
                <th scope="row">{name(field)}</th>
                <td>
                  <bdi>{text(field, was[field])}</bdi>
                </td>
                <td>
                  <bdi>{text(field, theirs)}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <ChangedBy by={by} />
    </div>
  );
}

/** Of whom a list had said that somebody is needed: somebody was. */
export const Gone = ({ typed = true }: Pick<ToldProps, 'typed'>) => (
  <p className={entryClasses.meanwhile} role="alert" ref={bringIntoSight}>
    {typed ? (
      <Trans>
        It waits here no more: somebody else has seen to it. What you typed is still here, to be copied.
      </Trans>
    ) : (
      <Trans>It stands here no more: somebody else has seen to it. Nothing was done.</Trans>
    )}
  </p>
);
