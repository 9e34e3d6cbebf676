import { createWriteStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { formatInstant, type Millis } from '@attend/kernel';
import { referenceOf } from '@attend/simulator/demo/people';
import { personYear } from '@attend/simulator/year/person-year';
import type { PersonYear } from '@attend/simulator/year/words';

const time = (at: Millis | null): string | null => (at === null ? null : formatInstant(Math.round(at)));

/** One person's year with instants as text. */
function lineOf({ index, joined, left, orderEnds, cadenceWeeks, ...year }: PersonYear): object {
  return {
    ...{
      participant: referenceOf(index),
      joined: time(joined),
      left: time(left),
      orderEnds: time(orderEnds),
    },
    cadenceWeeks,
    wear: year.wear.map(({ from, to, ...rest }) => ({ ...rest, from: time(from), to: time(to) })),
    checkIns: year.checkIns.map(({ on, ...rest }) => ({ on: time(on), ...rest })),
    hearings: year.hearings.map(({ at, ...rest }) => ({ at: time(at), ...rest })),
    alerts: year.alerts.map(({ from, to, raisedAt, acknowledgedAt, closedAt, withdrawnAt, ...rest }) => ({
      ...{ ...rest, from: time(from), to: time(to), raisedAt: time(raisedAt) },
      ...{ acknowledgedAt: time(acknowledgedAt), closedAt: time(closedAt), withdrawnAt: time(withdrawnAt) },
    })),
    reviews: year.reviews.map(({ dueOn, tierSince, decidedAt, ...rest }) => ({
      ...{ ...rest, dueOn: time(dueOn), tierSince: time(tierSince), decidedAt: time(decidedAt) },
    })),
  };
}

/** Writes a line a person; no more than one of them is in memory. */
export async function writeYear(order: {
  readonly people: number;
  readonly seed: number;
  readonly until: Millis;
  readonly out: string;
}): Promise<void> {
  const { people, seed, until, out } = order;
  const all = Iterator.from({
    *[Symbol.iterator]() {
      for (let index = 0; index < people; index += 1)
        yield `${JSON.stringify(lineOf(personYear({ seed, until }, index)))}\n`;
    },
  });
  await pipeline(Readable.from(all), createWriteStream(join(out, 'year.ndjson')));
  const about = { simulated: true, seed, people, until: formatInstant(until), year: true };
  writeFileSync(join(out, 'about.json'), `${JSON.stringify(about, null, 2)}\n`);
}
