import { lingui } from '@lingui/vite-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { linguiMacros } from './build/lingui-macros.ts';

const api = process.env.ATTEND_API ?? 'http://127.0.0.1:8080';

export default defineConfig(({ command }) => {
  // Whoever starts the build (a test, a shell) may have set another: what is served is React's production build.
  if (command === 'build') process.env.NODE_ENV = 'production';
  return {
    root: import.meta.dirname,
    // DESIGN.md keeps the folder public/ for the public pages; files served as they are stand in static/.
    publicDir: 'static',
    plugins: [linguiMacros(), react(), lingui({ cwd: import.meta.dirname })],
    build: {
      outDir: 'dist',
      emptyOutDir: true,
      // Data URIs would need a wider content security policy; files do not.
      assetsInlineLimit: 0,
      // One style sheet, fetched at the start: a page's own that did not come once is never asked for again, and the page
      // would stand there without its style after a break of the line. It is 20 KB more, packed.
      cssCodeSplit: false,
      chunkSizeWarningLimit: 1200,
    },
    server: { proxy: { '/api': { target: api }, '/tiles': { target: api } } },
  };
});
