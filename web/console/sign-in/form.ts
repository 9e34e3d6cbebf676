import { signInRequest } from '@attend/contracts/session';

export const signInForm = signInRequest;
export const signInEmpty = { email: '', password: '' };
