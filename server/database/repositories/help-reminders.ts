import type { RemindedHelp } from '@attend/casework';
import type { Keyring } from '@attend/server/keys/keyring';
import { openHelp, openHelpPlace } from './arranged-help.ts';
import { millis, type Queryable } from './queryable.ts';

/** Help for one hearing or check-in as a reminder of it tells. */
export type HelpToTell = {
  /** Rises with whatever is said of help that was arranged: what was planned before says what is no longer so. */
  readonly revision: number;
  readonly help: readonly RemindedHelp[];
};
type Row = Omit<RemindedHelp, 'place' | 'told'> & {
  readonly targetId: string;
  readonly id: string;
  readonly participantId: string;
  readonly inError: boolean;
  readonly version: number;
  readonly sealed: Buffer;
  readonly placeSealed: Buffer | null;
};

/**
 * Of these hearings and check-ins, by id; those without arranged help have no entry. Of what was never arranged nothing is told, and
 * a protected place stays unopened (HLP-5): a telephone is read by whoever holds it.
 */
export async function loadHelpToTell(
  client: Queryable,
  keyring: Keyring,
  kind: 'hearing' | 'check-in',
  ids: readonly string[],
): Promise<Map<string, HelpToTell>> {
  const column = kind === 'hearing' ? 'a.hearing_id' : 'a.check_in_id';
  const { rows } = await client.query<Row>({
    name: `help-to-tell-${kind}`,
    text: `select ${column} as "targetId", a.id, a.participant_id as "participantId", a.kind, a.status, ${millis('a.from_at')} as from, a.mode,
        a.entered_in_error_at is not null as "inError", a.version, a.sealed, case when not a.place_protected then a.place_sealed end as "placeSealed"
      from arranged_help a where ${column} = any($1) and a.arranged_at is not null order by a.arranged_at, a.id`,
    values: [ids],
  });
  const told = new Map<string, HelpToTell>();
  for (const [id, all] of Map.groupBy(rows, ({ targetId }) => targetId))
    told.set(id, {
      revision: all.reduce((sum, { version, inError }) => sum + version + Number(inError), 0),
      help: all
        .filter(({ inError, status }) => !inError && status === 'arranged')
        .map((row) => ({
          ...{ kind: row.kind, status: row.status, from: row.from, mode: row.mode },
          place: openHelpPlace(keyring, row),
          told: openHelp(keyring, row).told,
        })),
    });
  return told;
}
