import { accessSentences } from './access.ts';
import { caseworkSentences } from './casework.ts';
import { costsSentences } from './costs.ts';
import { fittingsSentences } from './fittings.ts';
import { formsSentences } from './forms.ts';
import { importsSentences } from './imports.ts';
import { movesSentences } from './moves.ts';
import { ordersSentences } from './orders.ts';
import { peopleSentences } from './people.ts';
import { providersSentences } from './providers.ts';
import { serverSentences } from './server.ts';
import { statisticsSentences } from './statistics.ts';
import { stockSentences } from './stock.ts';
import { wordsSentences } from './words.ts';
import { zonesSentences } from './zones.ts';

/**
 * Every sentence in which something is refused, by its reason: a stable name that the API tells, and under which the console has the
 * sentence in its reader's language (web/locales). In English it stands at the place that refuses as well, and the compiler holds that
 * the two are the same; a sentence is changed in both, and its reason stays.
 */
export const sentences = {
  ...accessSentences,
  ...caseworkSentences,
  ...costsSentences,
  ...fittingsSentences,
  ...formsSentences,
  ...importsSentences,
  ...movesSentences,
  ...ordersSentences,
  ...peopleSentences,
  ...providersSentences,
  ...serverSentences,
  ...statisticsSentences,
  ...stockSentences,
  ...wordsSentences,
  ...zonesSentences,
} as const;
export type Reason = keyof typeof sentences;
export type Sentence = (typeof sentences)[Reason];
