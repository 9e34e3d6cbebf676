/**
 * SQL: whether clocks stand still for a person at an instant. Spelt out in each statement: PostgreSQL does not put a function with a
 * query in it in the place of its call, and each call then works out anew who asks (30 µs a row).
 */
export const isSuspended = (person: string, at: string): string => `exists (select from suspension stands
  where stands.participant_id = ${person} and stands.entered_in_error_at is null
    and stands.from_at <= ${at} and (stands.to_at is null or stands.to_at > ${at}))`;

/** Whether a span of instants meets a check-in's own day, or holds the end of its window: days of the office's clock. */
const meets = (span: string, c: string, timezone: string): string => `(
  ${span} && tstzrange(${c}.due_on::timestamp at time zone ${timezone}, (${c}.due_on + 1)::timestamp at time zone ${timezone})
  or ${span} @> (${c}.window_to + 1)::timestamp at time zone ${timezone} - interval '1 microsecond')`;

/**
 * SQL: why nobody asks after the check-in `c`; null: it is asked for. The last day of its window counts beside its own: who is free again
 * before that may still come, and who is taken away before could not.
 */
export const letGo = (c: string, timezone: string): string => `case
  when exists (select from suspension stands where stands.participant_id = ${c}.participant_id and stands.entered_in_error_at is null
    and ${meets('tstzrange(stands.from_at, stands.to_at)', c, timezone)}) then 'suspended'
  when exists (select from bulk_exception_person let join bulk_exception many on many.id = let.bulk_id
    where let.participant_id = ${c}.participant_id and let.applied > 0 and 'check-ins' = any (many.conditions)
      and (many.revoked_at is null or many.revoked_at > many.from_at)
      and ${meets('tstzrange(many.from_at, least(many.to_at, coalesce(many.revoked_at, many.to_at)))', c, timezone)}) then 'exception'
end`;
