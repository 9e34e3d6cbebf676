import { formatInstant, type Millis } from '@attend/kernel';
import type { MessageValues } from '../messages/render.ts';
import type { MessageLanguage } from '../messages/words.ts';
import type { HelpKind, HelpStatus, InterpretingMode } from './words.ts';

/** What a reminder says of help: only of what stands arranged. */
export type RemindedHelp = {
  readonly kind: HelpKind | null;
  readonly status: HelpStatus;
  readonly from: Millis | null;
  readonly mode: InterpretingMode | null;
  /** Null where it is protected: whoever reads the message need not know it. */
  readonly place: string | null;
  readonly told: string | null;
};

const offered = ['transport', 'child-care', 'interpreter'] as const satisfies readonly HelpKind[];
const offers: Readonly<Record<MessageLanguage, Readonly<Record<(typeof offered)[number], string>>>> = {
  en: { transport: 'a ride', 'child-care': 'child care', interpreter: 'an interpreter' },
  es: {
    transport: 'transporte',
    'child-care': 'cuidado de niños',
    interpreter: 'un intérprete',
  },
  ht: { transport: 'transpò', 'child-care': 'yon moun pou gade timoun yo', interpreter: 'yon entèprèt' },
  ar: { transport: 'وسيلة نقل', 'child-care': 'رعاية الأطفال', interpreter: 'مترجم' },
};

/** HLP-7: what can be asked for besides what is arranged, in a language's own words. Null: all of it is arranged. */
function offersIn(
  language: MessageLanguage,
  arranged: readonly RemindedHelp[],
  travels: boolean,
): string | null {
  const left = offered.filter(
    (kind) => (travels || kind !== 'transport') && !arranged.some((help) => help.kind === kind),
  );
  return left.length === 0
    ? null
    : left.map((kind) => offers[language][kind]).join(language === 'ar' ? '، ' : ', ');
}

/** The placeholders of help that every reminder of a hearing and of a check-in has. `travels`: they have to come somewhere. */
export const helpValues =
  (all: readonly RemindedHelp[], travels: boolean) =>
  (language: MessageLanguage): MessageValues => {
    const arranged = all.filter(({ status }) => status === 'arranged');
    const ride = arranged.find(({ kind }) => kind === 'transport');
    const told = arranged.flatMap((help) => help.told ?? []);
    return {
      ride: ride === undefined || ride.from === null ? null : formatInstant(ride.from),
      pickUp: ride?.place ?? null,
      childCare: arranged.some(({ kind }) => kind === 'child-care') ? 'booked' : null,
      interpreter: arranged.find(({ kind }) => kind === 'interpreter')?.mode ?? null,
      told: told.length === 0 ? null : told.join(' '),
      help: offersIn(language, arranged, travels),
    };
  };
