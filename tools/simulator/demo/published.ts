import { editionChanged } from '@attend/contracts/statistics';
import { providerCountChanged, providerCounts } from '@attend/contracts/tier-counts';
import type { Wearer } from '../wearer/device.ts';
import { closedMonth, wornIn } from './months.ts';
import { officeOf } from './people.ts';
import { anything, get, post } from './sessions.ts';
import { providerOf } from './staff.ts';
import type { Workplace } from './workplace.ts';

/** Whom the provider counted at a month's end; one too many, as it happens. */
function countedCsv(wearers: readonly Wearer[], month: Temporal.PlainYearMonth): string {
  const counts = new Map<string, number>();
  for (const wearer of wearers) {
    if (wornIn(wearer, month) === null) continue;
    const { person, case: subject } = wearer.supervised;
    const key = `${officeOf(person)},${subject.device.technology}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const lines = [...counts].sort().map(([key, count], at) => `${key},${count + (at === 0 ? 1 : 0)}`);
  return ['office,tier,people', ...lines, ''].join('\r\n');
}

/** The last month's count by the provider, explained where it differs, and the monthly tables: asked for by one, published by another. */
export async function publishMonth({ sessions, wearers, runJob }: Workplace): Promise<void> {
  await runJob('statistics');
  const client = await sessions.as('supervisor');
  const closed = await closedMonth(client);
  if (closed === null) return;
  const month = closed.toString();
  const provider = await providerOf(client);
  const csv = countedCsv(wearers, closed);
  const told = await post(
    client,
    '/api/provider-counts',
    { provider, month, version: null, csv },
    providerCountChanged,
  );
  await runJob('figures');
  const seen = await get(client, `/api/provider-counts?month=${month}`, providerCounts);
  let { version } = told;
  const count = seen.providers.find((one) => one.provider.id === provider)?.count;
  for (const { office, tier, differs } of count?.lines ?? [])
    if (differs)
      ({ version } = await post(
        client,
        `/api/provider-counts/${told.id}/explain`,
        { version, office, tier, explanation: 'Simulated: counted on the next morning.' },
        providerCountChanged,
      ));
  await post(client, `/api/provider-counts/${told.id}/publish`, { version }, anything);
  const edition = await post(client, '/api/statistics/editions', { month }, editionChanged);
  await post(
    await sessions.as('second'),
    `/api/statistics/editions/${edition.id}/decision`,
    { version: edition.version, decision: 'published' },
    editionChanged,
  );
}
