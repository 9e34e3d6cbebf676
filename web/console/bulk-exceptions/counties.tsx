import type { BulkOffices } from '@attend/contracts/bulk-exceptions';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { send } from '../../ui/api/request.ts';
import { Card } from '../../ui/Card.tsx';
import { useSay } from '../../ui/Say.tsx';
import { Refusal } from '../shell/entry.tsx';
import classes from './page.module.css';
import { bulkOfficesQuery } from './queries.ts';

type Office = BulkOffices['offices'][number];

/** Which county each office supervises: a fact that somebody enters, and what storms are announced by. */
export function Counties() {
  const offices = useQuery(bulkOfficesQuery);
  if (!offices.data) return null;
  return (
    <Card title={t`Offices and their counties`}>
      <div className={classes.fields}>
        {offices.data.offices.map((office) => (
          <County key={office.id} of={office} />
        ))}
      </div>
    </Card>
  );
}

function County({ of: { id, name, county } }: { readonly of: Office }) {
  const client = useQueryClient();
  const say = useSay();
  const [value, setValue] = useState(county ?? '');
  const save = useMutation<void, ApiFailure>({
    mutationFn: async () => {
      const given = value.trim() === '' ? null : value.trim();
      const answer = await send(`/api/offices/${id}/county`, { county: given }, 'PUT');
      if (!answer.ok) throw answer.error;
      await client.invalidateQueries({ queryKey: bulkOfficesQuery.queryKey });
      say(t`The county is on record.`);
    },
  });
  return (
    <div className={classes.row}>
      <TextInput
        label={t`County of ${name}`}
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
      />
      <Button
        variant="default"
        disabled={value.trim() === (county ?? '')}
        loading={save.isPending}
        aria-label={t`Save the county of ${name}`}
        onClick={() => save.mutate()}
      >
        <Trans>Save</Trans>
      </Button>
      <Refusal failure={save.error} />
    </div>
  );
}
