import type { BreakGlassLook } from '@attend/contracts/break-glass';

/** What is to be decided first, as the server orders it; and what has been. */
export function sortLooks(looks: readonly BreakGlassLook[]): {
  readonly open: readonly BreakGlassLook[];
  readonly reviewed: readonly BreakGlassLook[];
} {
  return {
    open: looks.filter((look) => look.review === null),
    reviewed: looks.filter((look) => look.review !== null),
  };
}
