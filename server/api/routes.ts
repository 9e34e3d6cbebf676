import { accessRoutes } from './access/routes.ts';
import type { Route } from './route.ts';
import { statusRoutes } from './status/routes.ts';

/** Everything that the API answers. A route that does not stand here does not exist. */
export const routes: readonly Route[] = [...statusRoutes, ...accessRoutes];
