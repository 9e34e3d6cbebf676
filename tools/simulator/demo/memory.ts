import { randomInt } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { staffRole } from '@attend/contracts/session';
import { URI } from 'otpauth';
import { z } from 'zod';

const account = z.object({
  name: z.string(),
  email: z.string(),
  role: staffRole,
  password: z.string(),
  /** The authenticator's `otpauth:` address; null until it has been set up. */
  authenticator: z.string().nullable(),
});
export type DemoAccount = z.infer<typeof account>;

const memory = z.object({
  version: z.literal(1),
  seed: z.int(),
  people: z.int(),
  /** Folder of real tracks that are played; null: simulated people. */
  tracks: z.string().nullable(),
  /** Milliseconds: the orders begin here. */
  ordersFrom: z.number(),
  accounts: z.array(account),
  /** Phones' tokens by participant. */
  tokens: z.record(z.string(), z.string()),
  /** Participants that are enrolled. */
  enrolled: z.int(),
  /** Their check-ins, hearings and numbers are in. */
  casework: z.boolean().default(false),
  /** Its shelf, its parcel and its fitting stand. */
  stock: z.boolean().default(false),
  /** What stands of contract, prices, reviews and all that a programme has done before: by the name of each part. */
  work: z.array(z.string()).default([]),
  /** Milliseconds: when devices last reported, so that a new start goes on from there. */
  lastRun: z.number().nullable(),
});
/** What the demo remembers of itself between starts, beside the data: sign-in, seed, phones' tokens. */
export type DemoMemory = z.infer<typeof memory>;

const fileIn = (dataDir: string): string => join(dataDir, 'demo.json');

/** Null where no demo has run in the folder. Throws where the file is none of ours. */
export function readMemory(dataDir: string): DemoMemory | null {
  let text: string;
  try {
    text = readFileSync(fileIn(dataDir), 'utf8');
  } catch {
    return null;
  }
  const read = memory.safeParse(JSON.parse(text));
  if (!read.success)
    throw new Error(`${fileIn(dataDir)} is not what a demo remembers: ${read.error.issues[0]?.message}`);
  return read.data;
}

/** Readable by its owner alone: passwords of a demo are passwords. */
export function writeMemory(dataDir: string, remembered: DemoMemory): void {
  mkdirSync(dataDir, { recursive: true });
  const path = fileIn(dataDir);
  writeFileSync(`${path}.new`, `${JSON.stringify(remembered, null, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(`${path}.new`, path);
}

const words = [
  'amber',
  'anchor',
  'apple',
  'arrow',
  'aspen',
  'basil',
  'beacon',
  'birch',
  'brook',
  'canyon',
  'cedar',
  'cliff',
  'clover',
  'comet',
  'copper',
  'coral',
  'delta',
  'ember',
  'falcon',
  'fern',
  'finch',
  'garnet',
  'glacier',
  'harbor',
  'hazel',
  'heron',
  'indigo',
  'ivory',
  'jasper',
  'juniper',
  'kestrel',
  'lagoon',
  'lantern',
  'larch',
  'linen',
  'lotus',
  'maple',
  'marble',
  'meadow',
  'mesa',
  'mint',
  'nectar',
  'oak',
  'ocean',
  'olive',
  'onyx',
  'opal',
  'orchid',
  'pebble',
  'pepper',
  'pine',
  'plum',
  'prairie',
  'quartz',
  'raven',
  'river',
  'saffron',
  'sage',
  'sierra',
  'spruce',
  'summit',
  'thistle',
  'topaz',
  'willow',
];
/** Four words and a number: easily typed, 30 bits; for a programme that holds nobody's data. */
export function makePassword(): string {
  const picked = Array.from({ length: 4 }, () => words[randomInt(words.length)] ?? 'maple');
  return `${picked.join('-')}-${randomInt(10, 100)}`;
}

/** The code that the account's authenticator shows at an instant, and how many seconds it holds on. */
export function codeOf(
  { authenticator }: DemoAccount,
  at: number,
): { readonly code: string; readonly seconds: number } | null {
  if (authenticator === null) return null;
  const parsed = URI.parse(authenticator);
  if (!('period' in parsed)) return null;
  const code = parsed.generate({ timestamp: at });
  return { code, seconds: Math.ceil(parsed.period - ((at / 1_000) % parsed.period)) };
}
