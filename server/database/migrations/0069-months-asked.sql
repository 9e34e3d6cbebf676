-- Months of contracts that somebody opened before anybody had measured them. ADR 0050.
set local search_path = attend, public;

create table provider_month_ask (
  contract_id uuid not null references provider_contract,
  month date not null check (extract(day from month) = 1),
  programme_id uuid not null references programme,
  provider_id uuid not null references provider,
  asked_at timestamptz not null default now(),
  -- How often measuring it failed: three times, and it waits for the night or for somebody who asks for it by name.
  tries integer not null default 0,
  primary key (contract_id, month)
);
alter table provider_month_ask enable row level security;
alter table provider_month_ask force row level security;
create policy owner_all on provider_month_ask to attend_owner using (true);
create policy programme_app on provider_month_ask to attend_app using (programme_id = (select acting_programme())
  and ((select acting_provider()) is null or provider_id = (select acting_provider())));
grant select on provider_month_ask to attend_app;
grant insert (contract_id, month, programme_id, provider_id), delete on provider_month_ask to attend_app;
