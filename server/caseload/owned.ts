import type { CaseloadFault, CaseloadStepKind, ColumnFault } from '@attend/casework/caseload/forms';
import { tell, type Wording } from '@attend/kernel';
import type { CaseloadPersonRow } from '../database/repositories/caseload-standing.ts';
import type { CaseloadContext } from './context.ts';
import type { Planned, Step } from './kind.ts';
import { findOwners } from './known-people.ts';

/** A line that is about one person. `made`: what is written; null: nothing, or not to be told yet in a dry run of a whole caseload. */
export type OwnedStep<Item, Made> = Step & {
  readonly item: Item;
  readonly participantId: string;
  readonly made: Made | null;
};
export type Decision<Made> =
  | {
      readonly kind: CaseloadStepKind;
      readonly fields?: readonly string[];
      readonly stands?: string | null;
      readonly made: Made | null;
    }
  | { readonly faults: readonly ColumnFault[] };
export type Decide<Item, Made> = (item: Item, person: CaseloadPersonRow) => Decision<Made>;

export const refuse = (
  column: string | null,
  code: string,
  wording: Wording,
): { readonly faults: readonly ColumnFault[] } => ({ faults: [{ column, code, ...tell(wording) }] });

/** Each line beside what stands of its person, which `prepare` reads for all of them at once. */
export async function planOwned<Item extends { readonly line: number; readonly participant: string }, Made>(
  context: CaseloadContext,
  items: readonly Item[],
  prepare: (participants: readonly string[]) => Promise<Decide<Item, Made>>,
): Promise<Planned<OwnedStep<Item, Made>>> {
  const known = await findOwners(context, items, ({ participant }) => participant);
  const decide = await prepare([...new Set(known.items.flatMap(({ person }) => person?.id ?? []))]);
  const steps: OwnedStep<Item, Made>[] = [];
  const faults: CaseloadFault[] = [...known.faults];
  const seen: string[] = [];
  for (const { item, person } of known.items) {
    const { line, participant: about } = item;
    const step = { line, about, item, participant: person?.id ?? null, participantId: person?.id ?? '' };
    if (person === null) {
      steps.push({ ...step, kind: 'new', fields: [], stands: null, made: null });
      continue;
    }
    const decided = decide(item, person);
    if ('faults' in decided) {
      faults.push(...decided.faults.map((fault) => ({ line, ...fault })));
      seen.push(person.id);
      continue;
    }
    const { kind, fields = [], stands = null, made } = decided;
    steps.push({ ...step, kind, fields, stands, made });
  }
  return { steps, faults, seen };
}

/** Those of a kind, with what is to be written. */
export const madeOf = <Item, Made>(
  steps: readonly OwnedStep<Item, Made>[],
  kind: CaseloadStepKind,
): readonly (OwnedStep<Item, Made> & { readonly made: Made })[] =>
  steps.flatMap((step) => (step.kind === kind && step.made !== null ? [{ ...step, made: step.made }] : []));

/** What an audit says of a line: all but where it stands in the file, and whose it is, which the entry names itself. */
export const sayable = <Item extends { readonly line: number; readonly participant: string }>({
  line: _line,
  participant: _participant,
  ...said
}: Item): Omit<Item, 'line' | 'participant'> => said;
