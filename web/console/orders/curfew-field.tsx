import { type Weekday, weekdays } from '@attend/kernel';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Checkbox, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { serverNow } from '../../ui/clock.ts';
import { currentLocale } from '../../ui/language.tsx';
import { formatSpan } from '../../ui/time.ts';
import { Moment } from '../../ui/When.tsx';
import { failureWords } from '../../ui/words/failures.ts';
import { useTimezone } from '../../ui/zone.tsx';
import { dayWords } from '../person/timetable.ts';
import { entryClasses } from '../shell/entry.tsx';
import type { HoursFields } from './area-fields.ts';
import classes from './page.module.css';
import { curfewPreviewQuery } from './queries.ts';

type Props = {
  readonly value: readonly HoursFields[];
  readonly onChange: (next: readonly HoursFields[]) => void;
  readonly error: string | undefined;
};

/** On which days somebody is at the place, from when to when; an end before the beginning is the next day's. */
export function CurfewField({ value, onChange, error }: Props) {
  const change = (index: number, part: Partial<HoursFields>) =>
    onChange(value.map((hours, at) => (at === index ? { ...hours, ...part } : hours)));
  const locale = currentLocale();
  return (
    <fieldset>
      <legend>
        <Trans>Hours</Trans>
      </legend>
      {value.map((hours, index) => {
        const number = index + 1;
        return (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: hours are known by their place.
            key={index}
            className={classes.clause}
          >
            <div className={classes.days}>
              {weekdays.map((day: Weekday) => (
                <Checkbox
                  key={day}
                  label={dayWords([day], locale)}
                  checked={hours.days.includes(day)}
                  onChange={(event) =>
                    change(index, {
                      days: weekdays.filter((one) =>
                        one === day ? event.currentTarget.checked : hours.days.includes(one),
                      ),
                    })
                  }
                />
              ))}
            </div>
            <TextInput
              type="time"
              label={t`From (hours ${number})`}
              value={hours.start}
              onChange={(event) => change(index, { start: event.currentTarget.value })}
            />
            <TextInput
              type="time"
              label={t`To (hours ${number})`}
              value={hours.end}
              onChange={(event) => change(index, { end: event.currentTarget.value })}
            />
            {value.length > 1 && (
              <Button
                variant="default"
                size="compact-sm"
                aria-label={t`Take out hours ${number}`}
                onClick={() => onChange(value.filter((_, at) => at !== index))}
              >
                <Trans>Take out</Trans>
              </Button>
            )}
          </div>
        );
      })}
      {error && (
        <p className={entryClasses.refusal} role="alert">
          {error}
        </p>
      )}
      <Button variant="default" onClick={() => onChange([...value, { days: [], start: '', end: '' }])}>
        <Trans>Add hours</Trans>
      </Button>
    </fieldset>
  );
}

type Span = { readonly from: string; readonly to: string };
type Timetable = readonly {
  readonly days: readonly Weekday[];
  readonly start: string;
  readonly end: string;
}[];

/** ORD-17: the coming week of a timetable, in the participant's own time. */
export function ComingWeek({ timetable, exceptions }: { timetable: Timetable; exceptions: readonly Span[] }) {
  const timezone = useTimezone();
  // Of the day: asked again tomorrow, not with every second.
  const from = new Date(Math.floor(serverNow() / 3_600_000) * 3_600_000).toISOString();
  const preview = useQuery(curfewPreviewQuery({ timezone, from, timetable, exceptions }));
  if (preview.error) return <p className={classes.dim}>{failureWords(preview.error).detail}</p>;
  if (!preview.data) return null;
  return (
    <ul className={classes.lines} aria-label={t`The coming week`}>
      {preview.data.windows.map((window) => (
        <li key={window.from}>
          <Trans>
            <Moment at={window.from} /> to <Moment at={window.to} />
          </Trans>{' '}
          <span className={classes.dim}>
            {window.free
              ? t`free, by an exception`
              : formatSpan(Date.parse(window.to) - Date.parse(window.from), currentLocale())}
          </span>
        </li>
      ))}
    </ul>
  );
}
