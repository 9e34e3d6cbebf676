import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { programmeKey } from '../../audit/audit.ts';
import { insertLookCopy } from '../../database/repositories/look-copies.ts';
import { insertComplaintOf } from '../../database/testing-complaints.ts';
import { insertDelayOf } from '../../database/testing-disclosure.ts';
import { insertCheckInWithFiles } from '../../database/testing-files.ts';
import { insertFittingOf } from '../../database/testing-fittings.ts';
import { insertHelpOf } from '../../database/testing-help.ts';
import { insertLetterOf } from '../../database/testing-letters.ts';
import { insertEntryOf, insertTried } from '../../database/testing-life.ts';
import { insertToDecide } from '../../database/testing-orders.ts';
import { insertAddressOf, insertLinkOf } from '../../database/testing-register.ts';
import { insertReviewOf } from '../../database/testing-reviews.ts';
import type { Keyring } from '../../keys/keyring.ts';
import { sealJson } from '../../keys/seal.ts';
import { insertReachable } from '../../messages/testing/points.ts';
import type { Target } from '../access/matrix-target.ts';
import { flagDevice } from './flag-device.ts';

type Whose = {
  readonly owner: pg.Pool;
  readonly keyring: Keyring;
  readonly programme: string;
  readonly person: string;
};

/** What others keep about a person: an audit entry, an unusual look, a hold. */
export async function makeRecords({ owner, keyring, programme, person }: Whose): Promise<Partial<Target>> {
  const { rows } = await owner.query(
    `select (select id from audit_entry where participant_id = $2 order by id limit 1) as audit,
       (select id from staff where programme_id = $1 order by id limit 1) as staff`,
    [programme, person],
  );
  const [{ audit, staff }] = rows;
  if (staff === null)
    return {
      audit,
      ...(await flagDevice(owner, person)),
      ...(await insertReachable(owner, keyring, programme, person)),
    };
  const unusual = await owner.query(
    `insert into unusual_look (programme_id, staff_id, day, kind, participant_id, measured)
     values ($1, $2, current_date, 'namesake', $3, 1) returning id`,
    [programme, staff, person],
  );
  const id = randomUUID();
  const sealed = sealJson(keyring.create(person), `retention_hold/${id}/sealed`, { reason: 'held' });
  await owner.query(
    `insert into retention_hold (id, programme_id, participant_id, placed_by, until_at, sealed)
     values ($1, $2, $3, $4, now() + interval '9 days', $5)`,
    [id, programme, person, staff, sealed],
  );
  const destruction = randomUUID();
  const reason = sealJson(keyring.create(programmeKey(programme)), `key_destruction/${destruction}`, {
    reason: 'asked',
  });
  await owner.query(
    'insert into key_destruction (id, programme_id, participant_id, sealed, asked_by) values ($1, $2, $3, $4, $5)',
    [destruction, programme, person, reason, staff],
  );
  const delay = await insertDelayOf({ owner, keyring, programme, person, staff });
  const flagged = {
    ...(await flagDevice(owner, person)),
    ...(await insertReachable(owner, keyring, programme, person)),
    ...(await insertCheckInWithFiles(owner, keyring, programme, person, staff)),
    merge: await insertLinkOf({ owner, keyring, programme, person, staff }),
    registerEntry: await insertAddressOf({ owner, keyring, programme, person, staff }),
    ...(await insertToDecide(owner, keyring, person, staff)),
    ...(await insertTried(owner, person, staff)),
    ...(await insertLetterOf(owner, keyring, { programmeId: programme, participantId: person, staff })),
    entered: await insertEntryOf({ owner, keyring, person, staff }),
    ...(await insertReviewOf({ owner, keyring, programme, person, staff })),
    ...(await insertFittingOf({ owner, programme, person, staff })),
    help: (await insertHelpOf({ owner, keyring, programme, person })).help,
    complaint: await insertComplaintOf({ owner, keyring, programme, person, staff }),
    lookCopy: await insertLookCopy(owner, {
      ...{ programmeId: programme, participantId: person, by: staff },
      ...{ asker: 'participant', way: 'telephone', receivedOn: '2026-03-01' },
    }),
  };
  return { audit, unusual: unusual.rows[0].id, hold: id, destruction, delay, ...flagged };
}
