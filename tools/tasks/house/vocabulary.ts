import type { Finding, SourceFile } from './files.ts';

/** Where a banned word may stand all the same, and why. */
type Exception = { readonly path: RegExp; readonly why: string };
type Banned = {
  readonly word: string;
  readonly pattern: RegExp;
  readonly instead: string;
  readonly except: readonly Exception[];
};

/** These name the words in order to ban them. */
const aboutWords: readonly Exception[] = [
  {
    path: /^docs\/vocabulary\.md$|^CONTRIBUTING\.md$|^tools\/tasks\/house\/vocabulary\.ts$/,
    why: 'says which words are not used',
  },
  { path: /^server\/api\/enrolment\/enrol\.test\.ts$/, why: 'proves that such fields are refused' },
  {
    path: /^packages\/casework\/people\/(identifiers|register\.test)\.ts$/,
    why: 'says which kinds of identifier are refused, and proves it',
  },
  { path: /^test\/boundaries\//, why: 'proves that this check finds them' },
];

const person =
  'Say participant: the person supervised, released on a promise to a court (docs/vocabulary.md).';

/** DESIGN.md, «Vocabulary»: participant; never offender, alien, client, subject. Words that judge before a court has. */
export const bannedWords: readonly Banned[] = [
  ...[
    'offender',
    'alien',
    'detainee',
    'inmate',
    'absconder',
    'violator',
    'perpetrator',
    'parolee',
    'probationer',
    'defendant',
    'monitoree',
  ].map(
    (word): Banned => ({
      word,
      pattern: new RegExp(`\\b${word}s?\\b`, 'i'),
      instead: person,
      except: [],
    }),
  ),
  {
    word: 'subject',
    // In code a variable of this name holds a Case, as the language reserves `case`; the next entry finds the person.
    pattern: /\bsubjects?\b/i,
    instead: person,
    except: [
      { path: /\.tsx?$/, why: 'looked at by the next entry' },
      { path: /^server\/database\/migrations\/0007-accounts\.sql$/, why: 'whom an attempt to sign in names' },
    ],
  },
  {
    word: 'subject for a person',
    pattern:
      /\b(the|an?|each|every|this|that|any|whose|our|no|one) subjects?\b|\bsubject('s\b| (id|name|address|home|phone|birth|reference|participant|options?)\b)/i,
    instead: person,
    except: [{ path: /^(docs|README)/, why: 'looked at by the entry before' }],
  },
  {
    word: 'client',
    // In code a client is the other end of a connection. Found is what can only mean a person.
    pattern:
      /\bclients?('s)? (birth|case|home|person|location|device|zone|order|alert|condition|hearing|participant)/i,
    instead: `${person} An attorney's client is spoken of only where the attorney acts.`,
    except: [{ path: /^web\/attorney\//, why: 'an attorney speaks of clients' }],
  },
  {
    word: 'parole or flight-risk language',
    pattern: /\b(flight.risk|risk.score|absconding|fugitive|dangerousness)\b/i,
    instead:
      'Say what was observed. Scores that predict flight or crime are absent by design (DESIGN.md, what must stay true, 10).',
    except: [{ path: /^(docs|README\.md|SECURITY\.md)/, why: 'says what the program does not do' }],
  },
];

export const whyWords: Readonly<Record<string, string>> = Object.fromEntries(
  bannedWords.map(({ word, instead }) => [`word ${word}`, instead]),
);

/** Words of a line, those inside names too: `clientHome` and `client_home` are «client home». */
function apart(content: string): string {
  return content.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').replaceAll('_', ' ');
}

/** Words that have a right twin in docs/vocabulary.md: in code, tables, routes, screens and docs. */
export function findBannedWords(files: readonly SourceFile[], words = bannedWords): readonly Finding[] {
  return files.flatMap(({ path, text }) => {
    const here = words.filter(
      ({ except }) => ![...aboutWords, ...except].some((exception) => exception.path.test(path)),
    );
    return text.split('\n').flatMap((content, index) =>
      here
        .filter(({ pattern }) => pattern.test(apart(content)))
        .map(({ word }) => ({
          path,
          line: index + 1,
          rule: `word ${word}`,
          says: content.trim().slice(0, 90),
        })),
    );
  });
}
