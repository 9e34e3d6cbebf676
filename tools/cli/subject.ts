import type { Subject } from '@attend/server/operator/export';
import type { Command } from 'commander';
import { addPlaceOptions, complain, type PlaceOptions } from './operate.ts';

/** Whose data a command shows, and why. */
export type SubjectOptions = PlaceOptions & {
  readonly device?: string;
  readonly participant?: string;
  readonly purpose?: string;
};

export const addSubjectOptions = (command: Command): Command =>
  addPlaceOptions(
    command
      .option('--device <id>', 'what one device has on record, by the name it gives itself')
      .option('--participant <id>', 'what one person has on record, by the agency’s reference')
      .option('--purpose <text>', 'why; it stands in the access record, which the person can read'),
  );

/** Null, with a sentence said, where the options do not name one subject and a purpose. */
export function readSubject(options: SubjectOptions): { subject: Subject; purpose: string } | null {
  const { device, participant } = options;
  const purpose = options.purpose?.trim() ?? '';
  if (purpose === '' || purpose.length > 200) {
    complain('--purpose is required: say in at most 200 characters why you look at this person’s data');
    return null;
  }
  if (device !== undefined && participant === undefined)
    return { subject: { kind: 'device', name: device }, purpose };
  if (participant !== undefined && device === undefined) {
    return { subject: { kind: 'participant', name: participant }, purpose };
  }
  complain('name one --device or one --participant');
  return null;
}
