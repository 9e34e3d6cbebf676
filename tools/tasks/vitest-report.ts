/** What one vitest run came to. A file that could not be loaded counts as one failed test: its tests never ran. */
export type Tally = {
  readonly passed: number;
  readonly failed: number;
  /** Names of tests that were skipped, each with its file. */
  readonly skipped: readonly string[];
  /** What went wrong beside tests, in one sentence each. */
  readonly faults: readonly string[];
  /** Files by how long they took, seconds. */
  readonly files: readonly { readonly path: string; readonly seconds: number; readonly tests: number }[];
};

/** The parts of vitest's JSON report (`--reporter=json`) that are read here. */
export type Report = {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly startTime: number;
    readonly endTime: number;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
};

export const nothing: Tally = { passed: 0, failed: 0, skipped: [], faults: [], files: [] };

/** A run that left no report: it was killed, or could not begin. */
export function tallyWithoutReport(code: number, what: string): Tally {
  return { ...nothing, failed: 1, faults: [`${what} ended with code ${code} and left no report`] };
}

/**
 * Counts a report. `code` is vitest's exit code: it also tells of errors outside any test, which no count shows.
 * `folder` is taken off the front of paths.
 */
export function tallyReport(report: Report, code: number, folder: string): Tally {
  const short = (path: string): string =>
    path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((one) => one.status === 'failed'),
  );
  const failed = report.numFailedTests + unloaded.length;
  const faults = unloaded.map(
    ({ name, message }) => `${short(name)}: ${message.split('\n')[0] ?? 'failed outside its tests'}`,
  );
  // Zero would read as «all well» although nothing was tried.
  if (report.testResults.length === 0) faults.push('no test file was found');
  else if (failed === 0 && (code !== 0 || !report.success))
    faults.push(`vitest ended with code ${code}: an error outside any test`);
  return {
    passed: report.numPassedTests,
    failed: Math.max(failed, faults.length > 0 ? 1 : 0),
    skipped: report.testResults.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter(({ status }) => status !== 'passed' && status !== 'failed')
        .map(({ fullName }) => `${short(name)}: ${fullName}`),
    ),
    faults,
    files: report.testResults.map(({ name, startTime, endTime, assertionResults }) => ({
      path: short(name),
      seconds: Math.max(0, endTime - startTime) / 1000,
      tests: assertionResults.length,
    })),
  };
}

export function addTallies(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((sum, { passed }) => sum + passed, 0),
    failed: tallies.reduce((sum, { failed }) => sum + failed, 0),
    skipped: tallies.flatMap(({ skipped }) => skipped),
    faults: tallies.flatMap(({ faults }) => faults),
    files: tallies.flatMap(({ files }) => files),
  };
}
