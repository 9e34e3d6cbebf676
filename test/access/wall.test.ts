import { expect, test } from 'vitest';
import { withTestDatabase } from '../../server/database/testing.ts';
import { readSources } from '../../tools/tasks/house/files.ts';

/** What stands between the application's role and people's rows, read from the database's own catalogue. */
const database = await withTestDatabase();
const owner = database.pool('owner');

/** Tables that the application's role may touch and that hold nobody's data, with why. */
const withoutWall: Readonly<Record<string, string>> = {
  role_reach: 'the policy table’s own words',
  shelf_role: 'the policy table’s own words',
  unknown_device: 'who knocked and is known to nobody',
  listening: 'when gateways listened',
  retention_run: 'how runs went, without anybody',
};

/** Functions that run as the owner for the application's role, with what they let out. */
const asOwner: Readonly<Record<string, string>> = {
  standing_in: 'how many people, devices and staff stand in an office or with a provider of the programme',
  search_weights:
    'how many share a search key, up to some: by it a search chooses its way, and finds the same by either',
  accept_invitation: 'the account of whoever holds the invitation’s token',
  acting_participant: 'the id of the person whose own account the actor’s is',
  address_taken: 'a yes or no of an address',
  approved_destructions:
    'ids of people whose keys have to be gone, of all programmes: each process’ keyring is one',
  audit_links: 'hashes',
  next_complaint_number: 'the next number of the acting programme’s own count, once for each complaint',
  audit_standing: 'positions and hashes',
  any_account: 'whether anybody can sign in',
  begin_break_glass: 'the id of one person, with the record of it made in the same step',
  caseload_sizes: 'how many people each officer of the programme has',
  change_complaint: 'nothing',
  count_audit_findings: 'how many cases of a sample were found what',
  count_measured: 'how many cases of a provider’s month the record says what of, and a hash of which',
  count_provider_complaints: 'how many complaints about a provider wait, for the agency alone',
  count_provider_people: 'how many people were with a provider in a span',
  count_provider_tiers: 'how many people of a provider of the programme have what, at an instant',
  count_tiers: 'how many people of the programme have what, by office',
  count_closing: 'how many check-ins fall on a day of an office of the programme',
  create_account: 'nothing',
  device_free_since: 'an instant of a device that nobody holds',
  device_unheld: 'a yes or no of a device',
  consumable_figures: 'counts of straps and chargers by office and model',
  feed_horizon: 'a position',
  feed_position: 'a position',
  feed_reached: 'a position',
  find_calendar_feed: 'the member of staff whose calendar’s address it is, who has its secret still to show',
  find_invitation: 'the invitation whose token it is',
  find_working_account: 'an account that works here, by its address, for sign-in',
  find_session: 'the member of staff whose session’s token it is',
  first_run: 'the first administrator’s id, once',
  has_own_factor: 'a yes or no of a member of the programme’s staff',
  is_kept_back: 'a yes or no of a look',
  lies_on_shelf: 'a yes or no of a device of the programme and offices',
  lock_device_place: 'where one device of the programme is, and that somebody has it: never who',
  may_measure: 'a yes or no of a provider',
  model_devices: 'how many devices of each model the programme has',
  move_device: 'nothing',
  note_destroyed: 'nothing',
  note_uploads_dropped: 'nothing',
  own_shelves: 'the offices whose shelves the transaction’s own actor runs',
  left_findings:
    'what was found in one’s own provider’s work with people who have left it, and an id for the key it stands under; each reading is put on their record in the same step',
  answer_left_finding: 'whether it was answered',
  own_account: 'an account of the programme’s staff',
  past_order_people: 'ids of people, to whoever sees everybody in the programme and to nobody else',
  place_in_sight: 'a yes or no of a device of the programme and the actor',
  prune_feed: 'nothing',
  reach: 'the keys that the transaction’s own actor holds',
  reset_account: 'nothing',
  rests_on: 'a yes or no of two members of the programme’s staff',
  runs_shelf: 'a yes or no of an office and the actor',
  sees_shelf: 'a yes or no of an office and the actor',
  same_person: 'a yes or no of two members of the programme’s staff',
  seal_audit: 'nothing',
  scanned_devices: 'ids and models of the programme’s devices with one number',
  sequence_audit: 'a count, a position and a hash',
  sequence_feed: 'a count and a position',
  sign_audit_root: 'nothing',
  shelf_of: 'devices on one office’s shelf, which nobody has',
  stands_for: 'the id of a member of the programme’s staff',
  stock_away: 'counts of devices that nobody has',
  unaccounted_devices:
    'ids of devices that nobody knows the place of or nobody fetched, and since when; whose they were stands nowhere in it',
  stock_shelves: 'counts of devices by office and model',
  stock_fitted: 'counts of fittings by office and model',
  stock_since: 'an instant',
  two_people_needed: 'a yes or no of the programme',
  unreconciled_counts: 'names of providers of the programme whose count of a month is not reconciled',
  unclaimed_knocks: 'numbers that are nobody’s',
  unsigned_audit_roots: 'roots, which are published',
};

test('ACC-18 the application’s role is no owner, no superuser, bypasses nothing and can become nobody else', async () => {
  const { rows } = await owner.query(
    `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
       (select count(*)::int from pg_auth_members m where m.member = r.oid) as memberships,
       (select count(*)::int from pg_class c where c.relowner = r.oid) as owned,
       has_schema_privilege(r.oid, 'attend', 'create') as creates
     from pg_roles r where rolname = 'attend_app'`,
  );
  expect(rows).toEqual([
    {
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolreplication: false,
      memberships: 0,
      owned: 0,
      creates: false,
    },
  ]);
});

test('ACC-18 every table that it may touch has row-level security, forced; and none is truncated by it', async () => {
  const { rows } = await owner.query<{ name: string; walled: boolean; truncates: boolean }>(
    `select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as walled, has_table_privilege('attend_app', c.oid, 'truncate') as truncates
     from pg_class c where c.relnamespace = 'attend'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
       and has_any_column_privilege('attend_app', c.oid, 'select, insert, update')`,
  );
  expect(rows.length).toBeGreaterThan(30);
  expect(
    rows
      .filter(({ walled }) => !walled)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(Object.keys(withoutWall).sort());
  expect(rows.filter(({ truncates }) => truncates)).toEqual([]);
});

/** Tables that hold a person's rows: named by a column, or hanging on a table that does. */
const personal = `
with recursive personal (oid) as (
  select c.oid from pg_class c where c.relname = 'participant' and c.relnamespace = 'attend'::regnamespace
  union
  select a.attrelid from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'attend'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and a.attname in ('participant_id', 'assignment_id', 'alert_id', 'incident_id', 'order_id', 'condition_id') and not a.attisdropped
  union
  select k.conrelid from pg_constraint k join personal p on p.oid = k.confrelid where k.contype = 'f'
)`;

test('ACC-19 every table with rows of people has a policy by person for the application’s role, and no wider one beside it', async () => {
  const { rows } = await owner.query<{ name: string; policies: { name: string; qual: string }[] }>(
    `${personal} select c.relname as name, coalesce((select json_agg(json_build_object('name', y.policyname, 'qual', y.qual))
       from pg_policies y where y.schemaname = 'attend' and y.tablename = c.relname
         and y.permissive = 'PERMISSIVE' and (y.roles && array['attend_app', 'public']::name[])), '[]') as policies
     from personal p join pg_class c on c.oid = p.oid where has_any_column_privilege('attend_app', c.oid, 'select, insert, update')`,
  );
  expect(rows.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['upload', 'alert_transition', 'order_clause', 'assignment_due', 'break_glass']),
  );
  for (const { name, policies } of rows) {
    // Restrictive ones are left out: they narrow what the one policy lets through.
    expect(
      policies.map((policy) => policy.name),
      name,
    ).toEqual([name === 'idempotency_key' ? 'writer_app' : 'person_app']);
    // The answer to a write is its writer's alone, which is narrower than by person.
    if (name === 'idempotency_key') continue;
    // By another row of the person's, whose own policy is asked in turn, or by the person whom the row itself names; the person's own
    // row by the keys that the actor holds.
    expect(policies[0]?.qual, name).toMatch(
      name === 'participant'
        ? /reached_groups\(\).*reached_people\(\)/s
        : /SELECT true|sees_person\(participant_id\)/,
    );
  }
});

test('ACC-19 a policy that goes by the person whom a row names stands on a name that cannot be wrong', async () => {
  const { rows } = await owner.query<{ name: string; named: boolean; keys: string[] }>(
    `select c.relname as name, a.attnotnull as named, array(
       select k.confrelid::regclass::text from pg_constraint k where k.conrelid = c.oid and k.contype = 'f' and k.convalidated
         and exists (select from unnest(k.conkey, k.confkey) as u (own, other)
           join pg_attribute p on p.attrelid = k.confrelid and p.attnum = u.other
           where u.own = a.attnum and p.attname = case when k.confrelid = 'participant'::regclass then 'id' else 'participant_id' end)
     ) as keys
     from pg_policies y join pg_class c on c.relname = y.tablename and c.relnamespace = 'attend'::regnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attname = 'participant_id'
     where y.schemaname = 'attend' and y.qual ~ 'sees_person' order by 1`,
  );
  expect(rows.length).toBeGreaterThan(15);
  expect(rows.filter(({ named, keys }) => !named || keys.length === 0)).toEqual([]);
  const byRow = Object.fromEntries(rows.map(({ name, keys }) => [name, keys]));
  expect(byRow).toMatchObject({
    order_version: ['supervision_order'],
    order_clause: ['order_version'],
    agreement: ['order_version'],
    condition_exception: ['condition'],
    alert_occurrence: ['alert'],
    alert_transition: ['alert'],
  });
});

test('ACC-19 the sweep finds a new table that has none', async () => {
  const copy = await withTestDatabase();
  const fresh = copy.pool('owner');
  await fresh.query('create table photo (id uuid primary key, participant_id uuid references participant)');
  await fresh.query('create table frame (id uuid primary key, photo_id uuid references photo)');
  const { rows } = await fresh.query<{ name: string }>(
    `${personal} select c.relname as name from personal p join pg_class c on c.oid = p.oid`,
  );
  expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(['photo', 'frame']));
});

test('ACC-18 what runs as the owner for it lets nobody else’s rows out', async () => {
  const { rows } = await owner.query<{ name: string; path: string[] | null }>(
    `select p.proname as name, p.proconfig as path from pg_proc p
     where p.pronamespace in ('attend'::regnamespace, 'public'::regnamespace) and p.prosecdef
       and p.prorettype <> 'trigger'::regtype and has_function_privilege('attend_app', p.oid, 'execute')`,
  );
  expect(rows.map(({ name }) => name).filter((name) => !(name in asOwner))).toEqual([]);
  // Without a fixed path a caller's own schema could stand before ours.
  for (const { name, path } of rows) expect(path?.join(), name).toContain('search_path');
});

test('ACC-18 the operator’s setting is made in server/operator alone', () => {
  const users = readSources()
    .filter(({ path, text }) => path.endsWith('.ts') && text.includes('attend.operator'))
    .map(({ path }) => path)
    .filter((path) => !/test(ing)?\b|\/testing\/|^tools\/bench\//.test(path));
  expect(users).toEqual(['server/operator/operator.ts']);
});
