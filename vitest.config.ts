import { defineConfig } from 'vitest/config';
import { linguiMacros } from './web/build/lingui-macros.ts';

export default defineConfig({
  // The console's texts are macros, also where its pure view models make them.
  plugins: [linguiMacros()],
  test: {
    include: ['**/*.test.ts', '**/*.test.tsx'],
    exclude: ['**/node_modules/**', '**/dist/**', 'test/boundaries/fixtures/**'],
    // One fixed zone for every test; `npm test` runs the time-sensitive ones in another besides.
    env: { TZ: process.env.ATTEND_TEST_TZ ?? 'America/New_York' },
    // One PostgreSQL server a run, started when the first test file asks (server/database/testing.ts).
    globalSetup: ['./server/database/testing-server.ts'],
    // What is waited for comes as soon as it can; the limit only tells never from slow on a busy machine.
    expect: { poll: { timeout: 10_000 } },
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
