import { secondFactorEnrolRequest, secondFactorRequest } from '@attend/contracts/session';

export const passwordForm = secondFactorEnrolRequest;
export const passwordEmpty = { password: '' };
export const codeForm = secondFactorRequest;
export const codeEmpty = { code: '' };
