export { randomFrom } from './random.ts';
export { simulateOne, simulateWearerDays, type WearerDays, type WearerDaysOptions } from './wearer/days.ts';
export type { Truth } from './wearer/truths.ts';
