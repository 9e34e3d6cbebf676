import { run } from '../run.ts';
import { type Lock, readLock } from './lock.ts';

/** A known weakness of a package that the lock file names. */
export type Advisory = {
  readonly name: string;
  readonly severity: string;
  /** No part of what is delivered. */
  readonly buildOnly: boolean;
};
export type Advisories =
  | { readonly kind: 'asked'; readonly advisories: readonly Advisory[] }
  /** Nobody answered, or not with an answer: nothing is known. */
  | { readonly kind: 'unreachable'; readonly says: string };

/** What fails `npm test`: see docs/operations/dependencies.md for how soon each must be dealt with. */
const grave: ReadonlySet<string> = new Set(['high', 'critical']);

/** Accepted for a time, by package: what was looked at, and until when. Past that day it counts again. */
export const accepted: Readonly<Record<string, { readonly until: string; readonly why: string }>> = {};

type Report = {
  readonly vulnerabilities?: Readonly<
    Record<string, { readonly severity?: string; readonly nodes?: readonly string[] }>
  >;
};

/** Reads what `npm audit --json` printed, which ends with 1 both where it found something and where it reached nobody. */
export function readAdvisories(output: string, { packages }: Lock): Advisories {
  let report: Report | null = null;
  try {
    report = JSON.parse(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1));
  } catch {
    // Not JSON: a proxy's page, or npm's own words.
  }
  const found = report?.vulnerabilities;
  if (found === undefined)
    return {
      kind: 'unreachable',
      says: 'the registry that npm is set to answers no questions about advisories',
    };
  return {
    kind: 'asked',
    advisories: Object.entries(found).map(([name, { severity = 'unknown', nodes = [] }]) => ({
      ...{ name, severity },
      buildOnly: nodes.length > 0 && nodes.every((path) => packages[path]?.dev === true),
    })),
  };
}

/** Those that must be dealt with before anything is delivered. */
export const listGrave = (
  advisories: readonly Advisory[],
  today: string,
  acceptances: typeof accepted = accepted,
): readonly Advisory[] =>
  advisories.filter(
    ({ name, severity, buildOnly }) =>
      !buildOnly && grave.has(severity) && !((acceptances[name]?.until ?? '') >= today),
  );

export const sayAdvisory = ({ name, severity, buildOnly }: Advisory): string =>
  `${name}: ${severity}${buildOnly ? ', for building and testing alone' : ''}`;

/** Asks the registry. Without a network the answer comes within a minute, and says so. */
export async function askAdvisories(): Promise<Advisories> {
  const options = ['audit', '--json', '--package-lock-only', '--fetch-retries=0', '--fetch-timeout=20000'];
  const { output } = await run('npm', options, { limitSeconds: 60 });
  return readAdvisories(output, readLock());
}
