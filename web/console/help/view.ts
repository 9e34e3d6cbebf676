import type {
  ArrangedHelp,
  HelpDoubt,
  HelpKind,
  HelpOutcome,
  HelpStatus,
  HelpTargetView,
  HelpWay,
  InterpretingMode,
} from '@attend/contracts/help';
import { t } from '@lingui/core/macro';
import { formatAppointment } from '../../ui/time.ts';
import { dayWords } from '../check-ins/view.ts';

export const kindWords = (kind: HelpKind | null): string =>
  kind === null
    ? t`Which help is not said`
    : {
        transport: () => t`A ride`,
        'child-care': () => t`Child care`,
        interpreter: () => t`Interpreter`,
        other: () => t`Other help`,
      }[kind]();

export const wayWords = (way: HelpWay): string =>
  ({
    staff: () => t`by staff, of their own accord`,
    reply: () => t`by a reply to a message`,
    telephone: () => t`by telephone`,
    'in-person': () => t`in person`,
    paper: () => t`on paper`,
  })[way]();

export const statusWords = (status: HelpStatus): string =>
  ({
    asked: () => t`asked for`,
    arranged: () => t`arranged`,
    provided: () => t`provided`,
    'fell-through': () => t`fell through`,
    'not-needed': () => t`not needed`,
  })[status]();

export const outcomeWords = (outcome: HelpOutcome): string =>
  ({
    provided: () => t`They were helped`,
    'fell-through': () => t`Nobody helped: it fell through`,
    'not-needed': () => t`It is not needed any more`,
  })[outcome]();

export const modeWords = (mode: InterpretingMode): string =>
  ({
    'in-person': () => t`in person`,
    telephone: () => t`by telephone`,
    video: () => t`by video`,
  })[mode]();

export const doubtWords = (doubt: HelpDoubt): string =>
  ({
    moved: () => t`the hearing was moved`,
    cancelled: () => t`it is not held`,
    'time-changed': () => t`it has another time now`,
    suspended: () => t`clocks stand still for them then`,
    over: () => t`it is over: say what came of it`,
  })[doubt]();

/** How one stands, and how loudly. */
export function standingOf({ status, doubt, inError }: Pick<ArrangedHelp, 'status' | 'doubt' | 'inError'>): {
  readonly words: string;
  readonly tone: 'good' | 'medium' | 'plain';
  /** What somebody has to look at. */
  readonly why: string | null;
} {
  if (inError) return { words: t`Entered in error`, tone: 'plain', why: null };
  if (doubt !== null) return { words: t`look again`, tone: 'medium', why: doubtWords(doubt) };
  const words = statusWords(status);
  if (status === 'asked') return { words, tone: 'medium', why: null };
  return { words, tone: status === 'arranged' || status === 'provided' ? 'good' : 'plain', why: null };
}

export const isOpen = ({ status, inError }: Pick<ArrangedHelp, 'status' | 'inError'>): boolean =>
  !inError && (status === 'asked' || status === 'arranged');

/** What it is for, in a line: by the clock of the court or the office. */
export function targetWords({ kind, at, dueOn, where, timezone }: HelpTargetView, locale: string): string {
  const when =
    at === null
      ? dueOn === null
        ? ''
        : dayWords(dueOn, locale)
      : formatAppointment(Date.parse(at), timezone, locale);
  return kind === 'hearing' ? t`Hearing, ${when}, ${where}` : t`Check-in, ${when}, ${where}`;
}

/** What can be done with one: nothing that the server would refuse for how it stands. */
export function commandsOf(help: ArrangedHelp): {
  readonly arrange: boolean;
  readonly settle: boolean;
  readonly carry: boolean;
} {
  const open = isOpen(help);
  const isGone = help.doubt === 'moved' || help.doubt === 'cancelled' || help.doubt === 'suspended';
  return {
    arrange: open && !isGone && help.doubt !== 'over',
    settle: open,
    carry: open && help.doubt === 'moved' && help.movedTo !== null,
  };
}

/** Who has a sheet of a day: each supplier of help that stands, once, as it was written first. */
export function suppliersOf(all: readonly Pick<ArrangedHelp, 'arranged' | 'status' | 'doubt'>[]): string[] {
  const known = new Map<string, string>();
  for (const { arranged, status, doubt } of all) {
    const stands = status === 'arranged' && (doubt === null || doubt === 'over');
    const supplier = stands ? (arranged?.supplier ?? '') : '';
    const plain = supplier.trim().toLowerCase().replaceAll(/\s+/g, ' ');
    if (plain !== '' && !known.has(plain)) known.set(plain, supplier);
  }
  return [...known.values()].toSorted((a, b) => a.localeCompare(b));
}
