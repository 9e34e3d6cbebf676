import { cruise, type IViolation } from 'dependency-cruiser';
import { root } from '../run.ts';
import { arrows } from './arrows.ts';
import type { Finding } from './files.ts';

/** Why each rule is and what to do instead, by its name. */
export const whyBoundaries: Readonly<Record<string, string>> = Object.fromEntries(
  arrows.forbidden.map(({ name, comment }) => [name, comment]),
);

const cruised = ['packages', 'server', 'web', 'tools', 'test'];

function findingOf({ rule, from, to, cycle }: IViolation): Finding {
  const way = cycle === undefined ? to : cycle.map(({ name }) => name).join(' → ');
  return { path: from, line: null, rule: rule.name, says: `imports ${way.replaceAll('node_modules/', '')}` };
}

/** Every import of a tree against its arrows. `tree` is a folder that holds packages/, server/ and so on, or some of them. */
export async function findBrokenBoundaries(
  tree = root,
  folders: readonly string[] = cruised,
): Promise<readonly Finding[]> {
  const { output } = await cruise(
    [...folders],
    { ...arrows.options, baseDir: tree, validate: true, ruleSet: { forbidden: [...arrows.forbidden] } },
    arrows.options.enhancedResolveOptions,
  );
  if (typeof output === 'string')
    throw new Error('dependency-cruiser answered with text where a result was expected');
  return output.summary.violations.map(findingOf);
}
