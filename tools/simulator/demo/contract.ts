import { auditDetail, auditDrawn, sampledChanged } from '@attend/contracts/provider-audits';
import { contractChanged, providerDetail, providerOverview } from '@attend/contracts/providers';
import { stockView } from '@attend/contracts/stock';
import type { Wearer } from '../wearer/device.ts';
import { bringFile, fileOf, type Line } from './casework.ts';
import { lastingPeople } from './lasting.ts';
import type { DemoMemory } from './memory.ts';
import { closedMonth, firstOf, thisMonth, wornIn } from './months.ts';
import { officeOf, referenceOf } from './people.ts';
import { anything, get, made, post } from './sessions.ts';
import { emailOf, providerOf } from './staff.ts';
import type { Workplace } from './workplace.ts';

/** What is asked for, in tenths: of a hundred cases so many at least; of complaints so many at most for a hundred people. */
const items = [
  { measure: 'fit-time', limit: 72, targetTenths: 900, clause: '4.1' },
  { measure: 'alert-look', limit: 10, targetTenths: 950, clause: '4.2' },
  { measure: 'check-ins-completed', limit: null, targetTenths: 900, clause: '4.3' },
  { measure: 'calls-answered', limit: null, targetTenths: 600, clause: '4.4' },
  { measure: 'complaints', limit: null, targetTenths: 20, clause: '5' },
] as const;

/** What came of somebody's check-in of a month: whom less is proposed for kept it. */
function outcomeOf(part: string | undefined, index: number): Line {
  if (part === 'overdue') return { outcome: 'missed' };
  if (part !== undefined) return { outcome: 'kept' };
  if (index % 9 === 4) return { outcome: 'missed' };
  return index % 11 === 7 ? { outcome: 'excused', reason: 'illness' } : { outcome: 'kept' };
}

/** Check-ins and calls of a month, as whoever brings a caseload in has them from before. */
function pastOf(wearer: Wearer, month: Temporal.PlainYearMonth, memory: DemoMemory) {
  const { person } = wearer.supervised;
  const from = wornIn(wearer, month);
  const day = firstOf(month).add({ days: 12 + (person.index % 12) });
  // Offices are open from Monday to Friday.
  const due = day.add({ days: day.dayOfWeek > 5 ? 8 - day.dayOfWeek : 0 });
  if (from === null || Temporal.PlainDate.compare(from, due) > 0) return null;
  const part = lastingPeople(memory.seed, memory.people).get(person.index)?.part;
  const participant = referenceOf(person.index);
  const checkIn: Line = {
    ...{ participant, office: officeOf(person), kind: 'office', due_on: due.toString() },
    ...outcomeOf(part, person.index),
  };
  const call: Line = {
    ...{ participant, kind: 'call', at: `${due.subtract({ days: 1 })}T17:00:00Z`, by: emailOf('monitoring') },
    ...{ result: person.index % 5 === 2 ? 'no-answer' : 'reached' },
    text: 'Simulated: reminded of the check-in of the next day.',
  };
  return { checkIn, call };
}

/** The contract with what it asks for, and its last months, measured from what is on record of them. */
export async function bringContract(
  { sessions, wearers, runJob }: Workplace,
  memory: DemoMemory,
): Promise<void> {
  const client = await sessions.as('supervisor');
  const provider = await providerOf(client);
  const month = await closedMonth(client);
  if (month !== null) {
    const past = wearers.flatMap((wearer) => pastOf(wearer, month, memory) ?? []);
    const checkIns = fileOf(
      'past-check-ins',
      past.map(({ checkIn }) => checkIn),
    );
    for (const [kind, text] of [
      ['past-check-ins', checkIns],
      [
        'log',
        fileOf(
          'log',
          past.map(({ call }) => call),
        ),
      ],
    ] as const) {
      const fault = past.length === 0 ? null : await bringFile(client, kind, text);
      if (fault !== null) throw new Error(`the file ${kind}.csv of the demo: the API answered ${fault}`);
    }
  }
  const overview = `/api/providers/${provider}/overview?month=${thisMonth().subtract({ months: 1 })}`;
  // A start that was broken off may have opened it.
  const { sites: open } = await get(client, overview, providerDetail);
  const site =
    open[0] ??
    (await post(client, `/api/providers/${provider}/sites`, { name: 'Front Range site (demo)' }, made));
  const { offices } = await get(client, '/api/stock', stockView);
  const sites = [site.id, ...offices.map(({ id }) => id).filter((id) => id !== site.id)];
  const since = firstOf(thisMonth().subtract({ months: 3 }));
  const contract = {
    ...{
      reference: 'SIM-CONTRACT-1',
      from: since.toString(),
      to: since.add({ years: 2 }).subtract({ days: 1 }).toString(),
    },
    ...{ sites, items, reason: 'Simulated: the contract as it was signed.' },
  };
  await post(client, `/api/providers/${provider}/contracts`, contract, contractChanged);
  await runJob('provider-months');
  if (month !== null) await sign(sessions, month.subtract({ months: 1 }));
}

/** The month before the last is signed; the last one waits for somebody to look at it. */
async function sign(sessions: Workplace['sessions'], month: Temporal.PlainYearMonth): Promise<void> {
  const client = await sessions.as('supervisor');
  const seen = await get(client, `/api/provider-overview?month=${month}`, providerOverview);
  for (const { contracts } of seen.providers)
    for (const { contract, hash } of contracts)
      await post(
        client,
        `/api/provider-contracts/${contract}/statements`,
        { month: month.toString(), hash, note: 'Simulated: seen with the provider.' },
        anything,
      );
}

/** What was found in the first cases of a sample; of the last nothing yet, so that the sample is open. */
const found = [
  ['not-in-order', 'Simulated: the note says who came, and not when.'],
  ['in-order', 'Simulated: time, place and who was there stand in the note.'],
  ['in-order', 'Simulated: as the office’s own list has it.'],
  ['not-known', 'Simulated: the paper is with the court.'],
] as const;

/** A sample of the last month's check-ins, with findings, one of which the provider answered. */
export async function findAtFault({ sessions }: Workplace): Promise<void> {
  const client = await sessions.as('supervisor');
  const provider = await providerOf(client);
  const month = await closedMonth(client);
  if (month === null) return;
  const draw = { kind: 'check-ins', month: month.toString(), size: found.length + 2 };
  // Nobody had a check-in: a demo of few people.
  const drawn = auditDrawn.safeParse((await client.post(`/api/providers/${provider}/audits`, draw)).body);
  if (!drawn.success) return;
  const { cases } = await get(client, `/api/provider-audits/${drawn.data.id}`, auditDetail);
  for (const [at, [finding, reason]] of found.entries()) {
    const one = cases[at];
    if (one === undefined) return;
    const path = `/api/provider-audit-cases/${one.id}`;
    const { version } = await post(
      client,
      `${path}/finding`,
      { version: one.version, finding, reason },
      sampledChanged,
    );
    if (at !== 0) continue;
    const answer = 'Simulated: the time stands on the paper list, which is now attached.';
    await post(await sessions.as('monitoring'), `${path}/answer`, { version, answer }, sampledChanged);
  }
}
