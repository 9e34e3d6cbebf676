import type { FittingDetail, PersonFittings } from '@attend/contracts/fittings';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, Navigate, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Page } from '../../ui/Page.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { useTitle } from '../shell/title.ts';
import { may, useStaff } from '../signed-in.tsx';
import { BeginStep } from './begin-step.tsx';
import { EndStep, GiveUp } from './end-step.tsx';
import { canKeep, keepKit, readKit } from './kept.ts';
import { useOffline } from './offline.ts';
import classes from './page.module.css';
import { fittingQuery, personFittingsQuery } from './queries.ts';
import { SignStep } from './sign-step.tsx';
import { CadenceStep, IdentityStep, TeachingStep } from './steps.tsx';
import { TestStep } from './test-step.tsx';
import { useFold } from './use-fold.ts';
import { resumed, useWork, type WorkHold } from './use-work.ts';
import { stepWords } from './view.ts';
import { type KeptStep, type StepState, stateOf, type Work } from './work.ts';

/** Whoever only reads fittings finds what is on record of them with the person. */
export function FittingPage() {
  const { person } = useParams({ from: '/fittings/$person' });
  return may(useStaff(), 'devices.write') ? (
    <GuidedFitting />
  ) : (
    <Navigate to="/people/$id" params={{ id: person }} search={{ part: 'devices' }} replace />
  );
}

/** One guided fitting, made for a phone or tablet in a hand. It goes on without a network, and sends later. */
function GuidedFitting() {
  const { person } = useParams({ from: '/fittings/$person' });
  useTitle(t`Fitting`);
  const opensOffline = useOffline();
  const { id: owner } = useStaff();
  const read = useQuery(personFittingsQuery(person));
  const [kept, setKept] = useState<PersonFittings | null>(null);
  const failed = read.error !== null;
  const { data } = read;
  const [keptKit, setKeptKit] = useState<PersonFittings | null>(null);
  useEffect(() => {
    if (data === undefined) return;
    void keepKit(owner, data).then(
      () => setKeptKit(data),
      () => undefined,
    );
  }, [owner, data]);
  useEffect(() => {
    if (failed) void readKit(owner, person).then(setKept, () => undefined);
  }, [owner, person, failed]);
  const kit = read.data ?? kept;
  if (kit === null) return read.error ? <Failed error={read.error} retry={read.refetch} page /> : <Waiting />;
  return (
    <Flow key={person} kit={kit} ready={opensOffline && canKeep() && (keptKit !== null || kept !== null)} />
  );
}

/** Each reading is a look on record; a device just closed is heard within some seconds. */
const askEvery = 5_000;

function Flow({ kit, ready }: { readonly kit: PersonFittings; readonly ready: boolean }) {
  const hold = useWork(kit);
  const { work } = hold;
  const begun = work?.sent.includes('begin') ?? false;
  const asked = useQuery({
    ...fittingQuery(work?.fitting ?? ''),
    enabled: begun,
    refetchInterval: (query) =>
      query.state.data?.status === 'under-way' && query.state.data.testedAt === null ? askEvery : false,
  });
  const of = begun ? (asked.data ?? null) : null;
  const elsewhere = kit.fittings.find(({ status, id }) => status === 'under-way' && id !== work?.fitting);
  const theirs = useQuery({
    ...fittingQuery(elsewhere?.id ?? ''),
    enabled: elsewhere !== undefined && !begun,
  });
  // A person is in one fitting at a time (FIT-4): beside another nothing is begun. What was written here without a network goes on.
  const other =
    !begun && work?.writes.length === 0 && theirs.data?.status === 'under-way' ? theirs.data : null;
  if (work === null || theirs.isLoading) return <Waiting />;
  const { name, reference } = kit.person;
  return (
    <Page
      title={t`Fitting`}
      lead={
        <>
          <span className={classes.crumb}>
            <Link
              to="/people/$id"
              params={{ id: kit.participant }}
              search={{ part: 'devices' }}
              preload={false}
            >
              {name}
            </Link>
          </span>{' '}
          · {reference}
        </>
      }
    >
      <div className={classes.stack}>
        {ready && <p className={classes.ready}>{t`This page now opens without a network, too.`}</p>}
        {(hold.away || work.writes.length > 0) && (
          <p className={classes.away} role="status">
            {canKeep() && !hold.kept ? (
              <Trans>Not sent yet: {work.writes.length}. It is being kept here.</Trans>
            ) : canKeep() ? (
              <Trans>
                Not sent yet: {work.writes.length}. It is kept here and sent as soon as the server answers,
                each once.
              </Trans>
            ) : (
              <Trans>
                Not sent yet: {work.writes.length}. This page is not served securely: nothing is kept when it
                is closed.
              </Trans>
            )}
          </p>
        )}
        {other !== null ? (
          <Elsewhere of={other} take={() => hold.take(resumed(kit, other))} />
        ) : (
          <Steps {...{ kit, hold, work, of }} />
        )}
      </div>
    </Page>
  );
}

type StepsProps = {
  readonly kit: PersonFittings;
  readonly hold: WorkHold;
  readonly work: Work;
  readonly of: FittingDetail | null;
};
function Steps({ kit, hold: page, work, of }: StepsProps) {
  const missing = of?.missing ?? null;
  const waits = kit.agreements.length > 0;
  const state = (step: KeptStep): StepState => {
    const stands = stateOf(work, step, missing);
    // Nothing waits to be signed: there is nothing to do there.
    return step === 'agreement' && stands === 'to-do' && !waits ? 'done' : stands;
  };
  const { fold, hold, goOn } = useFold(page, of, state);
  const given = { hold, work, fold };
  return (
    <>
      <BeginStep state={state('begin')} kit={kit} {...given} />
      <IdentityStep state={state('identity')} {...given} />
      <TestStep of={of} passed={() => goOn('self-test')} />
      <TeachingStep state={state('teaching')} languages={kit.languages} {...given} />
      <SignStep state={state('agreement')} kit={kit} {...given} />
      <CadenceStep state={state('check-ins')} proposed={of?.proposedWeeks ?? null} {...given} />
      <EndStep {...{ of, hold, work }} />
    </>
  );
}

type ElsewhereProps = { readonly of: FittingDetail; readonly take: () => void };
/** Begun in another browser, or by somebody else. */
function Elsewhere({ of: { id, own, begunBy, device, missing }, take }: ElsewhereProps) {
  const [givingUp, setGivingUp] = useState(false);
  const client = useQueryClient();
  return (
    <div className={classes.away}>
      <p role="status">
        <Trans>
          {begunBy} began a fitting of device <bdi>{device.identifier}</bdi>.
        </Trans>{' '}
        {missing.length > 0 && (
          <>
            <Trans>Still to do:</Trans> {missing.map(stepWords).join(', ')}.
          </>
        )}
      </p>
      {!own && (
        <p>
          <Trans>Whoever began it ends it. For another fitting give this one up first.</Trans>
        </p>
      )}
      <div className={classes.bar}>
        {own && (
          <Button onClick={take}>
            <Trans>Go on with it here</Trans>
          </Button>
        )}
        <Button variant="default" onClick={() => setGivingUp(true)}>
          <Trans>Give it up…</Trans>
        </Button>
      </div>
      {givingUp && (
        <GiveUp id={id} over={() => void client.invalidateQueries()} close={() => setGivingUp(false)} />
      )}
    </div>
  );
}
