import type { Movement, PersonDetail } from '@attend/contracts/people';
import { plural, t } from '@lingui/core/macro';
import { ActionIcon, NativeSelect } from '@mantine/core';
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { useKeys } from '../../ui/keys.ts';
import { currentLocale } from '../../ui/language.tsx';
import { MapLegend } from '../../ui/map/MapLegend.tsx';
import { MapView } from '../../ui/map/MapView.tsx';
import { formatMoment, formatSpan } from '../../ui/time.ts';
import { useTimezone } from '../../ui/zone.tsx';
import type { MovementRequest } from '../queries.ts';
import { FixTable } from './fix-table.tsx';
import classes from './movement.module.css';
import { gapTotal, movementMap, movementRows, pointsOf, zonesOf } from './view.ts';

type Props = {
  readonly detail: PersonDetail;
  readonly request: MovementRequest;
  readonly movement: Movement;
};

/** The fixes as a table, the same on a map, and a slider that goes through them in time. */
export function Trail({ detail, request, movement }: Props) {
  const locale = currentLocale();
  const points = useMemo(() => pointsOf(movement), [movement]);
  const rows = useMemo(() => movementRows(movement), [movement]);
  const base = useMemo(
    () =>
      movementMap(
        movement,
        zonesOf(detail.conditions, Date.parse(request.from), Date.parse(request.to)),
        locale,
      ),
    [movement, detail.conditions, request, locale],
  );
  const [at, setAt] = useState(0);
  const content = useMemo(
    () => ({ ...base, focus: points.length > 0 ? at : null }),
    [base, at, points.length],
  );
  const step = (by: number) => setAt((now) => Math.min(points.length - 1, Math.max(0, now + by)));
  useKeys({ j: () => step(1), k: () => step(-1) }, points.length > 0);

  const fixes = plural(points.length, { one: '# fix', other: '# fixes' });
  const gaps = movement.gaps.length;
  const unknown = formatSpan(gapTotal(movement.gaps), locale);
  const summary = gaps === 0 ? fixes : t`${fixes}; in ${unknown} no position is known`;
  return (
    <div className={classes.columns}>
      <Card title={t`Fixes`} aside={<span role="status">{summary}</span>} flush>
        <FixTable rows={rows} at={at} choose={setAt} />
      </Card>
      <Card title={t`Map`} flush>
        <MapView
          content={content}
          label={t`Map of the movement; the table lists the same fixes`}
          height={mapHeight}
          onPick={setAt}
        />
        {points.length > 0 && <Player points={points} at={at} choose={setAt} />}
        <MapLegend content={base} />
      </Card>
    </div>
  );
}

/** So high that map and slider are in sight together on a small laptop. */
const mapHeight = 'clamp(19rem, calc(100dvh - 35rem), 36rem)';

type PlayerProps = {
  readonly points: Movement['points'];
  readonly at: number;
  readonly choose: (index: number) => void;
};

function Player({ points, at, choose }: PlayerProps) {
  const zone = useTimezone();
  const locale = currentLocale();
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState('5');
  const ended = at >= points.length - 1;
  useEffect(() => {
    if (!playing) return;
    if (ended) {
      setPlaying(false);
      return;
    }
    const timer = setTimeout(() => choose(at + 1), 1_000 / Number(speed));
    return () => clearTimeout(timer);
  }, [playing, ended, at, speed, choose]);
  const point = points[at];
  const time = point ? formatMoment(Date.parse(point.time), Date.parse(point.time), zone, locale, true) : '';
  return (
    <div className={classes.player}>
      <ActionIcon
        size="lg"
        variant="filled"
        aria-label={playing ? t`Pause` : t`Play`}
        onClick={() => {
          if (!playing && ended) choose(0);
          setPlaying(!playing);
        }}
      >
        {playing ? (
          <IconPlayerPauseFilled size={18} aria-hidden />
        ) : (
          <IconPlayerPlayFilled size={18} aria-hidden />
        )}
      </ActionIcon>
      <input
        type="range"
        aria-label={t`Time`}
        aria-valuetext={time}
        min={0}
        max={points.length - 1}
        value={at}
        onChange={(event) => {
          setPlaying(false);
          choose(Number(event.currentTarget.value));
        }}
      />
      <output>
        <bdi>{time}</bdi> · {at + 1}/{points.length}
      </output>
      <NativeSelect
        size="xs"
        aria-label={t`Fixes a second`}
        value={speed}
        onChange={(event) => setSpeed(event.currentTarget.value)}
        data={['2', '5', '15', '40'].map((value) => ({ value, label: t`${value} a second` }))}
      />
    </div>
  );
}
