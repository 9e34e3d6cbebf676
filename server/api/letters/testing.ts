import { insertCaseWorkerOf } from '../../database/testing-records.ts';
import { lineOf } from '../enrolment/testing.ts';
import type { Client } from '../testing/client.ts';
import { officeDay } from '../testing/day.ts';
import { firstRun, signInAs, withSecondPerson, withTestApi } from '../testing/start.ts';

/** Somebody with three addresses, an attorney and a hearing, and what a letter to them is. At a test file's top level. */
export async function withLetters() {
  const system = await withTestApi();
  const owner = system.database.pool('owner');
  const admin = await firstRun(system);
  await withSecondPerson(system, admin);
  const place: string = (await admin.post('/api/offices', { name: 'North' })).body.id;
  await admin.post('/api/offices', { name: 'South' });
  const officer = await signInAs(system, admin, ['supervisor'], 'whole@example.org');
  const colleague = await signInAs(system, admin, ['case-officer'], 'north@example.org', { office: 'North' });
  const stranger = await signInAs(system, admin, ['case-officer'], 'south@example.org', { office: 'South' });
  const enrol = async (reference: string): Promise<string> =>
    (await officer.post('/api/enrolments', lineOf(reference, { participant: { office: 'North' } }))).body
      .participant.id;
  const person = await enrol('LT-1');
  await insertCaseWorkerOf(owner, person, officer.staffId);

  /** The programme's own day. */
  const today = officeDay();
  async function entryOf(of: string, entry: object): Promise<string> {
    const made = await officer.post(`/api/people/${of}/register-entries`, entry);
    if (made.status !== 201) throw new Error(JSON.stringify(made.body));
    return made.body.id;
  }
  const home = await entryOf(person, { kind: 'address', use: 'home', text: '12 Elm Street\nMiami FL 33101' });
  const byPost = await entryOf(person, { kind: 'address', use: 'mail', text: 'PO Box 99\nMiami FL 33102' });
  const secret = await entryOf(person, {
    ...{ kind: 'address', use: 'shelter', text: '77 Hidden Lane, Miami' },
    ...{ protected: true, reason: 'a threat' },
  });
  const attorney = await entryOf(person, {
    ...{ kind: 'attorney', name: 'Lena Lawyer', firm: 'Law & Co', authority: 'participant' },
  });
  const hearing: string = (
    await officer.post(`/api/people/${person}/hearings`, {
      ...{ at: '2031-04-01T14:00:00Z', timezone: 'America/New_York', kind: 'in-person' },
      ...{ court: 'County Court', address: '73 W Flagler St', room: '5', caseNumber: 'F-31-7' },
    })
  ).body.id;

  const notice = {
    template: { id: null, kind: 'hearing-notice', language: 'en' },
    about: { kind: 'hearing', id: hearing },
    to: { kind: 'participant', address: byPost },
    values: { phone: '305-555-0100' },
  };
  const make = (body: object, by: Client = officer, of = person) =>
    by.post(`/api/people/${of}/letters`, body);
  async function letterOf(body: object): Promise<{ letter: string; document: string }> {
    const made = await make(body);
    if (made.status !== 201) throw new Error(JSON.stringify(made.body));
    return made.body;
  }
  const listOf = async (of = person) => (await officer.get(`/api/people/${of}/letters`)).body.letters;
  const fileOf = (document: string, by: Client = officer) =>
    by.get(`/api/documents/${document}/file?purpose=reading`);
  return {
    ...{ system, owner, admin, place, officer, colleague, stranger },
    ...{ enrol, person, entryOf, home, byPost, secret, attorney, hearing },
    ...{ notice, make, letterOf, listOf, fileOf, today },
  };
}
