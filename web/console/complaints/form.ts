import type { Complainant, ComplaintTopic } from '@attend/contracts/complaints';
import { complaintShows } from '@attend/contracts/complaints';
import type { RequestWay } from '@attend/contracts/requests';
import { t } from '@lingui/core/macro';
import { z } from 'zod';
import { textOrNull } from '../../ui/text-or-null.ts';
import type { Found } from '../people/find-person.tsx';
import { receivedFault } from '../requests/form.ts';

export const complaintsSearch = z.object({ show: z.enum(complaintShows).optional().catch(undefined) });

/** Whose page it was come from: the person is chosen already. */
export const newComplaintSearch = z.object({ participant: z.uuid().optional().catch(undefined) });

export type NewFields = {
  readonly complainant: Complainant;
  readonly anonymous: boolean;
  readonly way: RequestWay;
  readonly receivedOn: string;
  readonly topic: ComplaintTopic;
  readonly words: string;
  /** Empty: of nobody in particular. */
  readonly participant: string;
  /** Kept with the choice: what is restored says whom it is about. */
  readonly participantName: string;
  readonly name: string;
  readonly reach: string;
  readonly concernedStaff: string[];
  readonly concernedProvider: string;
  readonly office: string;
};
type Checked =
  | { readonly ok: true; readonly body: object }
  | { readonly ok: false; readonly errors: Partial<Record<keyof NewFields, string>> };

export const foundOf = ({
  participant,
  participantName,
}: Pick<NewFields, 'participant' | 'participantName'>): Found | null =>
  participant === '' ? null : { id: participant, name: participantName };

/** Without a name, whatever was typed of one before is not sent (CPL-1). */
export function checkNew(fields: NewFields, today: string): Checked {
  const { anonymous, complainant, participant, concernedProvider, office } = fields;
  const errors: Partial<Record<keyof NewFields, string>> = {};
  const received = receivedFault(fields.receivedOn, today);
  if (received !== null) errors.receivedOn = received;
  if (fields.words.trim().length < 3) errors.words = t`Write it first`;
  if (!anonymous && complainant === 'participant' && participant === '')
    errors.participant = t`Find the person first`;
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  const { way, receivedOn, topic, concernedStaff } = fields;
  const named = { participant: textOrNull(participant), name: textOrNull(fields.name) };
  return {
    ok: true,
    body: {
      ...{ complainant, anonymous, way, receivedOn, topic, concernedStaff, words: fields.words.trim() },
      ...(anonymous ? {} : { ...named, reach: textOrNull(fields.reach) }),
      ...{ concernedProvider: textOrNull(concernedProvider), office: textOrNull(office) },
    },
  };
}
