import type { ZoneFileRead } from '@attend/contracts/order-conditions';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { NativeSelect } from '@mantine/core';
import { useRef, useState } from 'react';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { failureWords } from '../../ui/words/failures.ts';
import { toldWords } from '../../ui/words/told.ts';
import { entryClasses } from '../shell/entry.tsx';
import classes from './page.module.css';
import { readZoneFile } from './queries.ts';

type Zone = ZoneFileRead['zones'][number];
type Props = { readonly take: (zone: Zone) => void; readonly taken: boolean };

/** ORD-28, ORD-29: zones of a GeoJSON or KML file or a shapefile; what cannot be read is named by feature and field. */
export function ZoneFile({ take, taken }: Props) {
  const [read, setRead] = useState<{ readonly file: File; readonly found: ZoneFileRead } | null>(null);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const chosen = useRef(0);
  const open = async (file: File | undefined, nameField: string | null = null) => {
    if (file === undefined) return;
    const mine = ++chosen.current;
    try {
      const found = await readZoneFile(file, nameField);
      if (mine !== chosen.current) return;
      setFailure(null);
      setRead({ file, found });
      const [only, ...others] = found.zones;
      if (only !== undefined && others.length === 0) take(only);
    } catch (thrown) {
      if (mine !== chosen.current) return;
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
        accept=".geojson,.json,.kml,.zip"
        aria-label={t`File of zones: GeoJSON, KML, or a shapefile as ZIP`}
        onChange={(event) => void open(event.currentTarget.files?.[0])}
      />
      {failure && (
        <p className={entryClasses.refusal} role="alert">
          {failureWords(failure).detail}
        </p>
      )}
      {read && <Found of={read.found} take={take} rename={(field) => void open(read.file, field)} />}
      {taken && (
        <p className={classes.dim} role="status">
          <Trans>The outline of the file is taken, as the map shows it.</Trans>
        </p>
      )}
    </fieldset>
  );
}

type FoundProps = {
  readonly of: ZoneFileRead;
  readonly take: Props['take'];
  /** Another column of the shapefile's table names its zones. */
  readonly rename: (field: string) => void;
};

function Found({ of: { zones, faults, nameFields, nameField }, take, rename }: FoundProps) {
  return (
    <>
      {nameFields.length > 0 && (
        <NativeSelect
          label={t`Column with the names`}
          value={nameField ?? ''}
          data={[
            ...(nameField === null ? [{ value: '', label: t`None` }] : []),
            ...nameFields.map((field) => ({ value: field, label: field })),
          ]}
          onChange={(event) => event.currentTarget.value !== '' && rename(event.currentTarget.value)}
        />
      )}
      {zones.length > 1 && (
        <NativeSelect
          key={nameField}
          label={t`Zone of the file`}
          data={[
            { value: '', label: t`Choose…` },
            ...zones.map(({ name }, index) => ({
              value: String(index),
              label: name ?? String(index + 1),
            })),
          ]}
          onChange={(event) => {
            const zone = zones[Number(event.currentTarget.value)];
            if (event.currentTarget.value !== '' && zone !== undefined) take(zone);
          }}
        />
      )}
      {faults.length > 0 && (
        <ul className={entryClasses.note}>
          {faults.map(({ feature, field, ...told }) => (
            <li key={`${feature} ${field} ${told.message}`}>
              <bdi>{feature}</bdi>, <bdi>{field}</bdi>: <bdi>{toldWords(told)}</bdi>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
