import type pg from 'pg';

export type TestAssignment = {
  readonly assignmentId: number;
  readonly programmeId: string;
  readonly participantId: string;
  readonly deviceId: string;
  readonly identifier: string;
};

let devices = 0;

/** Bare rows for tests of the commit path: a programme with `count` participants, each with a device of their own. */
export async function makeAssignments(pool: pg.Pool, count: number): Promise<TestAssignment[]> {
  const programme = await one<{ id: string }>(
    pool,
    `insert into attend.programme (name, timezone) values ('Test', 'America/New_York') returning id`,
    [],
  );
  const made: TestAssignment[] = [];
  for (let n = 0; n < count; n += 1) {
    devices += 1;
    const identifier = String(10_000_000 + devices);
    const participant = await one<{ id: string }>(
      pool,
      `insert into attend.participant (programme_id, reference, sealed) values ($1, $2, '') returning id`,
      [programme.id, `P-${n}`],
    );
    const device = await one<{ id: string }>(
      pool,
      `insert into attend.device (programme_id, protocol, identifier, technology) values ($1, 'laipac', $2, 'ankle') returning id`,
      [programme.id, identifier],
    );
    const assignment = await one<{ id: string }>(
      pool,
      `insert into attend.assignment (programme_id, participant_id, device_id, from_at, fix_every, upload_every)
        values ($1, $2, $3, '2020-01-01', 60, 60) returning id`,
      [programme.id, participant.id, device.id],
    );
    await pool.query('insert into attend.assignment_state (assignment_id, programme_id) values ($1, $2)', [
      assignment.id,
      programme.id,
    ]);
    made.push({
      assignmentId: Number(assignment.id),
      programmeId: programme.id,
      participantId: participant.id,
      deviceId: device.id,
      identifier,
    });
  }
  return made;
}

async function one<T extends object>(pool: pg.Pool, text: string, values: unknown[]): Promise<T> {
  const { rows } = await pool.query<T>(text, values);
  const [row] = rows;
  if (row === undefined) throw new Error(`no row from ${text}`);
  return row;
}
