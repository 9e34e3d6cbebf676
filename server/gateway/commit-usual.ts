import type { PoolClient } from 'pg';
import type { CommitEntry } from './commit-entry.ts';

/**
 * The parts that nearly every commit has for some of its entries: snapshots, clocks, devices' words of themselves. Each
 * writes all its entries in one statement, with its values in its text, so that the statements can travel together.
 */
const statements = `
  prepare attend_snapshots (bigint[], uuid[], bigint[], integer[], bytea[], date) as
    insert into attend.assignment_snapshot (assignment_id, programme_id, version, day, plan_version, content)
    select w.id, w.programme, w.version, $6, w.plan, w.content
    from unnest($1, $2, $3, $4, $5) as w (id, programme, version, plan, content)
    on conflict (assignment_id) do update
      set version = excluded.version, day = excluded.day, plan_version = excluded.plan_version, content = excluded.content;
  prepare attend_dues (bigint[], timestamptz[]) as
    with w as (select * from unnest($1, $2) as w (id, due)),
    ended as (delete from attend.assignment_due d using w where w.due is null and d.assignment_id = w.id)
    insert into attend.assignment_due (assignment_id, due_at) select id, due from w where due is not null
    on conflict (assignment_id) do update set due_at = excluded.due_at;
  prepare attend_health (bigint[], uuid[], timestamptz[], smallint[], boolean[], text[]) as
    insert into attend.assignment_health (assignment_id, programme_id, last_contact_at, battery_percent, charging, strap)
    select * from unnest($1, $2, $3, $4, $5, $6)
    on conflict (assignment_id) do update set last_contact_at = greatest(assignment_health.last_contact_at, excluded.last_contact_at),
      battery_percent = coalesce(excluded.battery_percent, assignment_health.battery_percent),
      charging = coalesce(excluded.charging, assignment_health.charging), strap = coalesce(excluded.strap, assignment_health.strap)`;

const prepared = new WeakSet<PoolClient>();

/** Once a connection, outside of any transaction. */
export async function prepareUsual(client: PoolClient): Promise<void> {
  if (prepared.has(client)) return;
  await client.query(statements);
  prepared.add(client);
}

/** What the connection is asked to do for these entries; nothing where none of them has any of it. */
export function usualStatements(entries: readonly CommitEntry[], day: string): string[] {
  const texts: string[] = [];
  const snapshots = entries.filter(({ snapshot }) => snapshot !== null);
  if (snapshots.length > 0) {
    texts.push(
      execute('attend_snapshots', [
        arrayOf(snapshots.map(({ assignmentId }) => assignmentId)),
        arrayOf(snapshots.map(({ programmeId }) => programmeId)),
        arrayOf(snapshots.map(({ version }) => version + 1)),
        arrayOf(snapshots.map(({ snapshot }) => snapshot?.planVersion ?? null)),
        bytesArrayOf(snapshots.map(({ snapshot }) => snapshot?.content ?? null)),
        day,
      ]),
    );
  }
  const dues = entries.filter(({ due }) => due !== undefined);
  if (dues.length > 0) {
    texts.push(
      execute('attend_dues', [
        arrayOf(dues.map(({ assignmentId }) => assignmentId)),
        arrayOf(dues.map(({ due }) => instant(due ?? null))),
      ]),
    );
  }
  const healthy = entries.filter(({ health }) => health !== null);
  if (healthy.length > 0) {
    texts.push(
      execute('attend_health', [
        arrayOf(healthy.map(({ assignmentId }) => assignmentId)),
        arrayOf(healthy.map(({ programmeId }) => programmeId)),
        arrayOf(healthy.map(({ health }) => instant(health?.lastContactAt ?? null))),
        arrayOf(healthy.map(({ health }) => health?.batteryPercent ?? null)),
        // What is not said leaves what was: a gateway that has just begun does not know it.
        arrayOf(healthy.map(({ health }) => health?.charging ?? null)),
        arrayOf(healthy.map(({ health }) => health?.strap ?? null)),
      ]),
    );
  }
  return texts;
}

const instant = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

const execute = (name: string, values: readonly string[]): string =>
  `execute ${name} (${values.map((value) => `'${value}'`).join(', ')})`;

/** Our own numbers, words and instants: what holds any other character does not get into a statement. */
function arrayOf(values: readonly (string | number | boolean | null)[]): string {
  const text = values.join(',');
  if (!/^[\w:.,+-]*$/.test(text)) throw new Error('a value of the commit is no number, word or instant');
  return `{${values.map((value) => value ?? 'null').join(',')}}`;
}

const bytesArrayOf = (values: readonly (Buffer | null)[]): string =>
  `{${values.map((value) => (value === null ? 'null' : `"\\\\x${value.toString('hex')}"`)).join(',')}}`;
