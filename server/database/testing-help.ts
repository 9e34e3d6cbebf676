import { randomUUID } from 'node:crypto';
import type { HelpKind } from '@attend/casework';
import type { Keyring } from '@attend/server/keys/keyring';
import type { Queryable } from './repositories/queryable.ts';
import { sealRow } from './repositories/sealed.ts';
import { insertHearingOf } from './testing-hearings.ts';

type Of = {
  readonly owner: Queryable;
  readonly keyring: Keyring;
  readonly programme: string;
  readonly person: string;
  /** Who arranged it, with which supplier; absent: it is asked for. */
  readonly arranged?: { readonly by: string; readonly supplier: string };
  readonly kind?: HelpKind;
  /** Its hearing was moved to another one. */
  readonly moved?: boolean;
  readonly inHours?: number;
};

/** Help for a hearing of its own, as a reply would have asked for it. */
export async function insertHelpOf({
  arranged,
  kind = 'transport',
  moved = false,
  ...of
}: Of): Promise<{ readonly help: string; readonly hearing: string }> {
  const { owner, keyring, programme, person } = of;
  const hearing = await insertHearingOf(of);
  if (moved) {
    const instead = await insertHearingOf({ ...of, inHours: (of.inHours ?? 240) + 24 });
    await owner.query(`update hearing set status = 'moved', moved_to = $2 where id = $1`, [hearing, instead]);
  }
  const help = randomUUID();
  const key = keyring.create(person);
  const words = { note: `${person} needs a ride`, supplier: arranged?.supplier ?? null };
  await owner.query(
    `insert into arranged_help (id, programme_id, participant_id, hearing_id, kind, way, asked_at, status, arranged_at, arranged_by, from_at,
       sealed, place_sealed)
     select $1, $2, $3, h.id, $5, 'reply', now(), $6, case when $7::uuid is not null then now() end, $7, h.at - interval '1 hour', $8, $9
     from hearing h where h.id = $4`,
    [
      ...[help, programme, person, hearing, kind, arranged === undefined ? 'asked' : 'arranged'],
      ...[arranged?.by ?? null, sealRow(key, 'arranged_help', help, words)],
      arranged === undefined ? null : sealRow(key, 'help_place', help, { text: `door of ${person}` }),
    ],
  );
  return { help, hearing };
}
