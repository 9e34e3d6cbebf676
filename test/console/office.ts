import { bringIn, signInAs } from '../../server/api/testing/start.ts';
import type { Console } from './console.ts';

export type Office = {
  /** Whom the entries are about: assigned, with a provider, an attorney, somebody away, and looked at through broken glass. */
  readonly person: string;
  /** The rest of an invitation's address. */
  readonly token: string;
};

const day = 86_400_000;

/** Offices, providers and colleagues of the agency, and what they leave to do on the pages of supervisors and administrators. */
export async function setOffice(console: Console, reference: string): Promise<Office> {
  const { admin } = console;
  for (const name of ['Downtown', 'Westside']) await admin.post('/api/offices', { name });
  await admin.post('/api/providers', { name: 'Homeward Services' });
  const colleague = async (name: string, role: Parameters<typeof signInAs>[2][number], more: object = {}) => {
    const email = `${name.split(' ')[0]?.toLowerCase()}@office.example.org`;
    return (await bringIn(console, admin, { name, email, roles: [role], ...more })).staffId;
  };
  const rosa = await colleague('Rosa Lindqvist', 'case-officer');
  const theo = await colleague('Theo Marchand', 'case-officer', { office: 'Downtown' });
  await colleague('Wen Castillo', 'case-worker', { provider: 'Homeward Services' });
  const attorney = await colleague('Grace Oyelaran', 'attorney');
  await colleague('Paul Attar', 'attorney');
  const { body: list } = await admin.get(`/api/people?q=${reference}`);
  const person: string = list.people[0].id;
  const begin = (given: object) => admin.post(`/api/people/${person}/supervision`, given);
  const { body: before } = await admin.get('/api/colleagues');
  await begin({ kind: 'staff', staff: theo, role: 'case-officer' });
  await begin({ kind: 'staff', staff: rosa, role: 'case-officer' });
  await begin({ kind: 'provider', provider: before.providers[0].id });
  const to = new Date(Date.now() + 90 * day).toISOString();
  await begin({ kind: 'attorney', staff: attorney, authority: 'court', to });
  const absent = (staff: string, standIn: string, from: number, days: number) =>
    admin.post('/api/absences', {
      staff,
      standIn,
      from: new Date(from).toISOString(),
      to: new Date(from + days * day).toISOString(),
    });
  await absent(rosa, theo, Date.now() - 1_000, 3);
  await absent(theo, rosa, Date.now() + 10 * day, 5);
  const stranger = await signInAs(console, admin, ['case-officer'], 'west@office.example.org', {
    office: 'Westside',
  });
  const reason = 'Their sister called the Westside desk; nobody downtown answers.';
  await stranger.post('/api/break-glass', { reference, reason });
  const second = await signInAs(console, admin, ['supervisor'], 'second@office.example.org');
  await second.post(`/api/people/${person}/destruction`, { reason: 'The case was sealed by the court.' });
  const roles = ['auditor'];
  const { body: invited } = await admin.post('/api/staff', {
    name: 'Ines Amaral',
    email: 'ines@example.org',
    roles,
  });
  return { person, token: invited.token };
}
