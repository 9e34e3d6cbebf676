-- How strong the mobile network is where a device is being fitted, as its own frames say: kept with the other signs until the fitting ends. ADR 0048.
set local search_path = attend, public;

alter table fitting_sign add column signal_percent smallint check (signal_percent between 0 and 100);

-- As in 0053, with the signal; a gateway of before says none.
create or replace function note_signs(p_signs jsonb) returns void
language sql security definer set search_path = attend, public, pg_temp as $$
  insert into fitting_sign as s (fitting_id, programme_id, participant_id, first_at, last_at, frames, strap, worn, battery_percent, charging, fix_at, fix_source,
    fix_accuracy, satellites, signal_percent)
  select f.id, f.programme_id, f.participant_id, w.at, w.at, w.frames, w.strap, w.worn, w.percent, w.charging, w.fix_at, w.source, w.accuracy, w.satellites, w.signal
  from jsonb_to_recordset(p_signs) as w (device uuid, at timestamptz, frames integer, strap text, worn boolean, percent smallint, charging boolean,
      fix_at timestamptz, source text, accuracy real, satellites smallint, signal smallint)
    join fitting f on f.device_id = w.device and f.status = 'under-way' and f.begun_at <= w.at
  order by f.id
  on conflict (fitting_id) do update set last_at = greatest(s.last_at, excluded.last_at), frames = s.frames + excluded.frames,
    strap = coalesce(excluded.strap, s.strap), worn = coalesce(excluded.worn, s.worn),
    battery_percent = coalesce(excluded.battery_percent, s.battery_percent), charging = coalesce(excluded.charging, s.charging),
    fix_source = case when excluded.fix_at is null then s.fix_source else excluded.fix_source end,
    fix_accuracy = case when excluded.fix_at is null then s.fix_accuracy else excluded.fix_accuracy end,
    satellites = case when excluded.fix_at is null then s.satellites else excluded.satellites end,
    fix_at = coalesce(excluded.fix_at, s.fix_at), signal_percent = coalesce(excluded.signal_percent, s.signal_percent)
$$;
