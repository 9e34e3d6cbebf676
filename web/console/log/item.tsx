import type { LogItem } from '@attend/contracts/contact-log';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { serverNow } from '../../ui/clock.ts';
import { currentLocale } from '../../ui/language.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { formatClock, formatDate, formatFull } from '../../ui/time.ts';
import { Moment } from '../../ui/When.tsx';
import { useTimezone } from '../../ui/zone.tsx';
import classes from './part.module.css';
import { factWords, kindWords } from './view.ts';

type Props = { readonly of: LogItem; readonly mark: (() => void) | null };

/** One line: when, what, by whom, and in which words. */
export function Item({ of: { at, by, text, fact, inError }, mark }: Props) {
  const timezone = useTimezone();
  const locale = currentLocale();
  const what = factWords(fact, { now: serverNow(), timezone, locale });
  const kind = kindWords(fact.kind);
  const line = (
    <>
      <strong>{kind}</strong>
      {what !== '' && <> · {fact.kind === 'alert' ? <Alert id={fact.alert} what={what} /> : what}</>}
    </>
  );
  return (
    <li className={classes.item}>
      <time dateTime={at} className={classes.when} title={formatFull(Date.parse(at), timezone, locale)}>
        {formatDate(Date.parse(at), timezone, locale)}, {formatClock(Date.parse(at), timezone, locale)}
      </time>
      <div>
        <p className={classes.head}>
          {inError ? <s>{line}</s> : line} {inError && <Tag>{t`Entered in error`}</Tag>}{' '}
          {by !== null && (
            <span className={classes.by}>
              <Trans>by {by}</Trans>
            </span>
          )}
        </p>
        {text !== null && (
          <p className={classes.text} dir="auto">
            {inError ? <s>{text}</s> : text}
          </p>
        )}
        {inError && <InError of={inError} />}
        {mark && (
          <Button
            className="no-print"
            variant="subtle"
            size="compact-sm"
            aria-label={t`Entered in error… ${kind} · ${what}`}
            onClick={mark}
          >
            <Trans>Entered in error…</Trans>
          </Button>
        )}
      </div>
    </li>
  );
}

const Alert = ({ id, what }: { readonly id: string; readonly what: string }) => (
  <Link to="/alerts/$id" params={{ id }} preload={false}>
    {what}
  </Link>
);

/** Who said so, when, and why. */
function InError({ of: { at, by, reason } }: { readonly of: NonNullable<LogItem['inError']> }) {
  return (
    <p className={classes.error}>
      <Trans>
        {by} said so <Moment at={at} />: {reason}
      </Trans>
    </p>
  );
}
