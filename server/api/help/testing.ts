import { join } from 'node:path';
import type { ArrangedHelp } from '@attend/contracts/help';
import { afterAll, expect } from 'vitest';
import { usualHours } from '../../database/testing-check-ins.ts';
import { insertHearingOf, readHearingAt } from '../../database/testing-hearings.ts';
import { openKeyring } from '../../keys/keyring.ts';
import type { Client } from '../testing/client.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';

export const hourMillis = 3_600_000;
/** So unlike each other that nobody is taken for a double. */
const names = [
  'Amir Rahimi',
  'Beatriz Olmos',
  'Chidi Okafor',
  'Dagny Juel',
  'Emeka Udeh',
  'Fiona Quirk',
  'Goran Vlasic',
  'Hanh Thuy',
  'Ivo Petkov',
  'Jorunn Aase',
  'Kwabena Mensah',
  'Liisa Tamm',
  'Marlon Quispe',
  'Nadezhda Volkova',
];

export const instant = (millis: number): string => new Date(millis).toISOString().replace('.000Z', 'Z');
/** The day of the offices here. */
export const dayOf = (millis: number): string =>
  new Date(millis).toLocaleDateString('en-CA', { timeZone: 'America/New_York' });

/** Two offices and who works there; a test brings in somebody of its own. At a test file's top level. */
export async function withHelp() {
  const system = await withTestApi();
  const owner = system.database.pool('owner');
  const keyring = openKeyring(join(system.dataDir, 'keyring'));
  afterAll(() => keyring.close());
  const admin = await firstRun(system);
  const office: string = (await admin.post('/api/offices', { name: 'Here', timezone: 'America/New_York' }))
    .body.id;
  const there: string = (await admin.post('/api/offices', { name: 'There' })).body.id;
  await admin.send('PUT', `/api/offices/${office}/calendar`, { ...usualHours, version: 0 });
  const here = { office: 'Here' };
  const officer = await signInAs(system, admin, ['case-officer'], 'here@example.org', here);
  const supervisor = await signInAs(system, admin, ['supervisor'], 'supervisor@example.org', here);
  const elsewhere = await signInAs(system, admin, ['case-officer'], 'there@example.org', { office: 'There' });
  const auditor = await signInAs(system, admin, ['auditor'], 'auditor@example.org', here);
  const programme: string = (await admin.get('/api/session')).body.staff.programme.id;
  const settle = (id: string, body: object) => officer.post(`/api/help/${id}/settle`, body);

  let number = 0;
  /** Somebody who speaks Haitian Creole, with a hearing in some days, and what is asked and arranged for it. */
  async function bringInSomebody() {
    number += 1;
    const name = names[number - 1] ?? '';
    const given = { reference: `H-${number}`, name, office, officer: officer.staffId };
    const made = await officer.post('/api/register', { ...given, languages: ['ht'] });
    expect(made, JSON.stringify(made.body)).toMatchObject({ status: 201 });
    const person: string = made.body.participant.id;
    const hearing = await insertHearingOf({ owner, keyring, programme, person });
    const at = await readHearingAt(owner, hearing);

    const ask = (body: object = {}, by: Client = officer) =>
      by.post(`/api/people/${person}/help`, {
        ...{ for: { kind: 'hearing', id: hearing }, kind: 'transport', way: 'telephone', ...body },
      });
    const ride = {
      ...{ version: 1, kind: 'transport', supplier: 'City Cars', phone: '305 555 0100' },
      ...{ from: instant(at - hourMillis), place: { text: 'corner of Elm and 3rd' }, told: 'A blue van.' },
    };
    const arrange = (id: string, body: object = {}, by: Client = officer) =>
      by.post(`/api/help/${id}/arrange`, { ...ride, ...body });
    const read = async (by: Client = officer) => (await by.get(`/api/people/${person}/help`)).body;
    const one = async (id: string, by: Client = officer): Promise<ArrangedHelp> =>
      (await read(by)).help.find((help: ArrangedHelp) => help.id === id);
    const arranged = async (body: object = {}): Promise<string> => {
      const { id } = (await ask()).body;
      const answer = await arrange(id, body);
      expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200, body: { version: 2 } });
      return id;
    };
    const needs = async (by: Client = officer): Promise<[string, string][]> =>
      (await by.get('/api/today/help')).body.needs
        .filter(({ participant }: { participant: { id: string } }) => participant.id === person)
        .map(({ kind, id }: { kind: string; id: string }) => [kind, id]);
    return { person, name, hearing, at, ask, arrange, read, one, arranged, needs };
  }
  return {
    ...{ owner, keyring, programme, office, there },
    ...{ officer, supervisor, elsewhere, auditor, settle, bringInSomebody },
  };
}
