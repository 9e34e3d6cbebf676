import { providerAddress } from '@attend/contracts/ways-in';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { request } from '../../ui/api/request.ts';
import { rememberPlace } from './path.ts';

/** Goes to an agency's sign-in; answers why not, where it could not. `again`: it is to ask for a fresh proof. */
export async function leaveForAgency(id: string, again: boolean): Promise<ApiFailure | null> {
  const answer = await request(`/api/sign-in/provider/${encodeURIComponent(id)}`, providerAddress, {
    method: 'POST',
    body: { again },
  });
  if (!answer.ok) return answer.error;
  rememberPlace();
  location.assign(answer.value.url);
  return null;
}
