import { createRootRoute } from '@tanstack/react-router';
import { SessionGate } from './gate.tsx';
import { NotFound } from './not-found.tsx';

/** What every page stands in. */
export const root = createRootRoute({ component: SessionGate, notFoundComponent: NotFound });
