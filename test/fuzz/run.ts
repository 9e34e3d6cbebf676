import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, run } from '../../tools/tasks/run.ts';

/** An OpenAPI document, as far as it is changed here. */
export type Description = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly [part: string]: unknown;
};
export type Operation = {
  readonly operationId: string;
  readonly security?: unknown;
  readonly 'x-permission'?: string;
};

export type Slice = {
  /** Schemathesis' program. */
  readonly tool: string;
  readonly address: string;
  readonly description: Description;
  /** Operations by id. */
  readonly asked: readonly string[];
  /** Null: nobody is signed in. */
  readonly cookies: string | null;
  /** What hooks.py is told. */
  readonly told: object;
  readonly seed: number;
  readonly seconds: number;
  readonly phases: string;
};

export type Asked = {
  /** Nothing was found. */
  readonly good: boolean;
  /** What Schemathesis says, each failing example with the request that shows it again. */
  readonly says: string;
};

const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
  'unsupported_method',
  'allow_header_conformance',
  'ignored_auth',
  'nothing_of_another_programme',
];

/** Asks an API for some time what its description permits and forbids, with one seed. Loopback only, one request at a time. */
export async function fuzz(slice: Slice): Promise<Asked> {
  const folder = mkdtempSync(join(tmpdir(), 'attend-fuzz-'));
  try {
    const description = join(folder, 'openapi.json');
    const world = join(folder, 'world.json');
    writeFileSync(description, JSON.stringify(withoutTuples(slice.description)));
    writeFileSync(world, JSON.stringify(slice.told));
    const { code, output } = await run(
      slice.tool,
      [
        ...['run', description, '--url', slice.address, '-H', `Origin: ${slice.address}`],
        ...(slice.cookies === null ? [] : ['-H', `Cookie: ${slice.cookies}`]),
        ...slice.asked.flatMap((id) => ['--include-operation-id', id]),
        ...['--seed', String(slice.seed), '--max-time', String(slice.seconds), '--phases', slice.phases],
        ...[
          '--checks',
          checks.join(','),
          '--continue-on-failure',
          '--workers',
          '1',
          '--request-timeout',
          '20',
        ],
        // A seed alone decides: nothing is remembered from one run to the next.
        ...[
          '--generation-database',
          'none',
          '--suppress-health-check',
          'all',
          '--warnings',
          'off',
          '--no-color',
        ],
      ],
      {
        cwd: folder,
        env: {
          SCHEMATHESIS_HOOKS: 'hooks',
          PYTHONPATH: join(root, 'test/fuzz'),
          PYTHONDONTWRITEBYTECODE: '1',
          ATTEND_FUZZ_WORLD: world,
          // Any value would make it draw its progress as on a screen.
          FORCE_COLOR: '',
        },
        limitSeconds: slice.seconds + 120,
      },
    );
    return {
      good: code === 0,
      says: output.slice(Math.max(0, output.search(/^=+ (?:ERRORS|FAILURES) =+$/m))),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const operationsOf = ({ paths }: Description): Operation[] =>
  Object.values(paths).flatMap(Object.values);

/**
 * Schemathesis 4.32 rewrites tuples (`prefixItems`) to the array form of `items` of older drafts and then refuses its own
 * rewriting in answers. A place's two numbers are said by their count instead; our own encoding holds them to more.
 */
function withoutTuples(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTuples);
  if (typeof value !== 'object' || value === null) return value;
  const { prefixItems, ...rest } = value as { prefixItems?: unknown };
  const plain = Object.fromEntries(Object.entries(rest).map(([key, inner]) => [key, withoutTuples(inner)]));
  if (!Array.isArray(prefixItems)) return plain;
  return {
    ...plain,
    items: { anyOf: prefixItems },
    minItems: prefixItems.length,
    maxItems: prefixItems.length,
  };
}
