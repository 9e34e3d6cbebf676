import { may, useStaff } from '../signed-in.tsx';

export const useMayWork = (): boolean => may(useStaff(), 'alerts.work');
