import type { ComingUp } from '@attend/contracts/people';
import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { Card, Facts } from '../../ui/Card.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Moment } from '../../ui/When.tsx';
import { Day } from '../check-ins/standing.tsx';
import { kindWords as checkInWords, statusWords } from '../check-ins/view.ts';
import { WholeTime } from '../hearings/when.tsx';
import { may, useStaff } from '../signed-in.tsx';
import type { Part } from './form.ts';
import classes from './page.module.css';

/** What supervision is for: the next hearing, the next check-in, and whether a reminder would arrive. */
export function ComingUpPart({ id, of }: { readonly id: string; readonly of: ComingUp }) {
  const staff = useStaff();
  return (
    <Card title={t`Coming up`}>
      <Facts
        of={[
          ...(may(staff, 'hearings.read')
            ? [[t`Hearing`, <NextHearing key="hearing" id={id} of={of.hearing} />] as const]
            : []),
          ...(may(staff, 'check-ins.read')
            ? [[t`Check-in`, <NextCheckIn key="check-in" id={id} of={of.checkIn} />] as const]
            : []),
          ...(of.reached === null
            ? []
            : [[t`Reminders`, <Reached key="reached" id={id} reached={of.reached} />] as const]),
        ]}
      />
    </Card>
  );
}

const toPart = (id: string, part: Part) => ({ to: '/people/$id', params: { id }, search: { part } }) as const;

function NextHearing({ id, of }: { readonly id: string; readonly of: ComingUp['hearing'] }) {
  if (of === null) return <Link {...toPart(id, 'hearings')}>{t`None is to come.`}</Link>;
  return (
    <>
      <Link {...toPart(id, 'hearings')}>
        <WholeTime at={of.at} timezone={of.timezone} />
      </Link>{' '}
      {of.confirmed ? <Tag tone="good">{t`said they will come`}</Tag> : <Tag>{t`not confirmed`}</Tag>}
      <span className={classes.second}>{of.court}</span>
    </>
  );
}

function NextCheckIn({ id, of }: { readonly id: string; readonly of: ComingUp['checkIn'] }) {
  if (of === null) return <Link {...toPart(id, 'check-ins')}>{t`None is due.`}</Link>;
  return (
    <>
      <Link {...toPart(id, 'check-ins')}>
        {of.at === null ? <Day on={of.dueOn} /> : <Moment at={of.at} />}
      </Link>{' '}
      <Tag>{statusWords(of.status)}</Tag>
      <span className={classes.second}>
        {checkInWords(of.kind)}, <bdi>{of.office}</bdi>
      </span>
    </>
  );
}

function Reached({ id, reached }: { readonly id: string; readonly reached: boolean }) {
  return (
    <Link {...toPart(id, 'contact')}>
      {reached ? t`Arrive at a number or address of theirs.` : t`No number of theirs works: ask for one.`}
    </Link>
  );
}
