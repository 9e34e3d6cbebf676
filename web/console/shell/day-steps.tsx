import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { serverNow } from '../../ui/clock.ts';
import { DateField } from '../../ui/DateField.tsx';
import { civilDay, dayAfter } from '../../ui/time.ts';
import { useTimezone } from '../../ui/zone.tsx';
import classes from './day-steps.module.css';

type Props = {
  readonly day: string;
  /** How many are shown, and so how far a step goes. */
  readonly days: number;
  readonly go: (day: string) => void;
};

/** Which day a list is of: a step back, typed or chosen, a step on, and back to today by the programme's clock. */
export function DaySteps({ day, days, go }: Props) {
  const timezone = useTimezone();
  return (
    <div className={classes.steps}>
      <Button variant="default" onClick={() => go(dayAfter(day, -days))}>
        <Trans>Earlier</Trans>
      </Button>
      <div className={classes.day}>
        <DateField
          label={t`Day`}
          value={day}
          onChange={(value) => {
            if (/^\d{4}-\d\d-\d\d$/.test(value)) go(value);
          }}
        />
      </div>
      <Button variant="default" onClick={() => go(dayAfter(day, days))}>
        <Trans>Later</Trans>
      </Button>
      <Button variant="default" onClick={() => go(civilDay(serverNow(), timezone))}>
        <Trans>Today</Trans>
      </Button>
    </div>
  );
}
