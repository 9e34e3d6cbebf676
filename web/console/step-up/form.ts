import { secondFactorRequest } from '@attend/contracts/session';

export const stepUpForm = secondFactorRequest;
export const stepUpEmpty = { code: '' };
