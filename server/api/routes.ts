import { accessRoutes } from './access/routes.ts';
import { alertRoutes } from './alerts/routes.ts';
import { auditRoutes } from './audit/routes.ts';
import { enrolmentRoutes } from './enrolment/routes.ts';
import { feedRoutes } from './feed/routes.ts';
import { movementRoutes } from './movement/routes.ts';
import { oversightRoutes } from './oversight/routes.ts';
import { peopleRoutes } from './people/routes.ts';
import { retentionRoutes } from './retention/routes.ts';
import type { Route } from './route.ts';
import { sessionRoutes } from './session/routes.ts';
import { staffRoutes } from './staff/routes.ts';
import { statusRoutes } from './status/routes.ts';

/** Everything that the API answers. A route that does not stand here does not exist. */
export const routes: readonly Route[] = [
  ...sessionRoutes,
  ...staffRoutes,
  ...statusRoutes,
  ...alertRoutes,
  ...peopleRoutes,
  ...movementRoutes,
  ...enrolmentRoutes,
  ...accessRoutes,
  ...oversightRoutes,
  ...auditRoutes,
  ...feedRoutes,
  ...retentionRoutes,
];
