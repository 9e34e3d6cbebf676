import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { Change } from '../../ui/rebase.ts';
import { entryClasses } from './entry.tsx';

type Props = {
  readonly of: { readonly meanwhile: readonly Change[] };
  /** A field, by the words of its label. */
  readonly name: (field: string) => string;
  /** What stands in it, as somebody reads it. */
  readonly text?: (field: string, value: unknown) => ReactNode;
  /** Who changed it last, where the record says. */
  readonly by?: string | null | undefined;
};

/**
 * A long form is sent from its end, and what changed stands at its beginning: it comes into sight, once, and never from under the hand of
 * somebody who types.
 */
export function bringIntoSight(notice: HTMLElement | null): void {
  if (document.activeElement?.matches('input, textarea, select')) return;
  notice?.scrollIntoView({ block: 'nearest' });
}

/** Whom to ask about what changed. */
export const ChangedBy = ({ by }: Pick<Props, 'by'>) =>
  by == null ? null : (
    <p>
      <Trans>
        It was <bdi>{by}</bdi>.
      </Trans>
    </p>
  );

/** What somebody else changed while a form stood open, beside what was typed here. Nothing of either is lost unseen. */
export function Meanwhile({ of: { meanwhile }, name, text = plainText, by }: Props) {
  if (meanwhile.length === 0) return null;
  const both = meanwhile.some(({ mine }) => mine !== null);
  return (
    <div className={entryClasses.meanwhile} role="alert" ref={bringIntoSight}>
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
      <ChangedBy by={by} />
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
