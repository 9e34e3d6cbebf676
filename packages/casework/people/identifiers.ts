import { type Failure, fail, type PlainSentence, type Result, succeed } from '@attend/kernel';
import anyAscii from 'any-ascii';
import type { Identifier } from './details.ts';

/**
 * PPL-13: words by which a kind of identifier would itself tell a nationality or an immigration status, in the companion's four
 * languages. Folded to ASCII; the beginnings of words. A passport's and a consulate's number say a nation by their form.
 */
const beginnings = [
  ...['nationalit', 'nacionalidad', 'nasyonalite', 'citizen', 'ciudadan', 'sitwayen'],
  ...['immigra', 'inmigra', 'imigra', 'emigra', 'migra', 'asyl', 'asil', 'azil', 'refug', 'refij'],
  ...[
    'visa',
    'viza',
    'passport',
    'pasaport',
    'paspo',
    'consular',
    'consulat',
    'consulad',
    'konsila',
    'green card',
    'tarjeta verde',
  ],
  ...['permanent resident', 'residente', 'rezidan', 'undocument', 'indocument', 'legal status'],
  ...['status', 'estatus', 'estado migrat', 'daca', 'tps', 'birth country', 'country', 'pais', 'peyi'],
  ...['birthplace', 'place of birth', 'lugar de nacimiento'],
  // The number that is given to whoever is no citizen, by any of its names, and those of proceedings against nobody else.
  ...[
    'alien',
    'a number',
    'anumber',
    'a no ',
    'uscis',
    'ice ',
    'eoir',
    'i 94',
    'i94',
    'foreign',
    'extranjer',
    'etranje',
  ],
  ...['numero a ', 'deport', 'depotasyon', 'removal', 'expuls', 'ekspil'],
] as const;
/** Arabic: nationality, immigration, asylum, refugee, visa, passport, residence permit, country, foreigner, deportation. */
const arabic = /جنسي|هجر|لجوء|لاجئ|تأشير|جواز|إقام|اقام|بلد|دولة|أجنبي|اجنبي|ترحيل/;

/** Spaces, so that a beginning is one of a word: `tps` is not in `httpserver`. */
const fold = (text: string): string =>
  ` ${anyAscii(text.normalize('NFKC'))
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')} `;

export const tellsStatus = (kind: string): boolean =>
  arabic.test(kind.normalize('NFKC')) || beginnings.some((word) => fold(kind).includes(` ${word}`));

/** A word in the place of a number would be a statement about the person, and would be searched like one. */
const isNumber = (value: string): boolean => /\p{Nd}/u.test(value);

const refuse = (
  code: string,
  message: PlainSentence,
  index: number,
  field: keyof Identifier,
): Result<never, Failure> => fail({ code, message, path: ['identifiers', index, field] });

/** PPL-13: whether these may be kept. */
export function checkIdentifiers(identifiers: readonly Identifier[]): Result<null> {
  for (const [index, { kind, value }] of identifiers.entries()) {
    if (tellsStatus(kind))
      return refuse(
        'status-kept-out',
        'A kind of identifier that tells nationality or immigration status is not kept here.',
        index,
        'kind',
      );
    if (!isNumber(value)) return refuse('no-number', 'An identifier holds a number.', index, 'value');
  }
  return succeed(null);
}
