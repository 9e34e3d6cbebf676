import { pino } from 'pino';
import { afterAll } from 'vitest';
import { enrol, insertProgramme, lineOf, withTestKeyring } from '../../api/enrolment/testing.ts';
import { type TestDatabase, withTestDatabase } from '../../database/testing.ts';
import type { Keyring } from '../../keys/keyring.ts';
import { type Gateway, type GatewayOptions, startGateway } from '../gateway.ts';
import { unpackUpload } from '../upload.ts';

export type ScenePerson = {
  readonly identifier: string;
  readonly participantId: string;
  readonly token: string | null;
  readonly assignmentId: number;
};

/** One database and keyring, any number of gateways on them, and people with devices. */
export type Scene = {
  readonly database: TestDatabase;
  readonly keyring: Keyring;
  readonly programmeId: string;
  begin(over?: Partial<GatewayOptions>): Promise<Gateway>;
  person(over?: Parameters<typeof lineOf>[1]): Promise<ScenePerson>;
  /** What is on record of an assignment, in order of commit. */
  stored(who: ScenePerson): Promise<ReturnType<typeof unpackUpload>>;
};

export const minute = 60_000;

/** At a test file's top level; gateways that it began end with the file. */
export async function withScene(): Promise<Scene> {
  const database = await withTestDatabase();
  const keyring = withTestKeyring();
  const programmeId = await insertProgramme(database);
  const owner = database.pool('owner');
  const gateways: Gateway[] = [];
  afterAll(async () => {
    for (const gateway of gateways) await gateway.stop();
  });
  let people = 0;
  return {
    database,
    keyring,
    programmeId,
    begin: async (over = {}) => {
      const gateway = await startGateway({
        database: database.gateway,
        keyring,
        host: '127.0.0.1',
        ports: { laipac: 0, osmand: 0 },
        log: pino({ level: 'silent' }),
        ...over,
      });
      gateways.push(gateway);
      return gateway;
    },
    person: async (over = {}) => {
      people += 1;
      const identifier = String(over.device?.id ?? 91_000_000 + people);
      const line = lineOf(`N${people}`, {
        ...over,
        device: { id: identifier, ...over.device },
        case: {
          device: { id: identifier, technology: 'ankle', fixEvery: 60, uploadEvery: 600 },
          // No curfew: whether one holds would depend on when the test runs.
          conditions: [],
          ...over.case,
        },
      });
      const [outcome] = await enrol(database, keyring, programmeId, line);
      if (outcome?.kind !== 'enrolled') throw new Error(JSON.stringify(outcome));
      const { participantId, token } = outcome;
      const { rows } = await owner.query<{ id: string }>(
        'select id from assignment where participant_id = $1 order by id desc',
        [participantId],
      );
      return { identifier, participantId, token, assignmentId: Number(rows[0]?.id) };
    },
    stored: async ({ assignmentId, participantId }) => {
      const key = keyring.find(participantId);
      if (key === null) throw new Error('no key');
      const { rows } = await owner.query<{ version: number; content: Buffer }>(
        'select version::int, content from upload where assignment_id = $1 order by version',
        [assignmentId],
      );
      return rows.flatMap(({ version, content }) => unpackUpload(key, assignmentId, version, content));
    },
  };
}
