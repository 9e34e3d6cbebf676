import type { SignedInStaff } from '@attend/contracts/session';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { dropDraftsOfOthers } from '../../ui/draft.ts';
import { watchFocus } from '../../ui/focus.ts';
import { SayProvider } from '../../ui/Say.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { tellTimesIn } from '../../ui/words/told.ts';
import { TimezoneContext } from '../../ui/zone.tsx';
import { agencyPath } from '../agency/path.ts';
import { LiveProvider } from '../live/live.tsx';
import { sessionQuery } from '../queries.ts';
import { SignedIn } from '../signed-in.tsx';
import { StepUpProvider } from '../step-up/provider.tsx';
import { Shell } from './shell.tsx';

const FirstRunPage = lazy(() =>
  import('../first-run/page.tsx').then((page) => ({ default: page.FirstRunPage })),
);
const SignInPage = lazy(() => import('../sign-in/page.tsx').then((page) => ({ default: page.SignInPage })));
const SecondFactorPage = lazy(() =>
  import('../second-factor/page.tsx').then((page) => ({ default: page.SecondFactorPage })),
);
const InvitationPage = lazy(() =>
  import('../invitation/page.tsx').then((page) => ({ default: page.InvitationPage })),
);
const AgencyPage = lazy(() => import('../agency/page.tsx').then((page) => ({ default: page.AgencyPage })));
const EnrolmentPage = lazy(() =>
  import('../second-factor-enrolment/page.tsx').then((page) => ({ default: page.EnrolmentPage })),
);

/** What stands before every page: who is there. The address stays as it is, so that after signing in one is where one was. */
export function SessionGate() {
  const session = useQuery(sessionQuery);
  const { pathname } = useLocation();
  const [wasIn, setWasIn] = useState(false);
  useEffect(watchFocus, []);
  const signedIn = session.data?.state === 'signed-in' ? session.data.staff.id : null;
  const zone = session.data?.state === 'signed-in' ? session.data.staff.programme.timezone : null;
  useEffect(() => {
    if (zone !== null) tellTimesIn(zone);
  }, [zone]);
  useEffect(() => {
    if (signedIn === null) return;
    setWasIn(true);
    dropDraftsOfOthers(signedIn);
    import('../fittings/kept.ts').then(({ dropOthers }) => dropOthers(signedIn)).catch(() => undefined);
  }, [signedIn]);

  const kept = useKeptStaff(!session.data && session.error !== null && pathname.startsWith('/fittings'));
  if (!session.data) {
    if (kept !== null) return <InsideShell staff={kept} />;
    return session.error ? <Failed error={session.error} retry={session.refetch} page /> : <Waiting />;
  }
  // Before who is there: it may be somebody signed in who proves anew that it is them.
  if (pathname === agencyPath)
    return (
      <Suspense fallback={<Waiting />}>
        <AgencyPage />
      </Suspense>
    );
  if (session.data.state === 'signed-in') return <InsideShell staff={session.data.staff} />;
  return (
    <Suspense fallback={<Waiting />}>
      {session.data.state === 'first-run' && <FirstRunPage />}
      {session.data.state === 'signed-out' &&
        (pathname === '/invitation' ? <InvitationPage /> : <SignInPage ended={wasIn} />)}
      {session.data.state === 'second-factor' && <SecondFactorPage />}
      {session.data.state === 'second-factor-enrolment' && <EnrolmentPage />}
    </Suspense>
  );
}

function InsideShell({ staff }: { readonly staff: SignedInStaff }) {
  return (
    <SignedIn value={staff} key={staff.id}>
      <TimezoneContext value={staff.programme.timezone}>
        <LiveProvider>
          <SayProvider>
            <StepUpProvider>
              <Shell />
            </StepUpProvider>
          </SayProvider>
        </LiveProvider>
      </TimezoneContext>
    </SignedIn>
  );
}

/** FIT-9: whoever opened the fitting page today opens it without a network too. They are asked for again as soon as there is one. */
function useKeptStaff(enabled: boolean): SignedInStaff | null {
  const [kept, setKept] = useState<SignedInStaff | null>(null);
  useEffect(() => {
    if (enabled)
      import('../fittings/kept.ts').then(({ readStaff }) => readStaff()).then(setKept, () => undefined);
  }, [enabled]);
  return kept;
}
