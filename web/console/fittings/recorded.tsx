import type { FittingDetail } from '@attend/contracts/fittings';
import { identityMeans, teachingPoints } from '@attend/contracts/fittings';
import { t } from '@lingui/core/macro';
import { languageWords } from '../../ui/language.tsx';
import { meansWords, weeksWords } from './view.ts';
import { type KeptStep, recordedOf, type Work } from './work.ts';

/** What stands on record of a finished step, by whom and when; null: not known here, as without a network after a reload. */
export type Line = { readonly what: string; readonly by: string | null; readonly at: string | null };

const partOf = (body: object, name: string): unknown => Reflect.get(body, name);
const textOf = (body: object, name: string): string | null => {
  const found = partOf(body, name);
  return typeof found === 'string' && found !== '' ? found : null;
};
const joined = (...parts: readonly (string | null)[]): string =>
  parts.filter((part) => part !== null).join(' · ');

const identityLine = (means: string | null, note: string | null): string => {
  const known = identityMeans.find((one) => one === means);
  return joined(known === undefined ? null : meansWords(known), note);
};
function teachingLine(language: string, interpreter: string | null): string {
  const spoken = languageWords(language);
  return joined(
    t`All ${teachingPoints.length} points, in ${spoken}`,
    interpreter && t`Interpreter: ${interpreter}`,
  );
}
function signedLine(name: string | null, language: string): string {
  const spoken = languageWords(language);
  return name === null ? t`Signed, in ${spoken}` : t`Signed by ${name}, in ${spoken}`;
}

/** FIT-15: as it was written in this browser, where the server has not said it yet. */
function writtenHere(step: KeptStep, body: object): string {
  switch (step) {
    case 'begin':
      return textOf(body, 'identifier') ?? '';
    case 'identity':
      return identityLine(textOf(body, 'means'), textOf(body, 'note'));
    case 'teaching':
      return teachingLine(textOf(body, 'language') ?? 'en', textOf(body, 'interpreter'));
    case 'agreement': {
      const signature = partOf(body, 'signature');
      const name = typeof signature === 'object' && signature !== null ? textOf(signature, 'name') : null;
      return signedLine(name, textOf(body, 'language') ?? 'en');
    }
    case 'check-ins':
      return weeksWords(Number(partOf(body, 'weeks')));
  }
}

/** As the server has it; null: it has not. */
function onRecord(step: KeptStep, of: FittingDetail): Line | null {
  const by = of.begunBy;
  switch (step) {
    case 'begin':
      return { what: `${of.device.identifier} · ${of.office.name}`, by, at: of.begunAt };
    case 'identity':
      return of.identity === null
        ? null
        : { what: identityLine(of.identity, of.identityNote), by, at: of.doneAt.identity };
    case 'teaching':
      return of.language === null
        ? null
        : { what: teachingLine(of.language, of.interpreter), by, at: of.doneAt.teaching };
    case 'agreement':
      return of.agreed === null
        ? null
        : { what: signedLine(null, of.agreed.language), by: of.agreed.by, at: of.agreed.at };
    case 'check-ins':
      return of.checkInWeeks === null
        ? null
        : { what: weeksWords(of.checkInWeeks), by, at: of.doneAt['check-ins'] };
  }
}

/** FIT-15: what waits to be sent says what was written; else what the server has; else what was sent from here. */
export function lineOf(step: KeptStep, work: Work, of: FittingDetail | null, self: string): Line | null {
  const waits = work.writes.some((one) => one.step === step);
  const stands = of === null || waits ? null : onRecord(step, of);
  if (stands !== null) return stands;
  const here = recordedOf(work, step);
  return here === null ? null : { what: writtenHere(step, here.body), by: self, at: here.at };
}
