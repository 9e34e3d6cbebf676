import type { Wearer } from '../wearer/device.ts';
import type { Sessions } from './sessions.ts';

/** What the parts of the demo's work are made with. */
export type Workplace = {
  readonly sessions: Sessions;
  readonly wearers: readonly Wearer[];
  readonly runJob: (name: string) => Promise<void>;
};
