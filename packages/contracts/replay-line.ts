import { type Fault, fail, type Millis, type Reading, type Result, succeed } from '@attend/kernel';
import { z } from 'zod';
import { millisInstant } from './case.ts';
import { faultOf } from './fault.ts';
import { readReading } from './reading.ts';

/** One line of READINGS: a reading with its arrival, the clock alone, or when the server itself did not listen. */
export type ReplayLine =
  | { readonly kind: 'reading'; readonly reading: Reading; readonly receivedAt: Millis }
  | { readonly kind: 'tick'; readonly at: Millis }
  | { readonly kind: 'down'; readonly from: Millis; readonly to: Millis };

const tickForm = z.object({ tick: millisInstant });
const downForm = z.object({
  down: z
    .object({ from: millisInstant, to: millisInstant })
    .refine(({ from, to }) => to >= from, { error: 'ends before it begins', path: ['to'] }),
});

const wrong = (message: string): Result<never, Fault> => fail({ code: 'line', message });

/** Reads one line; the failure names the field at fault. */
export function readReplayLine(text: string, device: string): Result<ReplayLine, Fault> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return wrong('is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return wrong('is not a JSON object');
  if ('tick' in value) {
    const tick = tickForm.safeParse(value);
    return tick.success ? succeed({ kind: 'tick', at: tick.data.tick }) : wrong(faultOf(tick.error));
  }
  if ('down' in value) {
    const down = downForm.safeParse(value);
    return down.success ? succeed({ kind: 'down', ...down.data.down }) : wrong(faultOf(down.error));
  }
  const read = readReading(value);
  if (!read.ok) return read;
  const { receivedAt } = read.value;
  if (receivedAt === null) return wrong('field receivedAt: a reading needs its arrival here');
  if (read.value.device !== device)
    return wrong(
      `field device: is ${JSON.stringify(read.value.device)}, the case is about ${JSON.stringify(device)}`,
    );
  return succeed({ kind: 'reading', reading: read.value, receivedAt });
}
