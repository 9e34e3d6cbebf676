import type { KeyObject } from 'node:crypto';
import { programmeKey } from '../../audit/audit.ts';
import type { ComplaintRow } from '../../database/repositories/complaints.ts';
import type { StaffContext } from '../context.ts';

type Whose = Pick<ComplaintRow, 'participantId'>;
type Context = Pick<StaffContext, 'services' | 'programme'>;

/** CPL-9: of the person whom it is of; else the programme's, as all that belongs to no person. */
const ownerOf = ({ programme }: Context, { participantId }: Whose): string =>
  participantId ?? programmeKey(programme.id);

/** To write under. Fails where the person's key was destroyed. */
export const keyFor = (context: Context, of: Whose): KeyObject =>
  context.services.keyring.create(ownerOf(context, of));

/** To read with; null: it was destroyed. */
export const findKey = (context: Context, of: Whose): KeyObject | null =>
  context.services.keyring.find(ownerOf(context, of));
