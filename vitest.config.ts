import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.ts', '**/*.test.tsx'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    // One fixed zone for every test; `npm test` runs the time-sensitive ones in another besides.
    env: { TZ: process.env['ATTEND_TEST_TZ'] ?? 'America/New_York' },
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
