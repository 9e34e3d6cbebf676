/** What a server's log says of its answers. */
export type Answers = {
  readonly requests: number;
  /** Answered with what was asked for, and refused. */
  readonly kept: number;
  readonly refused: number;
  /** Routes that answered with what was asked for at least once. */
  readonly reached: number;
  /** Faults, answers of 500 and above, and values that only the database refused, each once. */
  readonly faults: readonly string[];
};

export function readAnswers(logged: readonly string[]): Answers {
  const counts = { requests: 0, kept: 0, refused: 0 };
  const faults = new Set<string>();
  const reached = new Set<string>();
  for (const line of logged) {
    const { msg, status, method, route, code } = JSON.parse(line);
    if (msg === 'fault' || msg === 'bad-request') faults.add(`${route}: ${msg} ${code ?? ''}`);
    if (msg !== 'answered') continue;
    counts.requests += 1;
    if (status < 400) reached.add(`${method} ${route}`);
    if (status < 400) counts.kept += 1;
    else counts.refused += 1;
    if (status >= 500) faults.add(`${method} ${route}: ${status}`);
  }
  return { ...counts, reached: reached.size, faults: [...faults].sort() };
}
