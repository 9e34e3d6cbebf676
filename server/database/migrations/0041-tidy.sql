-- Drafts of orders that were entered in error: one that was only given up says nothing of its words, one in error stays in the log, struck
-- through. It is discarded besides, so that nothing that a draft can become is open to it.
alter table order_version add column entered_in_error_at timestamptz,
  add check (entered_in_error_at is null or (discarded_at is not null and effective_at is null));
create index order_version_in_error on order_version (order_id) where entered_in_error_at is not null;
alter table error_mark drop constraint error_mark_entity_check,
  add check (entity in ('contact-entry', 'suspension', 'hearing', 'check-in', 'contact-attempt', 'exception', 'order-draft'));
