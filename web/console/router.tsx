import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { agencyPath } from './agency/path.ts';
import { peopleSearch } from './people/form.ts';
import { personSearch } from './person/form.ts';
import { SessionGate } from './shell/gate.tsx';
import { NotFound } from './shell/not-found.tsx';
import { todaySearch } from './today/form.ts';
import { TodayPage } from './today/page.tsx';

const root = createRootRoute({ component: SessionGate, notFoundComponent: NotFound });

// Today stands in the first load: it is where everybody starts. The other pages come when they are opened.
const today = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: todaySearch,
  component: TodayPage,
});
const alert = createRoute({
  getParentRoute: () => root,
  path: '/alerts/$id',
  component: lazyRouteComponent(() => import('./alert/page.tsx'), 'AlertPage'),
});
const people = createRoute({
  getParentRoute: () => root,
  path: '/people',
  validateSearch: peopleSearch,
  component: lazyRouteComponent(() => import('./people/page.tsx'), 'PeoplePage'),
});
const person = createRoute({
  getParentRoute: () => root,
  path: '/people/$id',
  validateSearch: personSearch,
  component: lazyRouteComponent(() => import('./person/page.tsx'), 'PersonPage'),
});
const status = createRoute({
  getParentRoute: () => root,
  path: '/status',
  component: lazyRouteComponent(() => import('./status/page.tsx'), 'StatusPage'),
});
const staff = createRoute({
  getParentRoute: () => root,
  path: '/staff',
  component: lazyRouteComponent(() => import('./staff/page.tsx'), 'StaffPage'),
});
const oversight = createRoute({
  getParentRoute: () => root,
  path: '/oversight',
  component: lazyRouteComponent(() => import('./oversight/page.tsx'), 'OversightPage'),
});
const security = createRoute({
  getParentRoute: () => root,
  path: '/security',
  component: lazyRouteComponent(() => import('./security/page.tsx'), 'SecurityPage'),
});
// Both show something else to who is not signed in: shell/gate.tsx.
const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazyRouteComponent(() => import('./invitation/signed-in-already.tsx'), 'SignedInAlready'),
});
const agency = createRoute({ getParentRoute: () => root, path: agencyPath, component: () => null });

const routeTree = root.addChildren([
  today,
  alert,
  people,
  person,
  status,
  staff,
  oversight,
  security,
  invitation,
  agency,
]);

export const makeRouter = () =>
  createRouter({ routeTree, defaultPreload: 'intent', scrollRestoration: true, defaultPreloadStaleTime: 0 });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
