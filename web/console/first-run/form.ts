import { firstRunRequest } from '@attend/contracts/session';

export const firstRunForm = firstRunRequest;
export const firstRunEmpty = (timezone: string) => ({
  key: '',
  programme: { name: '', timezone },
  administrator: { name: '', email: '', password: '' },
});
