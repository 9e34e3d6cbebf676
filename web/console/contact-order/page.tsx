import { contactWays } from '@attend/contracts/check-ins';
import type { CheckInPolicyRevisions } from '@attend/contracts/office-calendar';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { send } from '../../ui/api/request.ts';
import { Card } from '../../ui/Card.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { Page } from '../../ui/Page.tsx';
import { useSay } from '../../ui/Say.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { contactOrderQuery } from '../check-ins/queries.ts';
import { wayWords } from '../check-ins/view.ts';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm, useVersion } from '../shell/kept-form.tsx';
import { Meanwhile, plainText } from '../shell/meanwhile.tsx';
import { useTitle } from '../shell/title.ts';
import { checkOrder, type OrderFields, orderFields } from './form.ts';

type Revision = CheckInPolicyRevisions['revisions'][number];

/** In which order contact is tried before a check-in is missed: policy, with its revision and date. */
export function ContactOrderPage() {
  useTitle(t`Order of contact`);
  const list = useQuery(contactOrderQuery);
  const [current] = list.data?.revisions ?? [];
  return (
    <Page
      title={t`Order of contact`}
      lead={t`Before a check-in counts as missed, each of these ways is tried in this order, and each attempt is on record. A new order holds from when it is published.`}
    >
      {list.data && current ? (
        <>
          <Card title={t`Publish another order`}>
            <Publish of={current} />
          </Card>
          <Card title={t`Orders so far`} flush>
            <Revisions of={list.data.revisions} />
          </Card>
        </>
      ) : list.error ? (
        <Failed error={list.error} retry={list.refetch} />
      ) : (
        <Waiting />
      )}
    </Page>
  );
}

function Publish({ of }: { readonly of: Revision }) {
  const client = useQueryClient();
  const say = useSay();
  const kept = useKeptForm<OrderFields>('contact-order', { initialValues: orderFields(of.ladder) });
  const { form } = kept;
  const revision = useVersion(kept, of.revision, orderFields(of.ladder));
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const [sending, setSending] = useState(false);
  const publish = async (values: OrderFields) => {
    const checked = checkOrder(values, revision);
    if (!checked.ok) return form.setErrors(checked.errors);
    setSending(true);
    const answer = await send('/api/check-in-policy', checked.body, 'PUT');
    setSending(false);
    setFailure(answer.ok ? null : answer.error);
    if (answer.ok) {
      form.setFieldValue('reason', '');
      kept.forget();
    }
    if (answer.ok) say(t`The order is published, and holds from now on.`);
    await client.invalidateQueries({ queryKey: ['check-ins'] });
  };
  return (
    <form className={entryClasses.form} noValidate onSubmit={form.onSubmit((values) => void publish(values))}>
      <Restored of={kept} />
      {form.values.steps.map((_, at) => {
        const step = at + 1;
        return (
          <NativeSelect
            // Steps have no name but their place.
            key={step}
            label={t`Step ${step}`}
            data={[
              { value: '', label: t`none` },
              ...contactWays.map((way) => ({ value: way, label: wayWords(way) })),
            ]}
            {...form.getInputProps(`steps.${at}`)}
          />
        );
      })}
      <Textarea
        label={t`Why`}
        description={t`Whoever asks later reads it.`}
        autosize
        minRows={2}
        {...form.getInputProps('reason')}
      />
      <Meanwhile of={kept} name={() => t`Order`} text={orderText} />
      <Refusal failure={failure} />
      <Button type="submit" loading={sending}>
        <Trans>Publish the order</Trans>
      </Button>
    </form>
  );
}

/** Ways of contact, one after the other. */
const orderText = (_field: string, value: unknown): string =>
  Array.isArray(value)
    ? value
        .filter((way) => way !== '')
        .map(wayWords)
        .join(' → ')
    : plainText('', value);

const Revisions = ({ of }: { readonly of: readonly Revision[] }) => (
  <DataTable
    label={t`Orders so far`}
    rows={of}
    rowId={({ revision }) => String(revision)}
    columns={[
      {
        id: 'revision',
        name: t`Revision`,
        cell: ({ revision }) => (
          <>
            {revision} {revision === of[0]?.revision && <Tag tone="good">{t`in force`}</Tag>}
          </>
        ),
      },
      { id: 'order', name: t`Order`, cell: ({ ladder }) => ladder.map(wayWords).join(' → ') },
      {
        id: 'from',
        name: t`From`,
        cell: ({ published }) => (published ? <Moment at={published.from} /> : t`built in`),
      },
      { id: 'by', name: t`Published by`, cell: ({ published }) => published?.by ?? '' },
      { id: 'why', name: t`Why`, cell: ({ published }) => published?.reason ?? '' },
    ]}
  />
);
