import { type Permission, permissions, type StaffRole } from '@attend/contracts/session';
import { beforeAll, expect, test } from 'vitest';
import { may } from '../../server/access/policy.ts';
import { withTestApi } from '../../server/api/testing/start.ts';
import { readySchemathesis } from '../../tools/tasks/schemathesis.ts';
import { readAnswers } from './answers.ts';
import { keepFigures } from './figures.ts';
import { type Description, fuzz, type Operation, operationsOf } from './run.ts';
import { askedAs, type FuzzWorld, makeWorld } from './world.ts';

/** Two minutes in `npm test`, thirty in `npm run soak`. */
const budgetSeconds = Number(process.env.ATTEND_FUZZ_SECONDS ?? 120);
const firstSeed = Number(process.env.ATTEND_FUZZ_SEED ?? 1);
/** A proof of the second factor is good for five minutes: each round begins with a new one. */
const longestRound = 480;

const system = await withTestApi({ requestsPerMinute: 1_000_000 });
let tool = '';
let world: FuzzWorld;
let description: Description;

beforeAll(async () => {
  const ready = await readySchemathesis((what) => console.info(what));
  if (ready.kind === 'missing') throw new Error(ready.says);
  tool = ready.path;
  world = await makeWorld(system);
  description = (await system.client().get('/api/openapi.json')).body;
}, 420_000);

type Asker = { readonly name: StaffRole | 'nobody'; readonly asked: readonly string[] };

const isPermission = (text: string | undefined): text is Permission =>
  permissions.some((one) => one === text);
/** A stream never ends (it has tests of its own, feed.test.ts); whoever signs out asks nothing more. */
const unasked: readonly string[] = ['get-feed', 'post-sign-out'];

/**
 * What each role is asked with: what its permissions open (that all else is refused is the access matrix's, route by route),
 * and once what everybody has. Nobody asks for what is open to all.
 */
function askersOf(all: Description): Asker[] {
  const operations = operationsOf(all).filter(({ operationId }) => !unasked.includes(operationId));
  const idsOf = (kept: (operation: Operation) => boolean) =>
    operations.filter(kept).map(({ operationId }) => operationId);
  const opens = (role: StaffRole) => (operation: Operation) => {
    const permission = operation['x-permission'];
    return isPermission(permission) ? may([role], permission) : role === 'supervisor';
  };
  return [
    ...askedAs.map((role) => ({ name: role, asked: idsOf(opens(role)) })),
    { name: 'nobody', asked: idsOf(({ security }) => security === undefined) },
  ];
}

test(
  'FUZ-1 whatever is asked of the API by its description, it answers within it: no fault, nothing undeclared, nothing of another programme',
  async () => {
    const askers = askersOf(description);
    const total = askers.reduce((sum, { asked }) => sum + asked.length, 0);
    const rounds = Math.max(1, Math.ceil(budgetSeconds / longestRound));
    const found: string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      for (const { name, asked } of askers) {
        await proveAnew();
        const viewer = name === 'nobody' ? null : world.viewers.get(name);
        if (viewer === undefined) throw new Error(`nobody is ${name}`);
        const { viewers: _viewers, ...told } = world;
        const seed = firstSeed + round;
        const { good, says } = await fuzz({
          ...{ tool, address: system.api.address, description, asked, told, seed },
          cookies: viewer?.cookies() ?? null,
          seconds: Math.max(3, Math.round((budgetSeconds * asked.length) / total / rounds)),
          // The values at every bound come first; a round later they would be the same.
          phases: round === 0 ? 'coverage,fuzzing,stateful' : 'fuzzing,stateful',
        });
        if (!good) found.push(`as ${name}, seed ${seed}:\n${says}`);
        // Without its session all the rest would ask nothing.
        if (viewer !== null) expect((await viewer.get('/api/session')).body.state, name).toBe('signed-in');
      }
    }
    const { faults, ...counts } = readAnswers(system.logged);
    keepFigures('fuzz-api', { seconds: budgetSeconds, ...counts, found: found.length });
    expect(found.join('\n\n')).toBe('');
    // The server's own log: also a fault that no asker waited for, and what only the database refused.
    expect(faults).toEqual([]);
    // A search that reaches nothing finds nothing.
    expect(counts.reached).toBeGreaterThan(40);
  },
  (budgetSeconds + 600) * 1000,
);

/** Everybody's second factor counts as proven a moment ago. */
async function proveAnew(): Promise<void> {
  await system.database
    .pool('owner')
    .query('update auth.session set proven_at = now() where proven_at is not null');
}
