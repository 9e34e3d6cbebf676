import type { ExportedAssignment } from '@attend/server/database/repositories/assignments';
import { type AskedAbout, findAssignments } from '@attend/server/operator/export';
import type { Operator } from '@attend/server/operator/operator';
import type { Command } from 'commander';
import { addPlaceOptions } from './operate.ts';
import { Refusal } from './refusal.ts';

/** Whose data a command shows, and why. */
export type AskedOptions = {
  readonly device?: string;
  readonly participant?: string;
  readonly programme?: string;
  readonly purpose?: string;
};

export const addAskedOptions = (command: Command): Command =>
  addPlaceOptions(
    command
      .option('--device <id>', 'what one device has on record, by the name it gives itself')
      .option('--participant <id>', 'what one person has on record, by the agency’s reference')
      .option('--programme <name>', 'which programme, where the name stands in several')
      .option('--purpose <text>', 'why; it stands in the access record, which the person can read'),
  );

const longestPurpose = 200;

/** Throws Refusal where the options do not name one device or person, and a purpose. */
export function readAsked(options: AskedOptions): {
  readonly about: AskedAbout;
  readonly programme: string | null;
  readonly purpose: string;
} {
  const { device, participant } = options;
  const programme = options.programme ?? null;
  const purpose = options.purpose?.trim() ?? '';
  if (purpose === '' || purpose.length > longestPurpose) {
    throw new Refusal(
      `--purpose is required: say in at most ${longestPurpose} characters why you look at this person’s data`,
    );
  }
  if (device !== undefined && participant === undefined)
    return { about: { kind: 'device', name: device }, programme, purpose };
  if (participant !== undefined && device === undefined) {
    return { about: { kind: 'participant', name: participant }, programme, purpose };
  }
  throw new Refusal('name one --device or one --participant');
}

/** Throws Refusal where nothing of this name is on record: an empty answer and a misspelt name are told apart. */
export async function assignmentsOf(
  operator: Operator,
  { about, programme }: Pick<ReturnType<typeof readAsked>, 'about' | 'programme'>,
): Promise<ExportedAssignment[]> {
  const found = await findAssignments(operator, about, programme);
  if (!found.ok) throw new Refusal(found.error.message);
  return found.value;
}
