import type { Position } from '@attend/kernel';
import { Trans } from '@lingui/react/macro';
import { useComputedColorScheme } from '@mantine/core';
import { type CSSProperties, useEffect, useRef, useState } from 'react';
import type { MapContent } from './content.ts';
import type { DrawnMap } from './drawn-map.ts';
import classes from './MapView.module.css';
import { Sketch } from './sketch.tsx';

type Props = {
  readonly content: MapContent;
  /** What the map shows, for those who do not see it; the table beside it says the same in full. */
  readonly label: string;
  readonly height?: string;
  readonly onPick?: (index: number) => void;
  /** Somebody clicked on a place: a zone is being drawn. The view then stays where it is. */
  readonly onPlace?: (at: Position) => void;
};

const hasWebGl = (() => {
  let known: boolean | null = null;
  return () => {
    known ??= document.createElement('canvas').getContext('webgl2') !== null;
    return known;
  };
})();

/** The map that explains the table beside it. It is fetched only where one is shown. */
export function MapView({ content, label, height = '24rem', onPick, onPlace }: Props) {
  const scheme = useComputedColorScheme('light');
  const [drawn, setDrawn] = useState(hasWebGl);
  const { holder, tooClose, ready } = useDrawnMap(
    content,
    scheme,
    drawn,
    () => setDrawn(false),
    onPick,
    onPlace,
  );
  return (
    <section
      className={classes.frame}
      style={{ '--map-height': height } as CSSProperties}
      aria-label={label}
      data-map={drawn ? (ready ? 'ready' : 'loading') : 'sketch'}
    >
      {drawn ? (
        <div className={classes.map} ref={holder} />
      ) : (
        <div className={classes.sketch}>
          <Sketch content={content} label={label} scheme={scheme} />
        </div>
      )}
      {drawn && (
        <div className={classes.printed}>
          <Sketch content={content} label={label} scheme="light" />
        </div>
      )}
      {!drawn && (
        <p className={classes.note}>
          <Trans>A sketch to scale: this browser draws no maps.</Trans>
        </p>
      )}
      {drawn && tooClose && (
        <p className={classes.note}>
          <Trans>The base map is coarse: this close it shows no lines. All else is to scale.</Trans>
        </p>
      )}
    </section>
  );
}

function useDrawnMap(
  content: MapContent,
  scheme: 'light' | 'dark',
  wanted: boolean,
  fail: () => void,
  onPick: ((index: number) => void) | undefined,
  onPlace: ((at: Position) => void) | undefined,
) {
  const holder = useRef<HTMLDivElement>(null);
  const map = useRef<DrawnMap | null>(null);
  const [tooClose, setTooClose] = useState(false);
  const [ready, setReady] = useState(false);
  const latest = useRef({ content, scheme, onPick, onPlace, fail });
  latest.current = { content, scheme, onPick, onPlace, fail };

  useEffect(() => {
    if (!wanted) return;
    let left = false;
    import('./drawn-map.ts')
      .then((module) => {
        if (left || !holder.current) return;
        map.current = new module.DrawnMap(holder.current, latest.current.content, latest.current.scheme, {
          tooClose: setTooClose,
          picked: (index) => latest.current.onPick?.(index),
          ready: () => setReady(true),
          ...(latest.current.onPlace ? { placed: (at: Position) => latest.current.onPlace?.(at) } : {}),
        });
      })
      // No WebGL after all, or the file could not be fetched: the sketch says the same.
      .catch(() => latest.current.fail());
    return () => {
      left = true;
      map.current?.close();
      map.current = null;
    };
  }, [wanted]);

  useEffect(() => map.current?.show(content, scheme), [content, scheme]);
  return { holder, tooClose, ready };
}
