import { judgeFigure, measures, monthsBefore } from '@attend/casework';
import type { MissedTargets } from '@attend/contracts/oversight-questions';
import { formatInstant, type Result, succeed } from '@attend/kernel';
import { listContractMonths } from '../../database/repositories/provider-measures.ts';
import type { StaffContext } from '../context.ts';

const months = 12;

/** OVR-10: which contract missed which target in the last months that are over, as signed, else as measured. Numbers, and nobody. */
export async function readMissedTargets({
  client,
  programme,
  now,
}: StaffContext): Promise<Result<MissedTargets>> {
  const from = monthsBefore(now(), programme.timezone, months).at(-1) ?? '';
  const rows = await listContractMonths(client, from);
  const missed = rows.flatMap(({ figures, at, ...of }) =>
    figures.flatMap((figure) => {
      const judged = judgeFigure(measures[figure.measure], figure, figure.targetTenths);
      if (judged.result !== 'missed') return [];
      const { measure, limit, targetTenths, clause } = figure;
      const { tenths, numerator, denominator, certain } = judged;
      return [
        {
          ...{ ...of, at: formatInstant(at), measure, limit, targetTenths, clause },
          ...{ tenths, numerator, denominator, certain, notKept: figure.notKept },
        },
      ];
    }),
  );
  return succeed({ from, missed });
}
