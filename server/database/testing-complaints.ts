import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Keyring } from '../keys/keyring.ts';
import { insertComplaint, insertStep } from './repositories/complaints.ts';
import { sealRow } from './repositories/sealed.ts';

/** A complaint of a person that nobody has in hand, with a note. Returns its id. */
export async function insertComplaintOf(of: {
  readonly owner: pg.Pool;
  readonly keyring: Keyring;
  readonly programme: string;
  readonly person: string;
  readonly staff: string;
  readonly words?: string;
}): Promise<string> {
  const { owner, keyring, programme, person, staff, words = 'nobody calls back' } = of;
  const id = randomUUID();
  const key = keyring.create(person);
  const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const client = await owner.connect();
  // Numbers are counted by the programme that acts.
  await client.query('begin');
  await client.query(`select set_config('attend.programme', $1, true)`, [programme]);
  await insertComplaint(client, {
    ...{ id, programmeId: programme, participantId: person, officeId: null, takenBy: staff },
    ...{ complainant: 'participant', anonymous: false, way: 'telephone', topic: 'staff' },
    ...{ concernedStaff: [], concernedProvider: null, receivedOn: day(-1) },
    ...{ acknowledgeBy: day(2), answerBy: day(20) },
    sealed: sealRow(key, 'complaint', id, { words, name: null, reach: null }),
  });
  await client.query('commit');
  client.release();
  await insertStep(owner, {
    ...{ kind: 'note', told: null, programmeId: programme, complaintId: id, by: staff },
    participantId: person,
    seal: (step) => sealRow(key, 'complaint_step', step, { text: `about: ${words}` }),
  });
  return id;
}
