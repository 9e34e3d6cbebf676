import type { AlertDetail } from '@attend/contracts/alerts';
import { t } from '@lingui/core/macro';
import { IconMapOff } from '@tabler/icons-react';
import { useEffect, useMemo, useRef } from 'react';
import { Card } from '../../ui/Card.tsx';
import { Metres } from '../../ui/Metres.tsx';
import { MapLegend } from '../../ui/map/MapLegend.tsx';
import { MapView } from '../../ui/map/MapView.tsx';
import { Moment } from '../../ui/When.tsx';
import { sourceWords } from '../../ui/words/devices.ts';
import classes from './page.module.css';
import { mapOf } from './view.ts';

/** Where it was, so far as the order permits: map and table say the same. */
export function Where({ alert }: { readonly alert: AlertDetail }) {
  const content = useMemo(() => mapOf(alert), [alert]);
  const nothing = content.fixes.length === 0 && content.zones.length === 0;
  return (
    <Card title={t`Where`} flush>
      {!alert.movement.permitted && (
        <p className={classes.withheld} style={{ padding: '0 1rem 0.8rem' }}>
          <IconMapOff size={19} aria-hidden />
          {alert.movement.why}
        </p>
      )}
      {nothing ? (
        alert.movement.permitted && (
          <p
            className={classes.withheld}
            style={{ padding: '0 1rem 1rem' }}
          >{t`No position is known around this alert.`}</p>
        )
      ) : (
        <>
          <MapView
            content={content}
            label={t`Map of the alert; the table below lists the same fixes`}
            height="23rem"
          />
          <MapLegend content={content} />
        </>
      )}
      {alert.movement.fixes.length > 0 && <FixTable fixes={alert.movement.fixes} />}
    </Card>
  );
}

function FixTable({ fixes }: { readonly fixes: AlertDetail['movement']['fixes'] }) {
  const holder = useRef<HTMLElement>(null);
  // The fixes that the alert rests on stand in sight, a little context above them.
  useEffect(() => {
    const first = holder.current?.querySelector<HTMLElement>('tr[data-evidence]');
    if (first && holder.current) holder.current.scrollTop = first.offsetTop - 5 * first.offsetHeight;
  }, []);
  const inOrder = [...fixes].sort((a, b) => Date.parse(a.time) - Date.parse(b.time));
  let number = 0;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section ref={holder} className={classes.fixes} tabIndex={0} aria-label={t`Fixes in order of time`}>
      <table className={classes.plain}>
        <thead>
          <tr>
            {[t`No.`, t`Time`, t`Position`, t`Within`, t`Source`].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {inOrder.map((fix) => {
            if (fix.evidence) number += 1;
            return (
              <tr key={`${fix.time} ${fix.lat} ${fix.lon}`} data-evidence={fix.evidence || undefined}>
                <td>{fix.evidence ? number : '–'}</td>
                <td>
                  <Moment at={fix.time} seconds />
                </td>
                <td>
                  <bdi>
                    {fix.lat.toFixed(5)}, {fix.lon.toFixed(5)}
                  </bdi>
                </td>
                <td>
                  <Metres value={fix.accuracy} />
                </td>
                <td>{sourceWords(fix.source)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
