import type { Target } from '../access/matrix.ts';

/** Ids of what is nowhere: what is out of reach must be answered as this is. */
export const nowhere: Target = {
  reference: 'no such number',
  person: '0198c0de-0000-7000-8000-000000000000',
  alert: '0198c0de-0000-7000-8000-000000000001',
  look: '0198c0de-0000-7000-8000-000000000002',
  entry: '0198c0de-0000-7000-8000-000000000003',
  staff: '',
  audit: '999999999',
  unusual: '0198c0de-0000-7000-8000-000000000005',
  hold: '0198c0de-0000-7000-8000-000000000006',
  destruction: '0198c0de-0000-7000-8000-000000000007',
  delay: '0198c0de-0000-7000-8000-000000000008',
  device: '0198c0de-0000-7000-8000-000000000009',
  flag: '0198c0de-0000-7000-8000-00000000000a',
  contact: '0198c0de-0000-7000-8000-00000000000b',
  message: '0198c0de-0000-7000-8000-00000000000c',
  hearing: '0198c0de-0000-7000-8000-00000000000d',
  checkIn: '0198c0de-0000-7000-8000-00000000001b',
  schedule: '0198c0de-0000-7000-8000-00000000001c',
  entered: '0198c0de-0000-7000-8000-000000000020',
};
