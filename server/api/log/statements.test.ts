import { join } from 'node:path';
import { permissions, type StaffRole } from '@attend/contracts/session';
import { afterAll, expect, test } from 'vitest';
import { permissionsOf } from '../../access/policy.ts';
import { createReaches } from '../../access/reaches.ts';
import { createRecorder } from '../../access/recorder.ts';
import { transaction } from '../../database/connect.ts';
import type { Queryable } from '../../database/repositories/queryable.ts';
import { heldBy } from '../../database/testing-records.ts';
import { openKeyring } from '../../keys/keyring.ts';
import type { StaffContext } from '../context.ts';
import { lineOf } from '../enrolment/testing.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';
import { readLog } from './read.ts';

const system = await withTestApi();
const keyring = openKeyring(join(system.dataDir, 'keyring'));
afterAll(() => keyring.close());

test('LOG-2 asks for seventeen permissions and works out whom its viewer reaches twice: to read, and to write', async () => {
  const admin = await firstRun(system);
  const supervisor = await signInAs(system, admin, ['supervisor']);
  await supervisor.post('/api/enrolments', lineOf('L-9', { participant: { office: 'Here' } }));
  const officer = await signInAs(system, admin, ['case-officer'], 'o@example.org', { office: 'Here' });
  const { programmeId, participantId } = await heldBy(system.database, 'L-9');
  const roles: readonly StaffRole[] = ['case-officer'];
  const programme = { id: programmeId, name: 'Test', timezone: 'UTC', simulated: false };
  const named: string[] = [];
  const log = await transaction(
    system.database.pool('app'),
    { 'attend.programme': programmeId, 'attend.staff': officer.staffId },
    (connection) => {
      const query = (asked: { readonly name?: string }, ...more: unknown[]): unknown => {
        named.push(asked.name ?? '');
        return Reflect.apply(connection.query, connection, [asked, ...more]);
      };
      const client = { query: query as Queryable['query'] };
      const actor = {
        staffId: officer.staffId,
        roles,
        programme,
        permissions: new Set(permissionsOf(roles, permissions)),
      };
      const reaches = createReaches(client, actor, true);
      const record = createRecorder(
        client,
        actor as unknown as Parameters<typeof createRecorder>[1],
        { action: 'open', what: 'contact log', purpose: 'a test' },
        () => reaches.under('log.read'),
      );
      const context = { client, actor, programme, reaches, record, services: { keyring } };
      return readLog(context as unknown as StaffContext, participantId, { limit: 50, purpose: 'a test' });
    },
  );
  expect(log).toMatchObject({ ok: true, value: { mayWrite: true } });
  expect(named.filter((name) => name === 'reach')).toHaveLength(2);
  // The record of looks asks by itself.
  expect(named.filter((name) => name === 'reach-people')).toHaveLength(3);
});
