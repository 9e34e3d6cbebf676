-- Amounts in monthly tables: in which currency they are (ADR 0045); and an auditor's counts by the clock (ADR 0044).
set local search_path = attend, public;

-- Null: worked out before there were amounts in it.
alter table statistic_month add column currency text check (currency in ('USD', 'CAD', 'EUR', 'GBP', 'MXN'));

alter table standing_figure drop constraint standing_figure_name_check,
  add constraint standing_figure_name_check check (name in ('tier-times', 'gaps', 'fitted', 'provider-tiers', 'questions'));
