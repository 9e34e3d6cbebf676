/**
 * What is on record of one assignment cannot be read: bytes that do not open, or that are not what they should be. A fault of
 * ours or of the disk, of this one alone; whoever works on many goes on with the others.
 */
export class RecordFault extends Error {
  readonly assignmentId: number;

  constructor(assignmentId: number, what: string, cause: unknown) {
    super(`${what} of assignment ${assignmentId} cannot be read`, { cause });
    this.name = 'RecordFault';
    this.assignmentId = assignmentId;
  }
}

/** Runs what opens one assignment's record, and nothing that asks the database. Throws RecordFault. */
export function openRecord<T>(assignmentId: number, what: string, open: () => T): T {
  try {
    return open();
  } catch (thrown) {
    throw new RecordFault(assignmentId, what, thrown);
  }
}
