import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import classes from './part.module.css';

const commands = ['sha256sum', 'shasum -a 256', 'certutil -hashfile'] as const;

/** LTR-5: by which anybody can say whether a file that they hold is the letter that was made here. */
export function FileHash({ hash, title }: { readonly hash: string; readonly title: string }) {
  const [linux, mac, windows] = commands;
  return (
    <details className={classes.hash}>
      <summary aria-label={t`Check the file of ${title}`}>
        <Trans>Check the file</Trans>
      </summary>
      <p>
        <Trans>A file is this letter, unchanged, where its SHA-256 is:</Trans>
      </p>
      <code dir="ltr">{hash.match(/.{1,8}/g)?.join(' ') ?? hash}</code>
      <p>
        <Trans>
          Ask the machine for it with {linux} (Linux), {mac} (macOS) or {windows} … SHA256 (Windows), and
          compare it, spaces left out.
        </Trans>
      </p>
    </details>
  );
}
