import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { SayProvider } from '../../ui/Say.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { TimezoneContext } from '../../ui/zone.tsx';
import { LiveProvider } from '../live/live.tsx';
import { sessionQuery } from '../queries.ts';
import { SignedIn } from '../signed-in.tsx';
import { Shell } from './shell.tsx';

const FirstRunPage = lazy(() =>
  import('../first-run/page.tsx').then((page) => ({ default: page.FirstRunPage })),
);
const SignInPage = lazy(() => import('../sign-in/page.tsx').then((page) => ({ default: page.SignInPage })));
const SecondFactorPage = lazy(() =>
  import('../second-factor/page.tsx').then((page) => ({ default: page.SecondFactorPage })),
);
const EnrolmentPage = lazy(() =>
  import('../second-factor-enrolment/page.tsx').then((page) => ({ default: page.EnrolmentPage })),
);

/** What stands before every page: who is there. The address stays as it is, so that after signing in one is where one was. */
export function SessionGate() {
  const session = useQuery(sessionQuery);
  const [wasIn, setWasIn] = useState(false);
  const state = session.data?.state;
  useEffect(() => {
    if (state === 'signed-in') setWasIn(true);
  }, [state]);

  if (!session.data)
    return session.error ? <Failed error={session.error} retry={session.refetch} page /> : <Waiting />;
  if (session.data.state === 'signed-in') {
    const { staff } = session.data;
    return (
      <SignedIn value={staff} key={staff.id}>
        <TimezoneContext value={staff.programme.timezone}>
          <LiveProvider>
            <SayProvider>
              <Shell />
            </SayProvider>
          </LiveProvider>
        </TimezoneContext>
      </SignedIn>
    );
  }
  return (
    <Suspense fallback={<Waiting />}>
      {session.data.state === 'first-run' && <FirstRunPage />}
      {session.data.state === 'signed-out' && <SignInPage ended={wasIn} />}
      {session.data.state === 'second-factor' && <SecondFactorPage />}
      {session.data.state === 'second-factor-enrolment' && <EnrolmentPage />}
    </Suspense>
  );
}
