import { password } from '@attend/contracts/session';
import { passkeyName } from '@attend/contracts/ways-in';
import { z } from 'zod';

export const passwordForm = z.object({ password });
export const passwordEmpty = { password: '' };
export const nameForm = z.object({ name: passkeyName });
