import type { ExceptionView, OrderCondition, PersonOrders } from '@attend/contracts/orders';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { serverNow } from '../../ui/clock.ts';
import { currentLocale } from '../../ui/language.tsx';
import type { MapContent, MapZone } from '../../ui/map/content.ts';
import { MapLegend } from '../../ui/map/MapLegend.tsx';
import { MapView } from '../../ui/map/MapView.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { conditionKindWords, exceptionWords } from '../../ui/words/devices.ts';
import { timetableWords } from '../person/timetable.ts';
import { DecideDialog } from '../requests/decide-dialog.tsx';
import { RequestDialog } from '../requests/request-dialog.tsx';
import { askedWords } from '../requests/view.ts';
import { asItStands } from '../shell/stands.tsx';
import { askConditionEnd, askExceptionWithdrawal } from './commands.tsx';
import { ConditionDialog } from './condition-dialog.tsx';
import { ComingWeek } from './curfew-field.tsx';
import classes from './page.module.css';
import { TextDialog } from './text-dialog.tsx';
import { Dates } from './versions.tsx';

type Part = 'now' | 'later' | 'over';
function partOf({ holds, endedAt }: OrderCondition, now: number): Part {
  if (holds === null || endedAt !== null) return 'over';
  if (Date.parse(holds.from) > now) return 'later';
  return holds.to !== null && Date.parse(holds.to) <= now ? 'over' : 'now';
}

/** What clauses permit and somebody set: zones and curfews, with the exceptions from them. */
export function Conditions({ of, writes }: { readonly of: PersonOrders; readonly writes: boolean }) {
  const [setting, setSetting] = useState(false);
  const [doing, setDoing] = useState<Doing | null>(null);
  const [passing, setPassing] = useState<OrderCondition | null>(null);
  const conditions = of.orders.flatMap((order) => order.conditions);
  const passes = conditions.flatMap(({ exceptions }) => exceptions);
  const close = () => setDoing(null);
  const zones = useMemo((): readonly MapZone[] => {
    const now = serverNow();
    return of.orders
      .flatMap((order) => order.conditions)
      .filter((condition) => partOf(condition, now) !== 'over')
      .map(({ reference, name, kind, area }) => ({ id: reference, name: name ?? reference, kind, area }));
  }, [of]);
  return (
    <>
      <Card
        title={t`Conditions`}
        aside={
          writes && (
            <Button
              variant="default"
              size="compact-md"
              data-open="condition"
              onClick={() => setSetting(true)}
            >
              <Trans>Set a zone or curfew…</Trans>
            </Button>
          )
        }
      >
        {conditions.length === 0 && <p className={classes.dim}>{t`None.`}</p>}
        {conditions.map((condition) => (
          <Condition key={condition.id} of={condition} {...{ writes, act: setDoing, pass: setPassing }} />
        ))}
      </Card>
      <ZonesMap of={zones} />
      {setting && <ConditionDialog person={of.participant} others={zones} close={() => setSetting(false)} />}
      {doing?.what === 'end' && (
        <TextDialog of={askConditionEnd(asItStands(conditions, doing.of).of)} close={close} />
      )}
      {doing?.what === 'take-back' && (
        <TextDialog
          of={askExceptionWithdrawal(doing.condition, asItStands(passes, doing.of).of)}
          close={close}
        />
      )}
      {passing && (
        <RequestDialog person={of.participant} condition={passing} close={() => setPassing(null)} />
      )}
      {doing?.what === 'decide' && <DecideDialog of={asItStands(passes, doing.of).of} close={close} />}
    </>
  );
}

function ZonesMap({ of }: { readonly of: readonly MapZone[] }) {
  const content = useMemo((): MapContent => ({ zones: of, fixes: [], gaps: [], focus: null }), [of]);
  if (of.length === 0) return null;
  return (
    <Card title={t`Zones`} flush>
      <MapView
        content={content}
        label={t`Map of the zones that hold now; the conditions beside it name them`}
      />
      <MapLegend content={content} />
    </Card>
  );
}

type Doing =
  | { readonly what: 'end'; readonly of: OrderCondition }
  | { readonly what: 'decide'; readonly of: ExceptionView }
  | { readonly what: 'take-back'; readonly of: ExceptionView; readonly condition: string };
type Acts = { readonly act: (doing: Doing) => void; readonly writes: boolean };

function Condition({
  of,
  writes,
  act,
  pass,
}: Acts & { of: OrderCondition; pass: (of: OrderCondition) => void }) {
  const locale = currentLocale();
  const part = partOf(of, serverNow());
  const { reference } = of;
  const granted = of.exceptions.filter(({ status }) => status === 'granted');
  return (
    <article className={classes.part}>
      <h3>
        {conditionKindWords(of.kind)}
        {of.name ? `: ${of.name}` : ''}
        {part !== 'now' && <Tag>{part === 'later' ? t`not yet` : t`ended`}</Tag>}
      </h3>
      <ul className={classes.lines}>
        {of.timetable.map((entry) => (
          <li key={JSON.stringify(entry)}>{timetableWords(entry, locale)}</li>
        ))}
        <li>
          <Dates from={of.holds?.from ?? of.from} to={of.endedAt ?? (of.holds ? of.holds.to : of.to)} />
        </li>
        <li className={classes.dim}>
          <Trans>
            {reference}, permitted by clause {of.clause}
          </Trans>
        </li>
        {of.exceptions.map((exception) => (
          <Exception key={exception.id} of={exception} condition={of.id} {...{ writes, act }} />
        ))}
        {of.forMany.map(({ from, to, reason }) => (
          <li key={`${from} ${reason}`}>
            <Trans>Granted to many:</Trans> <Dates from={from} to={to} /> · <bdi>{reason}</bdi>
          </li>
        ))}
      </ul>
      {of.kind === 'curfew' && part === 'now' && (
        <details>
          <summary>{t`The coming week`}</summary>
          <ComingWeek
            timetable={of.timetable}
            exceptions={[...granted, ...of.forMany].map(({ from, to }) => ({ from, to }))}
          />
        </details>
      )}
      {writes && part !== 'over' && (
        <div className={classes.bar}>
          <Button
            variant="default"
            size="compact-sm"
            aria-label={t`Exception from ${reference}`}
            onClick={() => pass(of)}
          >
            <Trans>Exception…</Trans>
          </Button>
          <Button
            variant="default"
            size="compact-sm"
            aria-label={t`End ${reference}`}
            onClick={() => act({ what: 'end', of })}
          >
            <Trans>End…</Trans>
          </Button>
        </div>
      )}
    </article>
  );
}

function Exception({
  of,
  condition,
  writes,
  act,
}: Acts & { readonly of: ExceptionView; readonly condition: string }) {
  const { asked, wished } = of;
  const isOver = Date.parse(of.to) <= serverNow();
  return (
    <li>
      {exceptionWords(of.status)}: <Dates from={of.from} to={of.to} /> · <bdi>{of.reason}</bdi>
      {of.decisionReason && (
        <span className={classes.dim}>
          {' '}
          (<bdi>{of.decisionReason}</bdi>)
        </span>
      )}
      {asked && <span className={classes.dim}> · {askedWords(asked, currentLocale())}</span>}
      {wished && (
        <span className={classes.dim}>
          {' · '}
          <Trans>
            asked for: <Dates from={wished.from} to={wished.to} />
          </Trans>
        </span>
      )}{' '}
      {writes && of.status === 'asked' && (
        <Button variant="default" size="compact-sm" onClick={() => act({ what: 'decide', of })}>
          <Trans>Decide…</Trans>
        </Button>
      )}{' '}
      {writes && (of.status === 'asked' || (of.status === 'granted' && !isOver)) && (
        <Button variant="default" size="compact-sm" onClick={() => act({ what: 'take-back', of, condition })}>
          <Trans>Take back…</Trans>
        </Button>
      )}
    </li>
  );
}
