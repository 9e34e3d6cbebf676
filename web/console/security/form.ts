import { passwordChange } from '@attend/contracts/session';
import { passkeyRename } from '@attend/contracts/ways-in';

export const passwordForm = passwordChange;
export const passwordEmpty = { current: '', next: '' };
export const nameForm = passkeyRename;
export const nameEmpty = { name: '' };
