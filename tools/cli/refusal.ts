/**
 * What a command tells the user and ends with: 1 when what it was asked to check does not hold, 2 for bad arguments or
 * unreadable input. The message is one plain sentence that names the file, line and field at fault.
 */
export class Refusal extends Error {
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2 = 2) {
    super(message);
    this.name = 'Refusal';
    this.exitCode = exitCode;
  }
}
