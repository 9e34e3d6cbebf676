import { type FittingNeed, judgeSigns, missingSteps, type SelfTest, selfTestChecks } from '@attend/casework';
import type { FittingDetail, FittingSummary } from '@attend/contracts/fittings';
import { formatInstant, type Millis } from '@attend/kernel';
import {
  type FittedDevice,
  type FittingRow,
  type FittingWords,
  openWords,
  type SignRow,
} from '../../database/repositories/fittings.ts';
import { nameOf, openPerson } from '../../database/repositories/people.ts';
import { instantText } from '../alerts/summary.ts';
import type { StaffContext } from '../context.ts';

export const deviceView = ({ id, identifier, technology, modelId, model }: FittedDevice) => ({
  ...{ id, identifier, technology },
  model: modelId === null || model === null ? null : { id: modelId, name: model, technology },
});

export const viewOf = (
  { services }: Pick<StaffContext, 'services'>,
  row: FittingRow,
  needs: readonly FittingNeed[],
): FittingSummary & { readonly words: FittingWords | null } => {
  const words = openWords(services.keyring.find(row.participantId), row);
  return {
    ...{ id: row.id, status: row.status, words, reason: words?.reason ?? null },
    participant: {
      ...{ id: row.participantId, reference: row.reference },
      name: nameOf(openPerson(services.keyring, row.participantId, row.person)),
    },
    device: deviceView(row.device),
    office: { id: row.officeId, name: row.office },
    ...{ begunAt: formatInstant(row.begunAt), begunBy: row.begunBy },
    ...{ expiresAt: formatInstant(row.expiresAt), closedAt: instantText(row.closedAt) },
    left: row.status === 'under-way' || (row.status === 'expired' && row.seenToAt === null),
    missing: row.status === 'under-way' ? missingSteps(row, needs.length === 0) : [],
  };
};

export const testView = (test: SelfTest): FittingDetail['test'] =>
  selfTestChecks.map((check) => ({ check, result: test[check] }));

export const signsView = (signs: SignRow): FittingDetail['signs'] => ({
  ...{ lastAt: formatInstant(signs.lastAt), frames: signs.frames, strap: signs.strap, worn: signs.worn },
  ...{ percent: signs.percent, charging: signs.charging, signal: signs.signal },
  fix:
    signs.fixAt === null
      ? null
      : {
          ...{ at: formatInstant(signs.fixAt), source: signs.source },
          ...{ accuracy: signs.accuracy, satellites: signs.satellites },
        },
});

/** FIT-3: of a device without a model nothing is known of what it can know: all that any model does is asked. */
export const testOf = (row: FittingRow, signs: SignRow | null, now: Millis): SelfTest =>
  judgeSigns(signs, row.device.knows ?? ['strap', 'gnss', 'battery'], now);
