import type { LocationLevel } from '@attend/kernel';
import { isFromTheRight } from '../messages/dates.ts';
import { type AgreementWording, arabicAgreement, creoleAgreement } from './agreement-wordings.ts';
import type { ClauseKind } from './records.ts';

/** Languages whose text comes with the program; for others an agency enters its own. */
export const agreementLanguages = ['en', 'es', 'ht', 'ar'] as const;
export type AgreementLanguage = (typeof agreementLanguages)[number];

/** Of these nobody who speaks them has read the program's words yet: an agency may enter its own in their place. */
const unread: ReadonlySet<string> = new Set<AgreementLanguage>(['ht', 'ar']);
/** ORD-15: in these the program's own text stands, and no agency's takes its place. */
export const isSettledAgreement = (language: string): boolean => isOurs(language) && !unread.has(language);

/** What of an order the text says. Dates as the participant reads them. */
export type AgreementValues = {
  readonly name: string;
  readonly order: string;
  readonly court: string;
  readonly from: string;
  readonly to: string;
  readonly review: string;
  readonly location: LocationLevel;
  readonly clauses: readonly ClauseKind[];
};

/** Raised with every change of a wording: a signature names the text that was read. */
export const agreementTextVersion = '2026-11';
/** A signature under words that no speaker has read says so for good. */
const unreadVersion = `${agreementTextVersion}-unread`;
export const isUnreadText = (version: string): boolean => version === unreadVersion;

const wordings: Readonly<Record<AgreementLanguage, AgreementWording>> = {
  en: {
    opening: [
      'Agreement to order {order} of {court}.',
      'For {name}. The order holds from {from} to {to}. Whether it is still needed is looked at on {review}.',
      'This is what the order asks:',
    ],
    clauses: {
      'location-status': 'Your device reports its own state. No location is kept.',
      'location-zones': 'Your device reports whether you are inside or outside each zone.',
      'location-trail': 'Your device reports where you are.',
      'technology-ankle': 'You wear a device on your ankle.',
      'technology-wrist': 'You wear a device on your wrist.',
      'technology-phone': 'You use an app on a phone.',
      'exclusion-zone': 'There are places that you stay away from. They are shown to you on a map.',
      'inclusion-zone': 'There is a place that you stay within. It is shown to you on a map.',
      curfew: 'You are at a place at certain hours. They are given to you in writing.',
      'check-ins': 'You check in on days that are told to you beforehand.',
      attendance: 'You come to your hearings. You are reminded of each.',
    },
    locations: {
      status: 'You agree that no location is kept.',
      zones: 'You agree that it is kept whether you are inside or outside a zone, and not where you are.',
      trail: 'You agree that it is kept where you are.',
    },
    closing: [
      'You may ask for an exception for work, care, health or faith at any time.',
      'You may say what speaks against the order, and it is answered in writing. You may speak with your attorney first.',
      'You may read who looked at your data. You may take this agreement back; the court is told, and location is kept no more from then on.',
    ],
  },
  es: {
    opening: [
      'Acuerdo sobre la orden {order} de {court}.',
      'Para {name}. La orden rige del {from} al {to}. El {review} se revisa si todavía hace falta.',
      'Esto es lo que pide la orden:',
    ],
    clauses: {
      'location-status': 'Su dispositivo informa de su propio estado. No se guarda ninguna ubicación.',
      'location-zones': 'Su dispositivo informa si usted está dentro o fuera de cada zona.',
      'location-trail': 'Su dispositivo informa dónde está usted.',
      'technology-ankle': 'Usted lleva un dispositivo en el tobillo.',
      'technology-wrist': 'Usted lleva un dispositivo en la muñeca.',
      'technology-phone': 'Usted usa una aplicación en un teléfono.',
      'exclusion-zone': 'Hay lugares a los que usted no se acerca. Se le muestran en un mapa.',
      'inclusion-zone': 'Hay un lugar del que usted no sale. Se le muestra en un mapa.',
      curfew: 'Usted está en un lugar a ciertas horas. Se le dan por escrito.',
      'check-ins': 'Usted se presenta en días que se le comunican con anticipación.',
      attendance: 'Usted asiste a sus audiencias. Se le recuerda cada una.',
    },
    locations: {
      status: 'Usted acepta que no se guarde ninguna ubicación.',
      zones: 'Usted acepta que se guarde si está dentro o fuera de una zona, y no dónde está.',
      trail: 'Usted acepta que se guarde dónde está.',
    },
    closing: [
      'Puede pedir una excepción por trabajo, cuidado de otros, salud o religión en cualquier momento.',
      'Puede decir lo que habla en contra de la orden, y se le responde por escrito. Antes puede hablar con su abogado.',
      'Puede leer quién miró sus datos. Puede retirar este acuerdo; se avisa al tribunal, y desde entonces no se guarda más su ubicación.',
    ],
  },
  ht: creoleAgreement,
  ar: arabicAgreement,
};

/** An agency's own text in another language, whole, with the same placeholders. */
export type OwnText = { readonly language: string; readonly version: string; readonly text: string };
export type AgreementText = { readonly language: string; readonly version: string; readonly text: string };

/** Replaces `{name}` and its like; a brace with another word stands as it is. */
function fill(text: string, values: AgreementValues, isolated = false): string {
  const { clauses, location, ...words } = values;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    if (!Object.hasOwn(words, name)) return whole;
    const word = words[name as keyof typeof words];
    // A court's name in Latin letters within Arabic stays as it is, full stop and all (Unicode UAX 9, 2.4).
    return isolated ? `\u2068${word}\u2069` : word;
  });
}

const isOurs = (language: string): language is AgreementLanguage =>
  agreementLanguages.some((one) => one === language);

/** ORD-15: the text that is read and signed, in one language; null: neither the program nor the agency has one in it. */
export function agreementText(
  language: string,
  values: AgreementValues,
  own: OwnText | null,
): AgreementText | null {
  if (own !== null) return { ...own, text: fill(own.text, values) };
  if (!isOurs(language)) return null;
  const { opening, clauses, locations, closing } = wordings[language];
  const asked = [...new Set(values.clauses)].map((kind) => `• ${clauses[kind]}`);
  const lines = [...opening, ...asked, locations[values.location], ...closing];
  return {
    language,
    version: unread.has(language) ? unreadVersion : agreementTextVersion,
    text: lines.map((line) => fill(line, values, isFromTheRight(language))).join('\n'),
  };
}
