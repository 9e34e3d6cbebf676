import { type DeviceLabel, deviceLabels } from '@attend/contracts/device-labels';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { read } from '../../ui/api/request.ts';
import { Page } from '../../ui/Page.tsx';
import { Empty, Failed, Waiting } from '../../ui/State.tsx';
import { technologyWords } from '../../ui/words/devices.ts';
import { useTitle } from '../shell/title.ts';
import { Codes } from '../stock/codes.tsx';
import stock from '../stock/page.module.css';
import classes from './page.module.css';

const labelsQuery = (devices: string) =>
  queryOptions({
    queryKey: ['devices', 'labels', devices],
    queryFn: ({ signal }) => read('/api/device-labels', deviceLabels, { query: { devices }, signal }),
  });

/** STK-15: labels of the devices that were chosen. Of the page nothing else is printed but the house's line of who printed it. */
export function DeviceLabelsPage() {
  useTitle(t`Labels`);
  const { devices } = useSearch({ from: '/device-labels' });
  return (
    <div className={classes.page}>
      <Page
        title={t`Labels`}
        lead={
          <span className="no-print">
            <Link to="/devices" search={{ show: 'shelf' }}>
              <Trans>Devices on the shelf</Trans>
            </Link>
          </span>
        }
        action={
          devices !== undefined && (
            <Button
              className="no-print"
              leftSection={<IconPrinter size={16} aria-hidden />}
              onClick={() => print()}
            >
              <Trans>Print them</Trans>
            </Button>
          )
        }
      >
        {devices === undefined ? (
          <Empty title={t`No device is chosen`}>
            <p>
              <Trans>Choose them in the list of devices.</Trans>
            </p>
          </Empty>
        ) : (
          <Sheet devices={devices} />
        )}
      </Page>
    </div>
  );
}

function Sheet({ devices }: { readonly devices: string }) {
  const found = useQuery(labelsQuery(devices));
  if (!found.data) return found.error ? <Failed error={found.error} retry={found.refetch} /> : <Waiting />;
  const { labels } = found.data;
  const missing = devices.split(',').length - labels.length;
  return (
    <>
      {missing > 0 && (
        <p className="no-print" role="status">
          {plural(missing, {
            one: '# device is not to be seen by you: it has no label here.',
            other: '# devices are not to be seen by you: they have no label here.',
          })}
        </p>
      )}
      <ul className={classes.sheet}>
        {labels.map((one) => (
          <li key={one.id}>
            <Label of={one} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** What a scanner reads is the number alone, as it would be typed. */
const Label = ({ of: { identifier, model, technology } }: { readonly of: DeviceLabel }) => (
  <div className={stock.label}>
    <strong>
      <bdi>{model ?? technologyWords(technology)}</bdi>
    </strong>
    <Codes text={identifier} />
    <span>
      <Trans>Number:</Trans> <bdi>{identifier}</bdi>
    </span>
  </div>
);
