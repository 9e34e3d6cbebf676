import { t } from '@lingui/core/macro';
import { useTicking } from './clock.ts';
import { currentLocale } from './language.tsx';
import { formatClock, formatDate, formatDay, formatFull, formatMoment, formatSpan } from './time.ts';
import { useTimezone } from './zone.tsx';

type Props = { readonly at: string; readonly seconds?: boolean };

/** An instant in the programme's zone; the whole of it, zone's name included, on hover. */
export function Moment({ at, seconds = false }: Props) {
  const timezone = useTimezone();
  const instant = Date.parse(at);
  const locale = currentLocale();
  const text = useTicking((now) => formatMoment(instant, now, timezone, locale, seconds));
  return (
    <time dateTime={at} title={formatFull(instant, timezone, locale)}>
      {text}
    </time>
  );
}

/** Of what is due on a day: an hour beside it would say what nobody said. */
export function DayOf({ at }: Pick<Props, 'at'>) {
  return <time dateTime={at}>{formatDate(Date.parse(at), useTimezone(), currentLocale())}</time>;
}

/** Day and time of day apart, for long tables: every row has both, and they stand under each other. */
export function DayAndTime({ at, className }: Props & { readonly className?: string | undefined }) {
  const timezone = useTimezone();
  const locale = currentLocale();
  const instant = Date.parse(at);
  return (
    <time dateTime={at} title={formatFull(instant, timezone, locale)}>
      <span className={className}>{formatDay(instant, timezone, locale)}</span>{' '}
      {formatClock(instant, timezone, locale)}
    </time>
  );
}

/** How long ago, ticking. */
export function Ago({ at }: Props) {
  const timezone = useTimezone();
  const instant = Date.parse(at);
  const locale = currentLocale();
  const text = useTicking((now) => {
    const span = formatSpan(now - instant, locale);
    return t`${span} ago`;
  });
  return (
    <time dateTime={at} title={formatFull(instant, timezone, locale)}>
      {text}
    </time>
  );
}
