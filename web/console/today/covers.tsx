import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Card } from '../../ui/Card.tsx';
import { serverNow } from '../../ui/clock.ts';
import { Failed } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { standingOf } from '../absences/view.ts';
import { absencesQuery } from '../queries.ts';
import { may, useStaff } from '../signed-in.tsx';
import classes from './page.module.css';

/** TDY-5: who covers for whom now, for whoever keeps absences. Nothing where nobody is away. */
export function Covers() {
  return may(useStaff(), 'absences.write') ? <Shown /> : null;
}

function Shown() {
  const list = useQuery(absencesQuery);
  if (!list.data)
    return list.error ? (
      <Card title={t`Who covers for whom`}>
        <Failed error={list.error} retry={list.refetch} />
      </Card>
    ) : null;
  const away = list.data.absences.filter((absence) => standingOf(absence, serverNow()) === 'now');
  if (away.length === 0) return null;
  return (
    <Card title={t`Who covers for whom`}>
      <ul className={classes.covers}>
        {away.map(({ id, staff, standIn, to }) => {
          const [name, other] = [staff.name, standIn.name];
          return (
            <li key={id}>
              <Trans>
                <strong>{other}</strong> for {name}, until <Moment at={to} />
              </Trans>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
