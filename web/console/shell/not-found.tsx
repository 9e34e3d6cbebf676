import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { IconMapSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Empty } from '../../ui/State.tsx';

export function NotFound() {
  return (
    <Empty icon={<IconMapSearch size={36} stroke={1.5} aria-hidden />} title={t`There is no such page`} page>
      <p>
        <Trans>
          The address may be mistyped. Everything that is open stands on <Link to="/">Today</Link>.
        </Trans>
      </p>
    </Empty>
  );
}
