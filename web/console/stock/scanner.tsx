import type { Scanned } from '@attend/contracts/stock';
import { t } from '@lingui/core/macro';
import { Button, TextInput } from '@mantine/core';
import { IconCamera } from '@tabler/icons-react';
import { lazy, Suspense, useRef, useState } from 'react';
import type { z } from 'zod';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { request } from '../../ui/api/request.ts';
import { Waiting } from '../../ui/State.tsx';
import { unsentWords } from '../../ui/words/failures.ts';
import classes from './page.module.css';
import { scanWords } from './view.ts';

const Camera = lazy(() => import('./camera.tsx').then((part) => ({ default: part.Camera })));

type Heard = {
  readonly n: number;
  readonly identifier: string;
  readonly good: boolean;
  readonly text: string;
};
/** The last few, so that somebody with their eyes on the parcel can look up what was said. */
const shownAtOnce = 8;

/** Scans one after the other, in the order in which they were read: a scanner is faster than a network. */
export function useScans<S extends z.ZodType<Scanned>>(
  path: string,
  schema: S,
  more: object,
  after: (answer: z.output<S>) => void,
) {
  const [heard, setHeard] = useState<readonly Heard[]>([]);
  const [waiting, setWaiting] = useState(0);
  const line = useRef(Promise.resolve());
  const count = useRef(0);
  const say = (identifier: string, good: boolean, text: string) => {
    count.current += 1;
    const one = { n: count.current, identifier, good, text };
    setHeard((was) => [one, ...was].slice(0, shownAtOnce));
  };
  const send = async (identifier: string) => {
    const answer = await request(path, schema, { method: 'POST', body: { identifier, ...more } });
    setWaiting((was) => was - 1);
    if (!answer.ok) return say(identifier, false, failed(answer.error));
    const { good, text } = scanWords(answer.value);
    say(answer.value.identifier, good, text);
    after(answer.value);
  };
  return {
    heard,
    waiting,
    scan: (text: string) => {
      const identifier = text.trim();
      if (identifier === '') return;
      setWaiting((was) => was + 1);
      line.current = line.current.then(() => send(identifier));
    },
  };
}
const failed = (failure: ApiFailure): string => unsentWords(failure);

type Props = {
  readonly label: string;
  readonly scans: Pick<ReturnType<typeof useScans>, 'heard' | 'waiting' | 'scan'>;
};

/** A field that a scanner types into, ended by its Enter; or a camera, where there is one. */
export function Scanner({ label, scans }: Props) {
  const [typed, setTyped] = useState('');
  const [camera, setCamera] = useState(false);
  const [last] = scans.heard;
  return (
    <div className={classes.scanner}>
      <form
        className={classes.field}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          scans.scan(typed);
          setTyped('');
        }}
      >
        <TextInput
          label={label}
          description={t`A scanner types here by itself. A number can be typed too.`}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
        />
        <Button type="submit">{t`Scan`}</Button>
        <Button
          variant="default"
          leftSection={<IconCamera size={16} aria-hidden />}
          aria-expanded={camera}
          onClick={() => setCamera(!camera)}
        >
          {camera ? t`Close the camera` : t`Use the camera`}
        </Button>
      </form>
      {camera && (
        <Suspense fallback={<Waiting />}>
          <Camera read={scans.scan} />
        </Suspense>
      )}
      <p className={classes.said} role="status" data-good={last?.good ?? true}>
        {last === undefined ? '' : `${last.identifier}: ${last.text}`}
        {scans.waiting > 0 && ` …`}
      </p>
      {scans.heard.length > 1 && (
        <ol className={classes.heard} reversed aria-label={t`Scanned before`}>
          {scans.heard.slice(1).map(({ n, identifier, good, text }) => (
            <li key={n} data-good={good}>
              <bdi>{identifier}</bdi>: {text}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
