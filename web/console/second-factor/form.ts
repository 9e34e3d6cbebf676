import { secondFactorRequest } from '@attend/contracts/session';

export const secondFactorForm = secondFactorRequest;
export const secondFactorEmpty = { code: '' };
