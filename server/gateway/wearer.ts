import type { KeyObject } from 'node:crypto';
import type { AlertChange, Plan, State } from '@attend/monitor';
import type { Health } from './commit-entry.ts';
import type { Down } from './listening.ts';

/** One assignment's state as a gateway holds it between readings. */
export type Wearer = {
  readonly assignmentId: number;
  readonly programmeId: string;
  readonly participantId: string;
  readonly deviceId: string;
  readonly key: KeyObject;
  readonly plan: Plan;
  readonly planVersion: number;
  readonly state: State;
  /** The state row's version that `state` stands at. */
  version: number;
  /** Commits since the state was last written whole. */
  sinceSnapshot: number;
  /** The clock as it stands in the database; undefined: not known. */
  due: number | null | undefined;
  /** When nobody listened, as the state has been told. */
  downs: readonly Down[];
  /** Found while loading (a changed plan): goes into the next commit. */
  pending: readonly AlertChange[];
  /** When the device's own words were last written, and which. */
  healthAt: number;
  health: Health | null;
  /** When nothing was taken of the device, because a person said so; `to` null: that holds still. */
  readonly unheard: readonly { readonly from: number; readonly to: number | null }[];
  /** Wrong frames kept since an instant. */
  rejections: { since: number; kept: number };
  usedAt: number;
};
