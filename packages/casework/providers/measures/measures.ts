import type { MeasureKind } from '../words.ts';
import { alertLook } from './alert-look.ts';
import { callsAnswered } from './calls-answered.ts';
import { checkInsCompleted } from './check-ins-completed.ts';
import { complaintsUpheld } from './complaints.ts';
import { fitTime } from './fit-time.ts';
import type { Measure } from './measure.ts';

export const measures: Readonly<Record<MeasureKind, Measure>> = {
  'fit-time': fitTime,
  'alert-look': alertLook,
  'check-ins-completed': checkInsCompleted,
  'calls-answered': callsAnswered,
  complaints: complaintsUpheld,
};
