import { transformAsync } from '@babel/core';
import macros from '@lingui/babel-plugin-lingui-macro';
import { makeConfig } from '@lingui/conf';
import type { Plugin } from 'vite';
import config from '../lingui.config.ts';

const linguiConfig = makeConfig(config, { skipValidation: true });
const usesMacros = /from ['"]@lingui\/(?:core|react)\/macro['"]/;

/**
 * Turns Lingui's macros into run-time calls. Lingui's own native transform is an optional binary that asks for a newer
 * Node than the one that may run `npm install`, which then leaves it out without a word: hence plain JavaScript.
 * The English message stays in the code, so that English needs no catalogue and a missing translation shows English.
 */
export function linguiMacros(): Plugin {
  return {
    name: 'attend-lingui-macros',
    enforce: 'pre',
    transform: {
      filter: { id: /\.tsx?$/, code: usesMacros },
      async handler(code, id) {
        const result = await transformAsync(code, {
          filename: id,
          babelrc: false,
          configFile: false,
          sourceMaps: true,
          parserOpts: { plugins: ['typescript', 'jsx'] },
          plugins: [[macros, { descriptorFields: 'message', linguiConfig }]],
        });
        return result?.code ? { code: result.code, map: result.map ?? null } : null;
      },
    },
  };
}
