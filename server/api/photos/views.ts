import type { CheckInPhoto, ReferencePhoto } from '@attend/contracts/photos';
import { formatInstant } from '@attend/kernel';
import type { PhotoRow, ReferenceRow } from '../../database/repositories/photos.ts';
import { instantText } from '../alerts/summary.ts';

export const viewReference = (row: ReferenceRow): ReferencePhoto => ({
  ...{ id: row.id, version: row.version, kept: row.fileId !== null },
  added: formatInstant(row.addedAt),
  by: { id: row.addedById, name: row.addedBy },
  replaced: instantText(row.replacedAt),
});

export const viewPhoto = (row: PhotoRow): CheckInPhoto => ({
  ...{ id: row.id, checkIn: row.checkInId, dueOn: row.dueOn, kept: row.fileId !== null },
  added: formatInstant(row.addedAt),
  by: { id: row.addedById, name: row.addedBy },
  decision:
    row.decision === null || row.decidedAt === null
      ? null
      : {
          ...{ decision: row.decision, reference: row.referenceVersion, alone: row.alone, note: row.note },
          at: formatInstant(row.decidedAt),
          by: { id: row.decidedById ?? '', name: row.decidedBy ?? '' },
        },
});
