import { type PluginObj, transformAsync, types } from '@babel/core';
import macros from '@lingui/babel-plugin-lingui-macro';
import { makeConfig } from '@lingui/conf';
import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage';
import type { Plugin } from 'vite';
import config from '../lingui.config.ts';

const linguiConfig = makeConfig(config, { skipValidation: true });
const usesMacros = /from ['"]@lingui\/(?:core|react)\/macro['"]/;

/**
 * Compiles the English texts that the macros leave in the code, so that the page carries no parser for them (8 KB) and
 * English needs no catalogue. A text that cannot be compiled fails the build with its place.
 */
function compiledTexts(): PluginObj {
  return {
    name: 'attend-compiled-texts',
    visitor: {
      Program: {
        exit(program) {
          program.traverse({
            ObjectExpression(path) {
              const { properties, leadingComments } = path.node;
              if (!leadingComments?.some((comment) => /^\*?\s*i18n\s*$/.test(comment.value))) return;
              for (const property of properties) {
                if (!types.isObjectProperty(property) || !types.isStringLiteral(property.value)) continue;
                if (!types.isIdentifier(property.key, { name: 'message' })) continue;
                property.value = types.valueToNode(compileMessageOrThrow(property.value.value));
              }
            },
          });
        },
      },
    },
  };
}

/**
 * Turns Lingui's macros into run-time calls. Lingui's own native transform is an optional binary that asks for a newer
 * Node than the one that may run `npm install`, which then leaves it out without a word: hence plain JavaScript.
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
          plugins: [[macros, { descriptorFields: 'message', linguiConfig }], compiledTexts],
        });
        return result?.code ? { code: result.code, map: result.map ?? null } : null;
      },
    },
  };
}
