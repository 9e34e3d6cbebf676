import { Trans } from '@lingui/react/macro';
import { Button, Loader } from '@mantine/core';
import { IconEyeOff, IconPlugConnectedX, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { type ApiFailure, isApiFailure } from './api/failure.ts';
import classes from './State.module.css';
import { failureWords } from './words/failures.ts';

type EmptyProps = {
  readonly icon?: ReactNode;
  readonly title: string;
  /** It is all there is on the page. */
  readonly page?: boolean;
  readonly children?: ReactNode;
};

/** Nothing to show, and why that is so. */
export function Empty({ icon, title, page = false, children }: EmptyProps) {
  const Heading = page ? 'h1' : 'h2';
  return (
    <div className={classes.panel}>
      {icon}
      <Heading>{title}</Heading>
      {children}
    </div>
  );
}

export function Waiting() {
  return (
    <div className={classes.waiting} role="status">
      <Loader size="sm" aria-hidden />
      <Trans>Reading…</Trans>
    </div>
  );
}

const asFailure = (error: unknown): ApiFailure =>
  isApiFailure(error) ? error : { kind: 'unreadable', status: 0, detail: String(error) };

type FailedProps = {
  readonly error: unknown;
  readonly retry?: () => void;
  /** It is all there is on the page. */
  readonly page?: boolean;
};

/** An API that does not answer shows as that, never as an empty list. */
export function Failed({ error, retry, page = false }: FailedProps) {
  const failure = asFailure(error);
  const words = failureWords(failure);
  // What is not there, or may not be seen, is no matter of the connection, and asking again does not change it.
  const isAnswer = failure.kind === 'refused' && (failure.status === 404 || failure.status === 403);
  const Icon = isAnswer ? IconEyeOff : IconPlugConnectedX;
  const Heading = page ? 'h1' : 'h2';
  return (
    <div className={`${classes.panel} ${isAnswer ? '' : classes.trouble}`} role="alert">
      <Icon size={36} stroke={1.5} aria-hidden />
      <Heading>{words.title}</Heading>
      <p>{words.detail}</p>
      {retry && !isAnswer && (
        <Button variant="default" leftSection={<IconRefresh size={16} aria-hidden />} onClick={retry}>
          <Trans>Try now</Trans>
        </Button>
      )}
    </div>
  );
}
