-- Amounts in monthly tables: in which currency they are. ADR 0045.
set local search_path = attend, public;

-- Null: worked out before there were amounts in it.
alter table statistic_month add column currency text check (currency in ('USD', 'CAD', 'EUR', 'GBP', 'MXN'));
