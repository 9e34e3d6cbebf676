import type { ZoneFileRead } from '@attend/contracts/order-conditions';
import { conditionKinds, type Position } from '@attend/kernel';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { fieldFaults } from '../../ui/api/field-faults.ts';
import { serverNow } from '../../ui/clock.ts';
import { DateTimeField } from '../../ui/DateField.tsx';
import type { MapContent, MapZone } from '../../ui/map/content.ts';
import { MapView } from '../../ui/map/MapView.tsx';
import { wallClock } from '../../ui/time.ts';
import { conditionKindWords } from '../../ui/words/devices.ts';
import { failureWords } from '../../ui/words/failures.ts';
import { useTimezone } from '../../ui/zone.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptFields } from '../shell/kept-form.tsx';
import {
  type ConditionFields,
  checkCondition,
  conditionEmpty,
  readArea,
  timetableOf,
  withPlace,
} from './area-fields.ts';
import { ComingWeek, CurfewField } from './curfew-field.tsx';
import classes from './page.module.css';
import { readZoneFile } from './queries.ts';
import { useOrderCommand } from './use-command.ts';

const fieldOf = { from: 'from', to: 'to', name: 'name' };

type Props = {
  readonly person: string;
  /** Zones that stand: what is drawn beside them is drawn to fit. */
  readonly others: readonly MapZone[];
  readonly close: () => void;
};

/** A zone or curfew: drawn on the map or typed, or out of a file; the refusal names a clause that is missing. */
export function ConditionDialog({ person, others, close }: Props) {
  const zone = useTimezone();
  const kept = useKeptFields<ConditionFields>(
    `condition.${person}`,
    conditionEmpty(wallClock(serverNow() + 60_000, zone)),
    ['from'],
  );
  const { fields, set } = kept;
  const [errors, setErrors] = useState<Readonly<Record<string, string | undefined>>>({});
  const { run, sending, failure } = useOrderCommand();
  const save = async () => {
    const checked = checkCondition(fields, zone);
    setErrors(checked.ok ? {} : checked.errors);
    if (!checked.ok) return;
    if (!(await run(`/api/people/${person}/conditions`, checked.body, t`It is set.`))) return;
    kept.forget();
    close();
  };
  const faults = { ...fieldFaults(failure, fieldOf), ...errors };
  const timetable = timetableOf(fields);
  const input = (name: 'name' | 'center' | 'radius', label: string, description?: string) => (
    <TextInput
      label={label}
      description={description}
      value={fields[name]}
      onChange={(event) =>
        set({ [name]: event.currentTarget.value, ...(name === 'name' ? {} : { imported: null }) })
      }
      error={faults[name]}
    />
  );
  const time = (name: 'from' | 'to', label: string, description?: string) => (
    <DateTimeField
      label={label}
      description={description}
      value={fields[name]}
      onChange={(value) => set({ [name]: value })}
      error={faults[name]}
    />
  );
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={t`Set a zone or curfew`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <form
        className={entryClasses.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Restored of={kept} />
        <NativeSelect
          label={t`What`}
          data-autofocus
          value={fields.kind}
          data={conditionKinds.map((value) => ({ value, label: conditionKindWords(value) }))}
          onChange={(event) =>
            set({ kind: conditionKinds.find((kind) => kind === event.currentTarget.value) ?? fields.kind })
          }
        />
        {input('name', t`Name of the place`)}
        <NativeSelect
          label={t`Shape`}
          value={fields.shape}
          data={[
            { value: 'circle', label: t`Circle` },
            { value: 'polygon', label: t`Corners` },
          ]}
          onChange={(event) =>
            set({ imported: null, shape: event.currentTarget.value === 'polygon' ? 'polygon' : 'circle' })
          }
        />
        {fields.shape === 'circle' ? (
          <>
            {input(
              'center',
              t`Middle`,
              t`Latitude and longitude, as 25.7617, -80.1918. A click on the map sets it.`,
            )}
            {input('radius', t`Radius in metres`)}
          </>
        ) : (
          <Textarea
            label={t`Corners`}
            description={t`Latitude and longitude, one corner a line. A click on the map adds one.`}
            autosize
            minRows={4}
            value={fields.corners}
            onChange={(event) => set({ imported: null, corners: event.currentTarget.value })}
            error={faults.corners}
          />
        )}
        <ZoneMap fields={fields} others={others} place={(at) => set(withPlace(fields, at))} />
        <ZoneFile
          taken={fields.imported !== null}
          take={({ name, area }) => set({ imported: area, ...(name === null ? {} : { name }) })}
        />
        {time('from', t`From`)}
        {time('to', t`To`, t`Empty: as long as its clause.`)}
        {fields.kind === 'curfew' && (
          <>
            <CurfewField value={fields.hours} onChange={(hours) => set({ hours })} error={faults.hours} />
            {timetable.length > 0 && (
              <>
                <h3>
                  <Trans>The coming week</Trans>
                </h3>
                <ComingWeek timetable={timetable} exceptions={[]} />
              </>
            )}
          </>
        )}
        {Object.values(faults).every((fault) => fault === undefined) && <Refusal failure={failure} />}
        {faults.area && <p className={entryClasses.refusal}>{faults.area}</p>}
        <Button type="submit" loading={sending}>
          <Trans>Set it</Trans>
        </Button>
      </form>
    </Modal>
  );
}

/** What the fields describe; a click writes into them. */
type MapProps = Pick<Props, 'others'> & {
  readonly fields: ConditionFields;
  readonly place: (at: Position) => void;
};

function ZoneMap({ fields, others, place }: MapProps) {
  const read = readArea(fields);
  const known = JSON.stringify(read.ok ? read.value : null);
  const { kind, name } = fields;
  const content = useMemo((): MapContent => {
    const area = JSON.parse(known);
    const zones = area === null ? [] : [{ id: 'new', name, kind, area }];
    return { zones: [...others, ...zones], fixes: [], gaps: [], focus: null };
  }, [known, kind, name, others]);
  return (
    <MapView
      content={content}
      label={t`Map of the zone; the fields beside it say the same`}
      onPlace={place}
    />
  );
}

type Zone = ZoneFileRead['zones'][number];

/** ORD-28: zones of a GeoJSON or KML file; what cannot be read is named by feature and field. */
function ZoneFile({ take, taken }: { take: (zone: Zone) => void; taken: boolean }) {
  const [read, setRead] = useState<ZoneFileRead | null>(null);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const chosen = useRef(0);
  const open = async (file: File | undefined) => {
    if (file === undefined) return;
    const mine = ++chosen.current;
    try {
      const text = await file.text();
      const found = await readZoneFile(file.name.toLowerCase().endsWith('.kml') ? 'kml' : 'geojson', text);
      if (mine !== chosen.current) return;
      setFailure(null);
      setRead(found);
      const [only, ...others] = found.zones;
      if (only !== undefined && others.length === 0) take(only);
    } catch (thrown) {
      setRead(null);
      setFailure(thrown as ApiFailure);
    }
  };
  return (
    <fieldset>
      <legend>
        <Trans>From a file</Trans>
      </legend>
      <input
        type="file"
        accept=".geojson,.json,.kml"
        aria-label={t`File of zones, GeoJSON or KML`}
        onChange={(event) => void open(event.currentTarget.files?.[0])}
      />
      {failure && (
        <p className={entryClasses.refusal} role="alert">
          {failureWords(failure).detail}
        </p>
      )}
      {read && read.zones.length > 1 && (
        <NativeSelect
          label={t`Zone of the file`}
          data={[
            { value: '', label: t`Choose…` },
            ...read.zones.map(({ name }, index) => ({
              value: String(index),
              label: name ?? String(index + 1),
            })),
          ]}
          onChange={(event) => {
            const zone = read.zones[Number(event.currentTarget.value)];
            if (event.currentTarget.value !== '' && zone !== undefined) take(zone);
          }}
        />
      )}
      {taken && (
        <p className={classes.dim} role="status">
          <Trans>The outline of the file is taken, as the map shows it.</Trans>
        </p>
      )}
      {read && read.faults.length > 0 && (
        <ul className={entryClasses.note}>
          {read.faults.map(({ feature, field, message }) => (
            <li key={`${feature} ${field}`}>
              <bdi>{feature}</bdi>, <bdi>{field}</bdi>: <bdi>{message}</bdi>
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  );
}
