import type { Read } from '@attend/casework/caseload/fields';
import type { CaseloadFault, CaseloadRecord, CaseloadStepKind } from '@attend/casework/caseload/forms';
import { say } from '@attend/kernel';
import { forgetPlans } from '../database/repositories/caseload-write.ts';
import type { CaseloadContext } from './context.ts';

/** What a record (of an order: its lines) would do. */
export type Step = {
  readonly line: number;
  readonly kind: CaseloadStepKind;
  /** Whose, or which office. */
  readonly about: string;
  /** Of whose record more is said than that it gets longer. */
  readonly participant: string | null;
  /** Of what is changed. */
  readonly fields: readonly string[];
  /** Names what it rests on: the same again means that the same would be written. */
  readonly stands: string | null;
};
export type Planned<Made extends Step> = {
  readonly steps: readonly Made[];
  readonly faults: readonly CaseloadFault[];
  /** Of whose record a fault says something. */
  readonly seen?: readonly string[];
};

/** One kind of file. */
export type KindOf<Item extends { readonly line: number }, Made extends Step> = {
  readonly items: (records: AsyncIterable<CaseloadRecord>, timezone: string) => AsyncIterable<Read<Item>>;
  /** By what the file may name each once. */
  readonly keysOf: (item: Item) => readonly string[];
  /** Beside what is on record. Nothing is written. */
  readonly plan: (context: CaseloadContext, items: readonly Item[]) => Promise<Planned<Made>>;
  readonly write: (context: CaseloadContext, steps: readonly Made[]) => Promise<void>;
};

export type Sink = {
  readonly step: (step: Step) => void;
  readonly fault: (fault: CaseloadFault) => void;
  readonly isFaultless: () => boolean;
};
/** Reads all of a file; `writes`: as long as nothing is at fault it is also done. */
export type Runner = (
  context: CaseloadContext,
  records: AsyncIterable<CaseloadRecord>,
  sink: Sink,
  writes: boolean,
) => Promise<void>;

/** Enough that a statement costs little a row, and that a batch of search tokens touches each page of its index about once. */
const atOnce = 4_000;

export function defineKind<Item extends { readonly line: number }, Made extends Step>(
  kind: KindOf<Item, Made>,
): Runner {
  return async (context, records, sink, writes) => {
    const lineOf = new Map<string, number>();
    let batch: Item[] = [];
    const flush = async (): Promise<void> => {
      if (batch.length === 0) return;
      // What was planned while the file's first rows were written holds for a table that was all but empty.
      await forgetPlans(context.client);
      const { steps, faults, seen = [] } = await kind.plan(context, batch);
      batch = [];
      // ACC-29: what is said of what stands is a look at whose it is.
      const told = steps.flatMap(({ kind, participant }) =>
        kind === 'new' || participant === null ? [] : [participant],
      );
      await context.look([...new Set([...told, ...seen])]);
      for (const fault of faults) sink.fault(fault);
      for (const step of steps) sink.step(step);
      if (writes && sink.isFaultless()) await kind.write(context, steps);
    };
    for await (const read of kind.items(records, context.timezone)) {
      if ('faults' in read) {
        for (const fault of read.faults) sink.fault(fault);
        continue;
      }
      const keys = kind.keysOf(read.item);
      const before = keys.map((key) => lineOf.get(key)).find((line) => line !== undefined);
      if (before !== undefined) {
        const told = say('It names the same as line {line}.', { line: before });
        sink.fault({ line: read.item.line, column: null, code: 'doubled', ...told });
        continue;
      }
      for (const key of keys) lineOf.set(key, read.item.line);
      batch.push(read.item);
      if (batch.length >= atOnce) await flush();
    }
    await flush();
  };
}

/** Where each record is an item of its own. */
export const eachRecord = <Item>(read: (record: CaseloadRecord, timezone: string) => Read<Item>) =>
  async function* (records: AsyncIterable<CaseloadRecord>, timezone: string): AsyncGenerator<Read<Item>> {
    for await (const record of records) yield read(record, timezone);
  };
