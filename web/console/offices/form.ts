import { officeCreate } from '@attend/contracts/agency';
import { providerCreate } from '@attend/contracts/supervision';

export type Kind = 'office' | 'provider';
export const placeForms = { office: officeCreate, provider: providerCreate } as const;
export const placePaths = { office: '/api/offices', provider: '/api/providers' } as const;
export const placeEmpty = { name: '' };
