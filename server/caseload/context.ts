import type { Keyring } from '@attend/server/keys/keyring';
import type { Author } from '../audit/changes.ts';
import type { Queryable } from '../database/repositories/queryable.ts';
import type { Reach } from '../database/repositories/reach.ts';

/** On whose behalf a file goes in or out, in one transaction: a member of staff's, or the machine's operator's. */
export type CaseloadContext = {
  readonly client: Queryable;
  readonly keyring: Keyring;
  readonly author: Author;
  /** Of days and wall clocks that name no zone. */
  readonly timezone: string;
  /** Whose records may be written. */
  readonly reach: Reach;
  readonly now: number;
  /** Puts looks on record, before anything of it leaves. */
  readonly look: (participants: readonly string[]) => Promise<void>;
  /** Their rows are read to find out whose a record is, and nothing of them is told. */
  readonly passOver: (participants: readonly string[]) => void;
  /** By number and name: in files of this sender that are staged and not in yet. A dry run of a whole caseload counts with them. */
  readonly pending?: { readonly people: ReadonlySet<string>; readonly offices: ReadonlySet<string> };
};
