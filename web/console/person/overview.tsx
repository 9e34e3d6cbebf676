import type { PersonDetail } from '@attend/contracts/people';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { IconMapPin, IconMapPinOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Card, Facts } from '../../ui/Card.tsx';
import { serverNow } from '../../ui/clock.ts';
import { currentLocale } from '../../ui/language.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Ago, Moment } from '../../ui/When.tsx';
import { batteryWords, strapWords, technologyWords } from '../../ui/words/devices.ts';
import { MergesPart } from '../merges/part.tsx';
import { RegisterPart } from '../register/part.tsx';
import { RequestsPart } from '../requests/part.tsx';
import { may, useStaff } from '../signed-in.tsx';
import { AlertList } from './alerts.tsx';
import { ComingUpPart } from './coming-up.tsx';
import { EndOfKey } from './end-of-key.tsx';
import { Conditions } from './order.tsx';
import classes from './page.module.css';
import { authorityWords, standingOf } from './view.ts';

/** What there is to know at a glance. */
export function OverviewPart({ detail }: { readonly detail: PersonDetail }) {
  const staff = useStaff();
  const now = serverNow();
  const held = detail.conditions.filter((condition) => standingOf(condition, now) === 'now');
  return (
    <div className={classes.stack}>
      <ComingUpPart id={detail.person.id} of={detail.comingUp} />
      <Card title={t`Open alerts`} flush>
        {detail.openAlerts.length > 0 ? (
          <AlertList alerts={detail.openAlerts} />
        ) : (
          <p className={classes.flush}>{t`None. Nothing about this person waits for anybody.`}</p>
        )}
      </Card>
      <div className={classes.grid}>
        <div className={classes.stack}>
          <Authority of={detail.authority} />
          <Devices detail={detail} />
          {may(staff, 'people.destroy') && <EndOfKey person={detail.person} />}
        </div>
        <Card title={t`Conditions now`}>
          {held.length > 0 ? <Conditions of={held} /> : <p className={classes.dim}>{t`None.`}</p>}
        </Card>
      </div>
      <RequestsPart id={detail.person.id} />
      <RegisterPart id={detail.person.id} />
      <MergesPart id={detail.person.id} />
    </div>
  );
}

function Authority({ of }: { readonly of: PersonDetail['authority'] }) {
  const Icon = of?.location === 'trail' ? IconMapPin : IconMapPinOff;
  return (
    <Card title={t`What the order permits`}>
      <p className={classes.authority}>
        <Icon size={20} aria-hidden />
        <span>
          {authorityWords(of)}
          {of?.until && (
            <span className={classes.second}>
              <Trans>
                until <Moment at={of.until} />
              </Trans>
            </span>
          )}
        </span>
      </p>
    </Card>
  );
}

function Devices({ detail }: { readonly detail: PersonDetail }) {
  const locale = currentLocale();
  const now = serverNow();
  const span = (seconds: number) =>
    seconds % 60 === 0 ? unit(seconds / 60, 'minute', locale) : unit(seconds, 'second', locale);
  return (
    <Card title={t`Device`}>
      {detail.assignments.length === 0 && <p className={classes.dim}>{t`None.`}</p>}
      {detail.assignments.map((assignment) => (
        <article key={assignment.id} className={classes.condition}>
          <h3>
            {technologyWords(assignment.device.technology)}
            {standingOf(assignment, now) === 'over' && <Tag>{t`ended`}</Tag>}
          </h3>
          <Facts
            of={[
              [t`Number`, <DeviceNumber key="number" of={assignment.device} />],
              ...(assignment.device.model ? [[t`Model`, assignment.device.model] as const] : []),
              [t`Worn since`, <Moment key="from" at={assignment.from} />],
              ...(assignment.to ? [[t`Until`, <Moment key="to" at={assignment.to} />] as const] : []),
              [
                t`Last contact`,
                assignment.lastContact ? <Ago key="contact" at={assignment.lastContact} /> : t`Never`,
              ],
              [t`Battery`, batteryWords(assignment.battery, locale)],
              [t`Strap`, strapWords(assignment.strap)],
              [
                t`Rhythm`,
                t`a fix every ${span(assignment.fixEvery)}, an upload every ${span(assignment.uploadEvery)}`,
              ],
            ]}
          />
        </article>
      ))}
    </Card>
  );
}

function DeviceNumber({
  of: { id, identifier },
}: {
  readonly of: PersonDetail['assignments'][number]['device'];
}) {
  const staff = useStaff();
  if (!may(staff, 'devices.read')) return <bdi>{identifier}</bdi>;
  return (
    <Link to="/devices/$id" params={{ id }}>
      <bdi>{identifier}</bdi>
    </Link>
  );
}

const unit = (count: number, name: string, locale: string) =>
  new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short' }).format(count);
