import { defineConfig } from '@lingui/conf';
import { formatter } from '@lingui/format-po';

export default defineConfig({
  sourceLocale: 'en',
  locales: ['en', 'es', 'ht', 'ar'],
  catalogs: [{ path: '<rootDir>/locales/{locale}', include: ['<rootDir>/ui', '<rootDir>/console'] }],
  // No line numbers: a moved line is no change of the text.
  format: formatter({ lineNumbers: false }),
});
