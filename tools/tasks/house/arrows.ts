/**
 * The arrows of the house, held by the build:
 *
 *     kernel ← protocols, monitor, casework ← contracts ← server, web, tools
 *
 * Each rule has a name, says why it is and what to do instead, and is proved by the folder of its name in
 * test/boundaries/fixtures, which must fail.
 */

import type { ICruiseOptions, IForbiddenRuleType, IResolveOptions } from 'dependency-cruiser';

/** One rule; `comment` says why it is and what to do instead. */
type Arrow = IForbiddenRuleType & { readonly name: string; readonly comment: string };
type Arrows = {
  readonly forbidden: readonly Arrow[];
  readonly options: ICruiseOptions & { readonly enhancedResolveOptions: Partial<IResolveOptions> };
};

/** Tests and what only they use; they may reach further than the product. Keep in step with isTest in tools/tasks/house/files.ts. */
const tests = ['(^|/)(test|testing|fixtures)/', '[.]test[.]tsx?$', '(^|/)testing[^/]*[.]tsx?$'];
const built = '(^|/)node_modules/';

/** Libraries of pure code, with no clock, file or socket in them. A new one is added here, in review. */
const pureLibraries = ['zod', 'any-ascii', 'double-metaphone'];
const databaseLibraries = ['pg', 'pg-copy-streams', 'pg-boss', 'kysely'];
const httpLibraries = ['fastify', '@fastify', 'fastify-type-provider-zod', 'better-auth'];
const testLibraries = ['vitest', '@vitest', 'fast-check', 'playwright-core', 'axe-core'];

const libraries = (names: readonly string[]): string => `${built}(${names.join('|')})/`;

const forbidden: readonly Arrow[] = [
  {
    name: 'no-cycles',
    severity: 'error',
    comment:
      'Two files that need each other can be neither read, tested nor changed alone. Move what both need into a third, or pass it as an argument.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'everything-resolves',
    severity: 'error',
    comment:
      'An import that leads nowhere escapes every other rule. Correct the path, or add the library to the workspace that uses it.',
    from: {},
    to: { couldNotResolve: true, pathNot: '[?]url$|^virtual:' },
  },
  {
    name: 'kernel-knows-nobody',
    severity: 'error',
    comment:
      'Everything stands on the kernel; what it knows of others, everybody depends on. Move the part that needs them up, or its types down here.',
    from: { path: '^packages/kernel/' },
    to: { path: '^(packages/(?!kernel/)|server/|web/|tools/)' },
  },
  {
    name: 'protocols-know-only-the-kernel',
    severity: 'error',
    comment:
      'A codec turns bytes into readings and knows neither rules nor cases, so that it can be checked against the device alone. Put shared types into packages/kernel.',
    from: { path: '^packages/protocols/' },
    to: { path: '^(packages/(?!kernel/|protocols/)|server/|web/|tools/)' },
  },
  {
    name: 'monitor-knows-only-the-kernel',
    severity: 'error',
    comment:
      'The monitor judges observations and knows neither devices nor people, so that anyone can replay an alert. Put shared types into packages/kernel; let the server translate.',
    from: { path: '^packages/monitor/' },
    to: { path: '^(packages/(?!kernel/|monitor/)|server/|web/|tools/)' },
  },
  {
    name: 'casework-knows-only-the-kernel',
    severity: 'error',
    comment:
      'Casework decides on people and orders without devices or rules of monitoring. Put shared types into packages/kernel; let the server bring both together.',
    from: { path: '^packages/casework/' },
    to: { path: '^(packages/(?!kernel/|casework/)|server/|web/|tools/)' },
  },
  {
    name: 'contracts-know-only-pure-code',
    severity: 'error',
    comment:
      'Contracts are read by server, web and tools alike; one of these inside would drag it into all. Describe the form here and fill it there.',
    from: { path: '^packages/contracts/' },
    to: { path: '^(server/|web/|tools/)' },
  },
  {
    name: 'server-knows-neither-web-nor-tools',
    severity: 'error',
    comment:
      'The server runs without a browser and without the command. What both need is a contract, or belongs here with the tool calling it.',
    from: { path: '^server/' },
    to: { path: '^(web/|tools/)' },
  },
  {
    name: 'web-knows-only-contracts',
    severity: 'error',
    comment:
      'A page that decides by itself decides differently from the server. Ask the API; take forms from packages/contracts and basic types from packages/kernel.',
    from: { path: '^web/', pathNot: tests },
    to: { path: '^(packages/(?!contracts/|kernel/)|server/|tools/)' },
  },
  {
    name: 'ui-knows-no-app',
    severity: 'error',
    comment:
      'web/ui is shared by console, companion, attorney and public pages. Pass what it needs as properties, or move the piece into its app.',
    from: { path: '^web/ui/' },
    to: { path: '^web/(console|companion|attorney|public)/' },
  },
  {
    name: 'apps-stand-apart',
    severity: 'error',
    comment:
      'Each app is loaded alone, by people with different rights. Move what two of them need into web/ui.',
    from: { path: '^web/(console|companion|attorney|public)/' },
    to: { path: '^web/(console|companion|attorney|public)/', pathNot: '^web/$1/' },
  },
  {
    name: 'pure-without-node',
    severity: 'error',
    comment:
      'packages/ runs in the server, the browser and a replay anywhere: no file, socket or clock. Take bytes and values as arguments; read them in server/ or tools/.',
    from: { path: '^packages/', pathNot: tests },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'pure-with-named-libraries',
    severity: 'error',
    comment:
      'A library in packages/ can bring in the clock, the network or megabytes for the browser. Use one that is named in .dependency-cruiser.mjs, or name it there in review.',
    from: { path: '^packages/', pathNot: tests },
    to: { path: built, pathNot: libraries(pureLibraries) },
  },
  {
    name: 'web-without-node',
    severity: 'error',
    comment: 'The browser has no such module. Ask the API, or use what the platform has.',
    from: { path: '^web/', pathNot: [...tests, '^web/build/', '^web/[^/]+[.]config[.]ts$'] },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'database-below-repositories',
    severity: 'error',
    comment:
      'Row-level security, one transaction a command and readable SQL hold only where statements stand in one place. Write a function in server/database/repositories/ and call it; types of connections come from server/database/ too. (The bench measures PostgreSQL bare.)',
    from: {
      path: '^(packages|server|web|tools)/',
      pathNot: [...tests, '^server/(database|gateway|jobs)/', '^tools/bench/'],
    },
    to: { path: libraries(databaseLibraries) },
  },
  {
    name: 'http-only-in-the-api',
    severity: 'error',
    comment:
      'Only a route knows HTTP, so that use cases can be called from jobs, commands and tests. Return a value (Result) and let the route answer.',
    from: { path: '^(packages|server|web|tools)/', pathNot: [...tests, '^server/api/'] },
    to: { path: libraries(httpLibraries) },
  },
  {
    name: 'product-knows-no-test',
    severity: 'error',
    comment:
      'What runs at a court must not hang on what was written to test it. Move the piece that both need out of the test.',
    from: { path: '^(packages|server|web|tools)/', pathNot: tests },
    to: { path: [...tests, libraries(testLibraries)] },
  },
  {
    name: 'declared-libraries',
    severity: 'error',
    comment:
      "A library that only another's package.json brings disappears with the other's next release. Install it in the workspace that uses it.",
    from: { path: '^(packages|server|web|tools)/', pathNot: tests },
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  },
];

export const arrows: Arrows = {
  forbidden,
  options: {
    // TypeScript 7 has no JavaScript API; swc reads the same syntax. It keeps `import type`: types are arrows too.
    parser: 'swc',
    combinedDependencies: false,
    doNotFollow: { path: built },
    exclude: { path: '(^|/)dist/|^test/boundaries/fixtures/' },
    moduleSystems: ['es6', 'cjs'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mts', '.js', '.mjs', '.json', '.css'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
