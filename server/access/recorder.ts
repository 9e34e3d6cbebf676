import type pg from 'pg';
import type { Actor } from './actor.ts';

/** What a route says about the looks that it permits. */
export type Look = {
  readonly action: 'list' | 'open' | 'export';
  /** «position history», «alert», …: what the participant reads in their own record. */
  readonly what: string;
  /** Used where the request gives no purpose of its own. */
  readonly purpose: string;
};

/**
 * The one way by which a look at a person's data gets on record, in the transaction that reads it: no record, no answer.
 */
export type Recorder = {
  /** A list is one row a viewer, person, day and `what`, with a count. */
  list(participants: readonly string[], purpose?: string): Promise<void>;
  /** Opening is one row each. */
  open(participant: string, purpose?: string): Promise<void>;
  /** By id: who has been recorded in this transaction. */
  readonly recorded: ReadonlySet<string>;
};

export function createRecorder(client: pg.ClientBase, actor: Actor, look: Look): Recorder {
  const recorded = new Set<string>();
  return {
    recorded,
    async list(participants, purpose = look.purpose) {
      // Sorted: two lists of the same people at one moment would otherwise wait for one another.
      const ids = [...new Set(participants)].filter((id) => !recorded.has(id)).sort();
      if (ids.length === 0) return;
      if (look.action === 'list') await recordList(client, actor, look.what, purpose, ids);
      else await recordEach(client, actor, look, purpose, ids);
      for (const id of ids) recorded.add(id);
    },
    async open(participant, purpose = look.purpose) {
      await recordEach(client, actor, look, purpose, [participant]);
      recorded.add(participant);
    },
  };
}

async function recordList(
  client: pg.ClientBase,
  actor: Actor,
  what: string,
  purpose: string,
  ids: readonly string[],
): Promise<void> {
  await client.query(
    `insert into access_record (programme_id, participant_id, staff_id, action, what, purpose)
     select $1, id, $2, 'list', $3, $4 from unnest($5::uuid[]) as seen (id)
     on conflict (programme_id, participant_id, staff_id, day, what) where action = 'list'
     do update set count = access_record.count + 1, at = now(), purpose = excluded.purpose`,
    [actor.programme.id, actor.staffId, what, purpose, ids],
  );
}

async function recordEach(
  client: pg.ClientBase,
  actor: Actor,
  look: Look,
  purpose: string,
  ids: readonly string[],
): Promise<void> {
  await client.query(
    `insert into access_record (programme_id, participant_id, staff_id, action, what, purpose)
     select $1, id, $2, $3, $4, $5 from unnest($6::uuid[]) as seen (id)`,
    [
      actor.programme.id,
      actor.staffId,
      look.action === 'list' ? 'open' : look.action,
      look.what,
      purpose,
      ids,
    ],
  );
}

/** What the live feed told whom, of whom: as a list, one row a viewer, person and day. */
export async function recordHeard(
  client: Pick<pg.ClientBase, 'query'>,
  programmeId: string,
  heard: readonly { readonly staffId: string; readonly participantId: string }[],
): Promise<void> {
  if (heard.length === 0) return;
  await client.query(
    `insert into access_record (programme_id, participant_id, staff_id, action, what, purpose, count)
     select $1, participant, staff, 'list', 'live alerts', 'duty', count(*)
     from unnest($2::uuid[], $3::uuid[]) as h (participant, staff) group by participant, staff order by participant, staff
     on conflict (programme_id, participant_id, staff_id, day, what) where action = 'list'
     do update set count = access_record.count + excluded.count, at = now()`,
    [programmeId, heard.map(({ participantId }) => participantId), heard.map(({ staffId }) => staffId)],
  );
}
