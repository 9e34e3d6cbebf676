// For editors and `npx depcruise`; the rules stand where the check that runs them stands.
export { arrows as default } from './tools/tasks/house/arrows.ts';
