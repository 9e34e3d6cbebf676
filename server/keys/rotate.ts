import { KeyFailure } from './failure.ts';
import { addGeneration, makeGenerationKey, openGenerations } from './generations.ts';
import { openSource } from './sources/open.ts';
import type { KeyPlace } from './sources/place.ts';
import type { KeySource } from './sources/source.ts';
import { KeyStore } from './store.ts';

export type Rotation = {
  readonly generation: number;
  /** True: an earlier rotation was broken off, and this one ended it instead of beginning another. */
  readonly resumed: boolean;
  readonly rewrapped: number;
  readonly retired: readonly number[];
};

export type GenerationStatus = {
  readonly number: number;
  readonly madeAt: string;
  readonly retiredAt: string | null;
  readonly keys: number;
};
export type KeyringStatus = {
  readonly place: string;
  readonly generations: readonly GenerationStatus[];
  readonly destroyed: number;
};

/** Keys wrapped anew in one transaction: some milliseconds in which nobody else can write. */
const usualBatch = 500;

/**
 * Begins a new generation, or goes on where one was broken off, and wraps everybody's key by it, a batch a transaction, while
 * other processes work on. An old generation is retired only where nothing is wrapped by it. May be killed at any moment.
 */
export async function rotateKeys(
  directory: string,
  place: KeyPlace,
  options: {
    readonly batch?: number;
    readonly tell?: (rewrapped: number) => Promise<void> | void;
  } = {},
): Promise<Rotation> {
  const store = new KeyStore(directory);
  try {
    const source = openSource(place);
    openGenerations(store, source, directory);
    const { generation, resumed } = begin(store, source);
    const rewrapped = await rewrapAll(store, source, directory, options);
    return { generation, resumed, rewrapped, retired: retire(store, source, generation) };
  } finally {
    store.close();
  }
}

export function readKeyringStatus(directory: string, place: KeyPlace): KeyringStatus {
  const store = new KeyStore(directory);
  try {
    const source = openSource(place);
    openGenerations(store, source, directory);
    const counts = store.countByGeneration();
    return {
      place: source.place,
      generations: store.generations().map(({ number, madeAt, retiredAt }) => ({
        number,
        madeAt,
        retiredAt,
        keys: counts.get(number) ?? 0,
      })),
      destroyed: store.countDestroyed(),
    };
  } finally {
    store.close();
  }
}

function begin(store: KeyStore, source: KeySource): { generation: number; resumed: boolean } {
  const standing = store.generations().filter(({ retiredAt }) => retiredAt === null);
  const newest = standing.at(-1)?.number ?? 0;
  if (standing.length > 1) return { generation: newest, resumed: true };
  // One that was made and not used: the program was killed between the two.
  const offered = source.generation();
  const next = offered > newest ? offered : (source.begin?.() ?? 0);
  if (next <= newest) {
    throw new KeyFailure(
      'key-missing',
      `${source.place} has no generation after ${newest}: put the next one there, for every process, and ask again`,
    );
  }
  store.transaction(() => addGeneration(store, source, next, makeGenerationKey()));
  return { generation: next, resumed: false };
}

async function rewrapAll(
  store: KeyStore,
  source: KeySource,
  directory: string,
  { batch = usualBatch, tell }: { batch?: number; tell?: (rewrapped: number) => Promise<void> | void },
): Promise<number> {
  const generations = openGenerations(store, source, directory);
  let rewrapped = 0;
  for (let rows = store.listAfter('', batch); rows.length > 0; ) {
    const old = rows.flatMap((row) =>
      row.key === null || row.generation >= generations.current ? [] : [{ row, key: row.key }],
    );
    if (old.length > 0) {
      store.transaction(() => {
        for (const { row, key } of old) {
          const raw = generations.unwrap(row.owner, row.generation, key);
          store.rewrap(row, generations.current, generations.wrap(row.owner, raw));
          raw.fill(0);
        }
      });
      rewrapped += old.length;
      await tell?.(rewrapped);
    }
    rows = store.listAfter(rows.at(-1)?.owner ?? '', batch);
  }
  return rewrapped;
}

function retire(store: KeyStore, source: KeySource, generation: number): number[] {
  const retired = store.transaction(() => {
    const counts = store.countByGeneration();
    const empty = store
      .generations()
      .filter(
        ({ number, retiredAt }) =>
          number < generation && retiredAt === null && (counts.get(number) ?? 0) === 0,
      )
      .map(({ number }) => number);
    for (const number of empty) store.retireGeneration(number);
    return empty;
  });
  store.emptyLog();
  // After the keyring says so: killed between the two, a key is left over (the next rotation ends it), and none is missing.
  for (const { number, retiredAt } of store.generations()) if (retiredAt !== null) source.retire(number);
  return retired;
}
