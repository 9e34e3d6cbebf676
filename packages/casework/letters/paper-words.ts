import type { LetterLanguage } from './words.ts';

/** What stands on the paper itself, whatever its template says. */
export type PaperWords = {
  readonly to: string;
  readonly signature: string;
  readonly signer: string;
  readonly date: string;
  readonly byHand: string;
  readonly page: string;
};

export const paperWords: Readonly<Record<LetterLanguage, PaperWords>> = {
  en: {
    to: 'To',
    signature: 'Signature',
    signer: 'Name',
    date: 'Date',
    byHand: 'This form counts only when it is signed by hand.',
    page: 'Page',
  },
  es: {
    to: 'Para',
    signature: 'Firma',
    signer: 'Nombre',
    date: 'Fecha',
    byHand: 'Este formulario solo vale si está firmado a mano.',
    page: 'Página',
  },
  ht: {
    to: 'Pou',
    signature: 'Siyati',
    signer: 'Non',
    date: 'Dat',
    byHand: 'Fòm sa a valab sèlman lè li siyen ak men.',
    page: 'Paj',
  },
  ar: {
    to: 'إلى',
    signature: 'التوقيع',
    signer: 'الاسم',
    date: 'التاريخ',
    byHand: 'لا يُعتدّ بهذا النموذج إلا إذا وُقّع باليد.',
    page: 'صفحة',
  },
};
