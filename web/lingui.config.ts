import { pathToFileURL } from 'node:url';
import babel from '@lingui/cli/api/extractors/babel';
import { defineConfig } from '@lingui/conf';
import { formatter } from '@lingui/format-po';

/** The sentences of refusals stand in one table that the server has as well: under `said.REASON`, as ui/words/told.ts looks for them. */
const sentences: NonNullable<Parameters<typeof defineConfig>[0]['extractors']>[number] = {
  match: (filename) =>
    /packages\/kernel\/sentences\/\w+\.ts$/.test(filename) && !filename.endsWith('/index.ts'),
  extract: async (filename, _code, onMessageExtracted) => {
    const parts: Readonly<Record<string, Readonly<Record<string, string>>>> = await import(
      pathToFileURL(filename).href
    );
    for (const table of Object.values(parts))
      for (const [reason, message] of Object.entries(table))
        onMessageExtracted({ id: `said.${reason}`, message, origin: [filename, 1] });
  },
};

export default defineConfig({
  sourceLocale: 'en',
  locales: ['en', 'es', 'ht', 'ar'],
  catalogs: [
    {
      path: '<rootDir>/locales/{locale}',
      include: ['<rootDir>/ui', '<rootDir>/console', '<rootDir>/../packages/kernel/sentences'],
    },
  ],
  extractors: [sentences, babel],
  // No line numbers: a moved line is no change of the text.
  format: formatter({ lineNumbers: false }),
});
