import { passwordChange } from '@attend/contracts/session';

export const passwordForm = passwordChange;
export const passwordEmpty = { current: '', next: '' };
