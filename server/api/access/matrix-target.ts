/** Ids of one person's things, as the access matrix asks for them. */
export type Target = {
  readonly reference: string;
  readonly person: string;
  readonly alert: string;
  readonly look: string;
  /** An entry of who works with them. */
  readonly entry: string;
  /** An audit entry, an unusual look and a hold of theirs. */
  readonly audit: string;
  readonly unusual: string;
  readonly hold: string;
  /** The device they have, and a flag of it. */
  readonly device: string;
  readonly hearing: string;
  readonly flag: string;
  /** Where they are reached, and a message to them. */
  readonly contact: string;
  readonly message: string;
  /** What they answered, and nobody has seen to. */
  readonly reply: string;
  /** Somebody has asked for the end of their key. */
  readonly destruction: string;
  /** An order that waits for a second person. */
  readonly delay: string;
  /** A check-in that is due, and its schedule. */
  readonly checkIn: string;
  readonly schedule: string;
  /** An address of theirs in the register. */
  readonly registerEntry: string;
  /** A record that may be theirs too, and that is asked for. */
  readonly merge: string;
  /** An order of theirs, a condition under it, an exception from it, and a date on which somebody is asked. */
  readonly order: string;
  readonly condition: string;
  readonly exception: string;
  readonly prompt: string;
  /** A paper of their case, a photo of a check-in, and what that is compared with. */
  readonly document: string;
  readonly photo: string;
  readonly referencePhoto: string;
  /** A letter of theirs, and that it was posted. */
  readonly letter: string;
  readonly sending: string;
  /** A call of theirs, as somebody entered it. */
  readonly entered: string;
  /** Clocks stand still for them. */
  readonly suspension: string;
  /** Contact that was tried after a check-in. */
  readonly attempt: string;
  /** Help that was asked for. */
  readonly help: string;
  /** A complaint of theirs that nobody has in hand. */
  readonly complaint: string;
  /** A copy of their record of looks that was asked for. */
  readonly lookCopy: string;
  /** A step up that waits for a second person, and a review after which their device is to be changed. */
  readonly stepUp: string;
  readonly swap: string;
  /** A fitting of theirs that is under way, a removal that is planned, and their time with a device. */
  readonly fitting: string;
  readonly removal: string;
  readonly assignment: string;
  /** A case officer of another office. */
  readonly staff: string;
};

type Asked = { readonly path: string; readonly body?: object };
export type Row = {
  /** How it is asked about one person; absent: it names none. */
  readonly about?: (target: Target) => Asked;
  /** Reading requests whose answers must not depend on whom the viewer may not see. */
  readonly paths?: (own: Target) => readonly string[];
};

export const onPerson = (after = '') => ({
  about: ({ person }: Target) => ({ path: `/api/people/${person}${after}` }),
  paths: ({ person }: Target) => [`/api/people/${person}${after}`],
});
export const reads = (path: string, ...more: readonly string[]): Row => ({ paths: () => [path, ...more] });
export const nobody: Row = {};
export const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
