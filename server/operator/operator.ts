import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { type Keyring, openKeyring } from '@attend/server/keys/keyring';
import type { KeyPlace } from '@attend/server/keys/sources/place';
import { borrowDatabase } from '../database/attach.ts';
import { type Context, createPool } from '../database/connect.ts';

type Pool = ReturnType<typeof createPool>;

/**
 * Who runs a command on the machine itself. Whoever may read the data folder's secrets could do everything anyway; commands go the
 * same way as the API, and what they see and change stands in the same records under the account's name.
 */
export type Operator = {
  readonly name: string;
  readonly requestId: string;
  /** As the owner's role: only to find out whose programme something is. */
  readonly owner: Pool;
  /** As the application's role: reads and writes one programme at a time. */
  readonly app: Pool;
  readonly keyring: Keyring;
  readonly close: () => Promise<void>;
};

/**
 * On whose behalf a command's transaction runs: with nobody signed in, row-level security lets the machine's operator, who has the
 * owner's password besides, see one whole programme at a time. Set here and nowhere else of the product (test/access holds it).
 */
export const contextOf = (operator: Pick<Operator, 'name'>, programmeId: string): Context => ({
  'attend.programme': programmeId,
  'attend.operator': operator.name,
});

export type OperatorPlace = {
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly keys?: KeyPlace;
};

/** The account of the machine under which a command runs: who did it, for the records. */
export const accountName = (): string => {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? '?'}`;
  }
};

/** Opens, or joins, the database and the keyring of a data folder. Throws DatabaseFailure. */
export async function openOperator(place: OperatorPlace): Promise<Operator> {
  const database = await borrowDatabase(place.dataDir, place.databaseUrl);
  const owner = createPool(database.owner, { name: 'operator owner', max: 1 });
  const app = createPool(database.app, { name: 'operator', max: 2 });
  const keyring = openKeyring(join(place.dataDir, 'keyring'), place.keys);
  return {
    name: accountName(),
    requestId: randomUUID(),
    owner,
    app,
    keyring,
    close: async () => {
      await Promise.all([owner.end(), app.end()]);
      keyring.close();
      await database.close();
    },
  };
}
