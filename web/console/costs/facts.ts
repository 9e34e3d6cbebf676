import type { RateCard } from '@attend/contracts/costs';
import type { Dispute, Invoice } from '@attend/contracts/invoices';
import { t } from '@lingui/core/macro';
import { currentLocale } from '../../ui/language.tsx';
import { technologyWords } from '../../ui/words/devices.ts';
import { dayWords } from '../check-ins/view.ts';
import type { Stands } from '../shell/stands.tsx';
import { disputeWords, faultCreditWords, moneyWords, partDayWords, stateWords } from './view.ts';

/** What of a rate card somebody else may change before it is published or dropped here: what is published is what was read. */
export function cardStands(of: RateCard): Stands {
  const names: Readonly<Record<string, string>> = {
    ...{ provider: t`Provider`, technology: t`Kind`, from: t`Holds from`, rate: t`Price of a day` },
    ...{ partDay: t`Part days`, faultCredit: t`Days with a fault`, source: t`Where it is written` },
    publishedBy: t`Published by`,
  };
  return {
    version: of.version,
    facts: {
      ...{ provider: of.provider?.name ?? t`The agency’s own`, technology: technologyWords(of.technology) },
      ...{ from: dayWords(of.from, currentLocale()), rate: moneyWords(of.minor, of.currency) },
      ...{ partDay: partDayWords(of.partDay), faultCredit: faultCreditWords(of.faultCredit) },
      ...{ source: of.source, publishedBy: of.publishedBy },
    },
    name: (field) => names[field] ?? field,
  };
}

/** What of an invoice somebody else may change before the next step is pressed. */
export function invoiceStands(of: Invoice): Stands {
  const names: Readonly<Record<string, string>> = {
    ...{ state: t`State`, total: t`Total, as it says`, sum: t`Sum of its lines`, faults: t`Faults` },
    ...{ lines: t`Lines`, disputes: t`Open disputes`, takenBy: t`Taken in by` },
    ...{ askedBy: t`Release asked for by`, releasedBy: t`Released by`, payable: t`To be paid` },
  };
  const money = (minor: number | null) => (minor === null ? null : moneyWords(minor, of.currency));
  return {
    version: of.version,
    facts: {
      ...{ state: stateWords(of.state), total: money(of.totalMinor), sum: money(of.sumMinor) },
      ...{ faults: of.faultCount, lines: of.lines, disputes: of.openDisputes, takenBy: of.takenBy },
      ...{ askedBy: of.releaseAskedBy, releasedBy: of.releasedBy, payable: money(of.payableMinor) },
    },
    name: (field) => names[field] ?? field,
  };
}

/** What of a dispute somebody else may change before it is answered, or its end asked for or confirmed. */
export function disputeStands(of: Dispute, currency: string): Stands {
  const { asked, settledMinor } = of;
  const names: Readonly<Record<string, string>> = {
    ...{ state: t`State`, answer: t`Their answer`, end: t`Asked to end it` },
    ...{ amount: t`What is paid for the line`, note: t`Note` },
  };
  const ends = { settled: t`settle it`, withdrawn: t`withdraw it` };
  const paid = settledMinor ?? asked?.minor ?? null;
  return {
    version: of.version,
    by: of.endedBy ?? asked?.by,
    facts: {
      ...{ state: disputeWords(of.state), answer: of.answer, end: asked === null ? null : ends[asked.end] },
      ...{ amount: paid === null ? null : moneyWords(paid, currency), note: of.note ?? asked?.note ?? null },
    },
    name: (field) => names[field] ?? field,
  };
}
