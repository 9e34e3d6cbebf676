import type { BuiltInWords } from './template.ts';

/** Letters to participants alone: courts read English. */
export const creole: BuiltInWords = {
  'to-participant': {
    title: 'Yon lèt {programme} voye ba ou',
    body: [
      { kind: 'paragraph', text: 'Bonjou {participant},' },
      { kind: 'free', text: 'N ap ekri ou paske {reasons}' },
      {
        kind: 'paragraph',
        text: 'Si ou gen kesyon, oswa si ou bezwen lèt sa a nan yon lòt lang, rele nou: {phone}.',
      },
    ],
  },
  'hearing-notice': {
    title: 'Odyans ou: {hearingWhen}',
    body: [
      { kind: 'paragraph', text: 'Bonjou {participant},' },
      {
        kind: 'paragraph',
        text: 'Ou gen yon odyans nan tribinal. Tanpri vini, oswa konekte si odyans lan fèt a distans.',
      },
      { kind: 'heading', text: 'Ki lè ak ki kote' },
      {
        kind: 'paragraph',
        text: 'Ki lè: {hearingWhen}\nTribinal: {court}\nKote: {hearingPlace}\nNimewo dosye: {caseNumber}',
      },
      { kind: 'heading', text: 'Si ou bezwen èd' },
      {
        kind: 'free',
        text: 'Nou ka ede ou rive la. Rele nou pi bonè ou kapab: {phone}. Si ou pa ka vini, rele nou ak avoka ou anvan odyans lan.',
      },
    ],
  },
  'check-in-notice': {
    title: 'Randevou ou: {checkInDue}',
    body: [
      { kind: 'paragraph', text: 'Bonjou {participant},' },
      {
        kind: 'paragraph',
        text: 'Pwochen randevou ou avèk nou se {checkInDue}. Li fèt {checkInHow}, e li ka fèt ant {checkInFrom} ak {checkInUntil}.',
      },
      { kind: 'paragraph', text: 'Kote: {checkInPlace}' },
      {
        kind: 'free',
        text: 'Si ou poko gen yon lè, oswa si ou pa ka vini lè sa a, rele nou pou nou jwenn yon lòt lè: {phone}.',
      },
    ],
  },
  'check-in-missed': {
    title: 'Nou pa t pran nouvèl ou pou randevou ou',
    body: [
      { kind: 'paragraph', text: 'Bonjou {participant},' },
      {
        kind: 'paragraph',
        text: 'Randevou ou te pou {checkInDue}. Li te ka fèt jiska {checkInUntil}, e nou pa t pran nouvèl ou.',
      },
      { kind: 'heading', text: 'Sa pou ou fè kounye a' },
      { kind: 'paragraph', text: 'Tanpri rele nou oswa vin wè nou anvan {replyBy}: {phone}.' },
      {
        kind: 'paragraph',
        text: 'Si ou te malad, si ou te oblije travay oswa pran swen yon moun, si ou pa t gen mwayen pou vini, oswa si ou te gen yon lòt bon rezon, di nou sa. Rezon sa yo ekri nan dosye a epi yo pa konte kont ou.',
      },
      { kind: 'free', text: 'Si nou pa pran nouvèl ou, n ap eseye jwenn ou yon lòt jan.' },
    ],
  },
  'review-notice': {
    title: 'Sa nou deside {reviewDecidedOn}',
    body: [
      { kind: 'paragraph', text: 'Bonjou {participant},' },
      {
        kind: 'paragraph',
        text: 'Nou gade si sa yo mande ou toujou nesesè. {reviewDecision}',
      },
      { kind: 'paragraph', text: 'Anvan: {reviewTierBefore}\nKounye a: {reviewTierAfter}' },
      { kind: 'heading', text: 'Poukisa' },
      { kind: 'paragraph', text: '{reviewReasons}' },
      {
        kind: 'free',
        text: 'Si ou pa dakò, oswa si gen yon bagay ki pa klè, rele nou oswa mande avoka ou: {phone}.',
      },
    ],
  },
  'collection-notice': {
    title: 'N ap pran aparèy ou a {collectionWhen}',
    body: [
      { kind: 'paragraph', text: 'Bonjou {participant},' },
      { kind: 'paragraph', text: 'N ap pran aparèy ou a {collectionWhen}.' },
      { kind: 'heading', text: 'Ki lè ak ki kote' },
      { kind: 'paragraph', text: 'Ki lè: {collectionWhen}\n{collectionHow}: {collectionPlace}' },
      {
        kind: 'free',
        text: 'Si jou sa a pa bon pou ou, oswa si ou bezwen èd pou rive la, rele nou pou nou jwenn yon lòt jou: {phone}.',
      },
    ],
  },
};
