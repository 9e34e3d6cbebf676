import { writeCase } from '@attend/contracts/case';
import { enrolForm, readEnrolment } from '@attend/contracts/enrol';
import { enrolLines } from '@attend/server/api/enrolment/enrol';
import { createPool, transaction } from '@attend/server/database/connect';
import type { Database } from '@attend/server/database/open';
import type { Keyring } from '@attend/server/keys/keyring';
import type { Load } from '@attend/simulator/load';

const atOnce = 500;

export const referenceOf = (device: number): string => `B${device}`;

/** Enrols a load's devices by the product's own use case. Answers the programme. */
export async function enrolLoad(
  database: Database,
  keyring: Keyring,
  load: Load,
  devices: number,
): Promise<string> {
  const owner = createPool(database.owner, { name: 'bench owner', max: 1 });
  const app = createPool(database.app, { name: 'bench enrol', max: 1 });
  try {
    const { rows } = await owner.query<{ id: string }>(
      `insert into attend.programme (name, timezone, simulated) values ('Benchmark', 'America/Denver', true) returning id`,
    );
    const programmeId = rows[0]?.id;
    if (programmeId === undefined) throw new Error('no programme');
    for (let at = 0; at < devices; at += atOnce) {
      const lines = Array.from({ length: Math.min(atOnce, devices - at) }, (_, index) =>
        lineOf(load, at + index),
      );
      const outcomes = await transaction(
        app,
        { 'attend.programme': programmeId, 'attend.operator': 'bench' },
        (client) =>
          enrolLines(
            {
              client,
              keyring,
              author: { programmeId, staffId: null, operator: 'bench', requestId: 'bench' },
              now: Date.now(),
            },
            lines.map((line) => readEnrolment(enrolForm.parse(line))),
          ),
      );
      const refused = outcomes.find((outcome) => outcome.kind === 'refused');
      if (refused !== undefined) throw new Error(refused.failure.message);
    }
    await owner.query('analyze');
    return programmeId;
  } finally {
    await owner.end();
    await app.end();
  }
}

/** A line of `attend enrol` for one device of a load. */
export function lineOf(load: Load, device: number): unknown {
  const id = load.identifier(device);
  return {
    participant: { id: referenceOf(device), name: `Simulated ${device}` },
    device: { id, protocol: 'laipac' },
    case: writeCase(load.caseOf(device)),
  };
}
