import type { PersonDetail } from '@attend/contracts/people';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { IconMapOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { type FormEvent, useId, useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { serverNow } from '../../ui/clock.ts';
import { DateTimeField } from '../../ui/DateField.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { wallClock } from '../../ui/time.ts';
import { type MovementRequest, movementQuery } from '../queries.ts';
import { checkMovement, type MovementFields } from './form.ts';
import classes from './movement.module.css';
import { Trail } from './trail.tsx';

const usual = 12 * 3_600_000;

/** Where somebody was: asked for with a purpose, for a span, and only as far as the order permits. */
export function MovementPart({ detail }: { readonly detail: PersonDetail }) {
  const search = useSearch({ from: '/people/$id' });
  const zone = detail.timezone;
  const [fields, setFields] = useState<MovementFields>(() => ({
    from: wallClock(search.from ? Date.parse(search.from) : serverNow() - usual, zone),
    to: wallClock(search.to ? Date.parse(search.to) : serverNow(), zone),
    purpose: '',
  }));
  const [errors, setErrors] = useState<Partial<Record<keyof MovementFields, string>>>({});
  const [asked, setAsked] = useState<MovementRequest | null>(null);
  const ask = (event: FormEvent) => {
    event.preventDefault();
    const checked = checkMovement(fields, zone);
    setErrors(checked.ok ? {} : checked.errors);
    if (checked.ok) setAsked(checked.value);
  };
  const set = (change: Partial<MovementFields>) => setFields({ ...fields, ...change });
  return (
    <>
      <Card title={t`Movement`}>
        <p className={classes.why}>
          <Trans>
            Say why you look. It is recorded with your name, and {detail.person.name} can read it. Times are
            those of {zone.replaceAll('_', ' ')}.
          </Trans>
        </p>
        <form className={classes.ask} onSubmit={ask} noValidate>
          <DateTimeField
            label={t`From`}
            value={fields.from}
            error={errors.from}
            onChange={(value) => set({ from: value })}
          />
          <DateTimeField
            label={t`To`}
            value={fields.to}
            error={errors.to}
            onChange={(value) => set({ to: value })}
          />
          <Purpose value={fields.purpose} error={errors.purpose} change={(purpose) => set({ purpose })} />
          <Button type="submit">
            <Trans>Show</Trans>
          </Button>
        </form>
      </Card>
      {asked && <Asked detail={detail} request={asked} key={JSON.stringify(asked)} />}
    </>
  );
}

type PurposeProps = {
  readonly value: string;
  readonly error: string | undefined;
  readonly change: (purpose: string) => void;
};

/** Usual purposes to choose from, in a native list: it works by keyboard and reads aloud everywhere. */
function Purpose({ value, error, change }: PurposeProps) {
  const list = useId();
  return (
    <>
      <TextInput
        label={t`Why do you look?`}
        list={list}
        value={value}
        error={error}
        maxLength={200}
        onChange={(event) => change(event.currentTarget.value)}
      />
      <datalist id={list}>
        {[
          t`Working an alert`,
          t`Check-in`,
          t`Preparing a hearing`,
          t`The participant asked`,
          t`Checking the device`,
        ].map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
    </>
  );
}

function Asked({ detail, request }: { readonly detail: PersonDetail; readonly request: MovementRequest }) {
  const movement = useQuery(movementQuery(detail.person.id, request));
  if (!movement.data)
    return movement.error ? <Failed error={movement.error} retry={movement.refetch} /> : <Waiting />;
  if (!movement.data.permitted) {
    return (
      <p className={classes.not} role="status">
        <IconMapOff size={22} aria-hidden />
        {movement.data.why}
      </p>
    );
  }
  return <Trail detail={detail} request={request} movement={movement.data} />;
}
