import {
  type Fault,
  fail,
  fixSources,
  formatInstant,
  type Millis,
  parseInstant,
  type Reading,
  type Result,
  readingEvents,
  succeed,
} from '@attend/kernel';
import { z } from 'zod';
import { faultOf } from './fault.ts';

/** An instant as milliseconds: RFC 3339 with offset. */
const at = z.string().transform((text, context): Millis => {
  const instant = parseInstant(text);
  if (instant !== null) return instant;
  context.addIssue({
    code: 'custom',
    message: `${JSON.stringify(text)} is no instant (RFC 3339 with offset)`,
  });
  return z.NEVER;
});
const maybe = <T extends z.ZodType>(schema: T) => schema.nullable().default(null);
const closure = maybe(z.enum(['closed', 'open']));

const fix = z.object({
  lat: z.number().min(-90).max(90),
  lon: z.number().min(-180).max(180),
  source: z.enum(fixSources),
  accuracy: maybe(z.number().min(0).max(100_000_000)),
  time: maybe(at),
  speed: maybe(z.number().min(0).max(100_000)),
  course: maybe(z.number().min(0).max(360)),
  altitude: maybe(z.number().min(-20_000).max(100_000_000)),
  satellites: maybe(z.int().min(0).max(10_000)),
});

const battery = z.object({
  percent: maybe(z.int().min(0).max(100)),
  charging: maybe(z.boolean()),
});

/**
 * CONTRACTS.md, «Reading»: read into the kernel's form. What a line does not say is null; `device` and `time` it must say.
 * Unknown fields are passed over: the contract may grow.
 */
export const readingForm = z.object({
  device: z.string().min(1).max(100),
  time: at.nullable(),
  receivedAt: maybe(at),
  fix: maybe(fix),
  battery: maybe(battery),
  strap: closure,
  case: closure,
  worn: maybe(z.boolean()),
  events: z
    .array(z.enum(readingEvents))
    .default([])
    .transform((list) => [...new Set(list)]),
  live: maybe(z.boolean()),
  sequence: maybe(z.int()),
  mock: maybe(z.boolean()),
});

/** A reading as it stands in JSON, or what is wrong with it. */
export function readReading(value: unknown): Result<Reading, Fault> {
  const read = readingForm.safeParse(value);
  return read.success ? succeed(read.data) : fail({ code: 'reading', message: faultOf(read.error) });
}

const instantOrNull = (time: Millis | null): string | null => (time === null ? null : formatInstant(time));

/** A reading in the contract's form: every field present, in the contract's order. */
export function writeReading(reading: Reading) {
  const { device, battery: power, strap, worn, events, live, sequence, mock } = reading;
  return {
    device,
    time: instantOrNull(reading.time),
    receivedAt: instantOrNull(reading.receivedAt),
    fix: reading.fix === null ? null : { ...reading.fix, time: instantOrNull(reading.fix.time) },
    battery: power,
    strap,
    case: reading.case,
    worn,
    events,
    live,
    sequence,
    mock,
  };
}
