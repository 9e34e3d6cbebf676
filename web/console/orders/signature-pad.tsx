import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { type PointerEvent, useRef } from 'react';
import classes from './page.module.css';

export type Stroke = [number, number][];
type Props = { readonly value: readonly Stroke[]; readonly onChange: (next: readonly Stroke[]) => void };

const [width, height] = [1000, 300] as const;
const most = { strokes: 60, points: 500 } as const;

/** A field to sign in by hand. Who cannot or will not draw chooses another way beside it. */
export function SignaturePad({ value, onChange }: Props) {
  const drawing = useRef<number | null>(null);
  const pointOf = (event: PointerEvent<SVGSVGElement>): [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    const along = (at: number, size: number, whole: number) =>
      Math.max(0, Math.min(whole, Math.round((at / size) * whole)));
    return [
      along(event.clientX - box.left, box.width, width),
      along(event.clientY - box.top, box.height, height),
    ];
  };
  const begin = (event: PointerEvent<SVGSVGElement>) => {
    if (value.length >= most.strokes) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drawing.current = event.pointerId;
    onChange([...value, [pointOf(event)]]);
  };
  const draw = (event: PointerEvent<SVGSVGElement>) => {
    const last = value.at(-1);
    if (drawing.current !== event.pointerId || last === undefined || last.length >= most.points) return;
    onChange([...value.slice(0, -1), [...last, pointOf(event)]]);
  };
  return (
    <div>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        className={classes.pad}
        role="img"
        aria-label={t`Field for the signature`}
        onPointerDown={begin}
        onPointerMove={draw}
        onPointerUp={() => {
          drawing.current = null;
        }}
      >
        <Strokes of={value} />
      </svg>
      <Button variant="default" size="compact-sm" onClick={() => onChange([])} disabled={value.length === 0}>
        <Trans>Draw it again</Trans>
      </Button>
    </div>
  );
}

function Strokes({ of }: { readonly of: readonly (readonly (readonly [number, number])[])[] }) {
  return of.map((stroke, index) => (
    <polyline
      // biome-ignore lint/suspicious/noArrayIndexKey: a stroke is known by its place alone.
      key={index}
      points={stroke.map(([x, y]) => `${x},${y}`).join(' ')}
      fill="none"
      stroke="#111"
      strokeWidth={5}
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  ));
}

export function DrawnSignature({ of, name }: { readonly of: readonly Stroke[]; readonly name: string }) {
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      className={classes.shown}
      role="img"
      aria-label={t`Signature of ${name}`}
    >
      <Strokes of={of} />
    </svg>
  );
}
