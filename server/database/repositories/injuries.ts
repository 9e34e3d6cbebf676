import type { KeyObject } from 'node:crypto';
import { instantOf, millis, type Queryable } from './queryable.ts';
import { openRow, sealRow } from './sealed.ts';

export type InjuryRow = {
  readonly id: string;
  readonly at: number;
  readonly reportedAt: number;
  readonly reportedBy: string;
  readonly device: string | null;
  readonly what: string;
  readonly care: string | null;
};

/** The latest first. */
export async function listInjuriesOf(
  client: Queryable,
  key: KeyObject | null,
  participantId: string,
): Promise<InjuryRow[]> {
  const { rows } = await client.query<Omit<InjuryRow, 'what' | 'care'> & { sealed: Buffer }>({
    name: 'injuries-of',
    text: `select i.id, ${millis('i.at')} as at, ${millis('i.reported_at')} as "reportedAt", s.name as "reportedBy", d.identifier as device, i.sealed
      from injury_report i join staff s on s.id = i.reported_by left join device d on d.id = i.device_id
      where i.participant_id = $1 order by i.at desc, i.id desc limit 200`,
    values: [participantId],
  });
  return rows.map(({ sealed, ...row }) => ({
    ...row,
    ...(key === null ? { what: '—', care: null } : openRow(key, 'injury_report', row.id, sealed)),
  }));
}

export async function insertInjury(
  client: Queryable,
  key: KeyObject,
  made: {
    readonly id: string;
    readonly programmeId: string;
    readonly participantId: string;
    readonly deviceId: string | null;
    readonly at: number;
    readonly by: string;
    readonly what: string;
    readonly care: string | null;
  },
): Promise<void> {
  const { what, care } = made;
  await client.query(
    `insert into injury_report (id, programme_id, participant_id, device_id, at, reported_by, sealed) values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      ...[made.id, made.programmeId, made.participantId, made.deviceId, instantOf(made.at), made.by],
      sealRow(key, 'injury_report', made.id, { what, care }),
    ],
  );
}
