import { conditionKinds, type Position } from '@attend/kernel';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { fieldFaults } from '../../ui/api/field-faults.ts';
import { serverNow } from '../../ui/clock.ts';
import { DateTimeField } from '../../ui/DateField.tsx';
import type { MapContent, MapZone } from '../../ui/map/content.ts';
import { MapView } from '../../ui/map/MapView.tsx';
import { wallClock } from '../../ui/time.ts';
import { conditionKindWords } from '../../ui/words/devices.ts';
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
import { useOrderCommand } from './use-command.ts';
import { ZoneFile } from './zone-file.tsx';

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
