-- A dispute ends by two people, and an invoice is compared in its own currency. ADR 0046.
set local search_path = attend, public;

-- How it shall end, as one person asked: settled with an amount, or withdrawn. Another confirms it, and then it has ended so.
alter table invoice_dispute
  add column asked_end text check (asked_end in ('settled', 'withdrawn')),
  add column asked_minor integer check (asked_minor >= 0),
  add column asked_note text,
  add column asked_at timestamptz,
  add column asked_by uuid references staff,
  drop constraint invoice_dispute_state_check,
  add constraint invoice_dispute_state_check check (state in ('open', 'answered', 'end-asked', 'settled', 'withdrawn')),
  add constraint invoice_dispute_asked check ((asked_end is null) = (asked_by is null) and (asked_end is null) = (asked_at is null)
    and (asked_end is null) = (asked_note is null) and (asked_minor is not null) = (asked_end is not distinct from 'settled')
    and (state <> 'end-asked' or asked_end is not null) and (state not in ('open', 'answered') or asked_end is null));
grant update (asked_end, asked_minor, asked_note, asked_at, asked_by) on invoice_dispute to attend_app;

-- Two people, whatever the SQL; what was confirmed is what was asked; and what has ended stays as it was.
create function hold_dispute() returns trigger
language plpgsql security definer set search_path = attend, public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'open' then
      raise exception 'a dispute begins open' using errcode = 'check_violation', constraint = 'dispute_begins';
    end if;
    return new;
  end if;
  if old.state in ('settled', 'withdrawn') then
    raise exception 'a dispute that has ended is not changed' using errcode = 'check_violation', constraint = 'dispute_ended';
  end if;
  if new.state in ('settled', 'withdrawn') then
    if (new.state, new.settled_minor, new.asked_end, new.asked_minor, new.asked_by) is distinct from
      (old.asked_end, old.asked_minor, old.asked_end, old.asked_minor, old.asked_by) then
      raise exception 'a dispute ends as it was asked' using errcode = 'check_violation', constraint = 'dispute_as_asked';
    end if;
    if old.state <> 'end-asked' or same_person(old.asked_by, new.ended_by) then
      raise exception 'the end of a dispute is asked by one person and confirmed by another' using errcode = 'check_violation', constraint = 'two_people';
    end if;
  end if;
  return new;
end $$;
create trigger hold_dispute before insert or update on invoice_dispute for each row execute function hold_dispute();
revoke execute on function hold_dispute from public;

alter table invoice_finding drop constraint invoice_finding_reasons_check,
  add constraint invoice_finding_reasons_check check (reasons <@ array['serial-unknown', 'month-open', 'no-rate', 'currency', 'not-worn',
    'other-provider', 'billed-before', 'at-fault', 'days', 'rate', 'sum']);

-- A year's invoice has two million lines and a closed month two hundred thousand: a look at one and the same row of the invoice, and of the
-- card, for each of them was two thirds of writing the one and a quarter of the other. Neither is ever deleted: an invoice is given up with its
-- lines in one transaction that holds it, a published card stands (hold_rate_card), and nothing else is booked by.
alter table invoice_line drop constraint invoice_line_invoice_id_fkey;
alter table cost_line drop constraint cost_line_card_id_fkey;
