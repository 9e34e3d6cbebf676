import { measures } from '@attend/casework/providers/measures/measures';
import { measureKinds } from '@attend/casework/providers/words';
import { closeMonths } from '@attend/server/costs/close-months';
import type { Pool } from '@attend/server/database/connect';
import { countFigures } from '@attend/server/figures/count-figures';
import { measureMonths } from '@attend/server/providers/measure-months';
import { computeMonths } from '@attend/server/statistics/job';
import type { YearPlaces } from './year-places.ts';

/** Seconds of each of the jobs that work a whole programme's year out, from nothing. */
export type YearJobs = Readonly<Record<'costs' | 'providers' | 'statistics' | 'figures', number>>;

/** A contract of each provider with every measure in it, and what its devices cost a day; once. */
async function agree(owner: Pool, { programmeId, officers, until }: YearPlaces): Promise<void> {
  const from = new Date(until - 400 * 86_400_000).toISOString().slice(0, 10);
  const by = officers[0]?.[0] ?? '';
  const items = measureKinds.map((measure) => ({
    ...{ measure, limit: measures[measure].limit?.least ?? null, targetTenths: 900, clause: null },
  }));
  await owner.query(
    `with made as (
       insert into provider_contract (programme_id, provider_id, reference, from_on)
         select $1, id, 'C-' || name, $2 from provider p where programme_id = $1
           and not exists (select from provider_contract c where c.provider_id = p.id) returning id, provider_id)
     insert into provider_contract_version (contract_id, version, programme_id, provider_id, holds_from, items, reason, made_by)
       select id, 1, $1, provider_id, $2, $3, 'bench', $4 from made`,
    [programmeId, from, JSON.stringify(items), by],
  );
  await owner.query(
    `insert into rate_card (programme_id, provider_id, technology, from_on, minor, currency, part_day, fault_credit, source, made_by, status,
       published_at, published_by)
     select $1, p.id, t, $2, minor, 'USD', 'any-part', 'half-day', 'bench', $3, 'published', now(), $3
     from provider p, (values ('ankle', 275), ('wrist', 190), ('phone', 60)) c (t, minor)
     where p.programme_id = $1 and not exists (select from rate_card r where r.programme_id = $1 and r.provider_id = p.id)`,
    [programmeId, from, by],
  );
}

/** Runs them one after the other, as the product runs them. */
export async function runYearJobs(
  owner: Pool,
  places: YearPlaces,
  tell: (line: string) => void,
): Promise<YearJobs> {
  await agree(owner, places);
  const took = async (name: string, work: () => Promise<unknown>): Promise<number> => {
    const began = performance.now();
    await work();
    const seconds = (performance.now() - began) / 1000;
    tell(`job ${name}: ${seconds.toFixed(1)} s`);
    return seconds;
  };
  const jobs = {
    costs: await took('costs', () => closeMonths(owner, Date.now)),
    providers: await took('providers', () =>
      measureMonths(owner, Date.now, { error: (of, what) => tell(`${what}: ${JSON.stringify(of)}`) }),
    ),
    statistics: await took('statistics', () => computeMonths(owner, Date.now())),
    figures: await took('figures', () => countFigures(owner, Date.now)),
  };
  await owner.query('vacuum analyze');
  return jobs;
}
