import { agreementTextList, type OrderPolicy } from '@attend/contracts/order-decisions';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { read } from '../../ui/api/request.ts';
import { Card } from '../../ui/Card.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { languageWords } from '../../ui/language.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { orderPolicyQuery } from '../orders/queries.ts';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptFields } from '../shell/kept-form.tsx';
import { useStands } from '../shell/stands.tsx';
import { useCommand } from '../shell/use-command.ts';

const textsQuery = {
  queryKey: ['orders', 'texts'],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    read('/api/agreement-texts', agreementTextList, { signal }),
};

/** What an agency sets for all of its orders. */
export function OrderSettings() {
  return (
    <>
      <Lapse />
      <Texts />
    </>
  );
}

/** Whatever shows orders is read again. */
const stale = [['orders']];

function Lapse() {
  const policy = useQuery(orderPolicyQuery);
  if (!policy.data)
    return policy.error ? <Failed error={policy.error} retry={policy.refetch} /> : <Waiting />;
  return <LapseForm of={policy.data} />;
}

const lapseWords = (days: number | null): string =>
  days === null
    ? t`Never by itself: what nobody decides is marked at risk and goes on.`
    : plural(days, {
        one: 'One day after its date, where nobody has decided.',
        other: '# days after its date, where nobody has decided.',
      });

function LapseForm({ of: { revision, lapseDays } }: { readonly of: OrderPolicy }) {
  const kept = useKeptFields('order-policy', { days: '', reason: '' });
  const { days, reason } = kept.fields;
  const [tried, setTried] = useState(false);
  const { run, sending, failure } = useCommand(stale);
  const seen = useStands(
    {
      ...{ version: revision, facts: { lapse: lapseWords(lapseDays) } },
      name: () => t`When restriction lapses`,
    },
    sending,
  );
  const asked = days.trim() === '' ? null : Number(days);
  const wrongDays = asked !== null && (!Number.isInteger(asked) || asked < 1 || asked > 730);
  const publish = async () => {
    setTried(true);
    if (wrongDays || reason.trim().length < 3) return;
    const body = { revision: seen.version, lapseDays: asked, reason: reason.trim() };
    if ((await run('/api/order-policy', body, t`Published. It holds from now on.`, 'PUT')) === null) {
      kept.startAnew();
      setTried(false);
    }
  };
  return (
    <Card title={t`When restriction lapses`}>
      <form
        className={entryClasses.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void publish();
        }}
      >
        <Restored of={kept} />
        {seen.told}
        <p>{lapseWords(lapseDays)}</p>
        <TextInput
          label={t`Days after the date`}
          description={t`Empty: never by itself.`}
          inputMode="numeric"
          value={days}
          onChange={(event) => kept.set({ days: event.currentTarget.value })}
          error={tried && wrongDays ? t`From 1 to 730 days` : null}
        />
        <Textarea
          label={t`Reason`}
          autosize
          minRows={2}
          value={reason}
          onChange={(event) => kept.set({ reason: event.currentTarget.value })}
          error={tried && reason.trim().length < 3 ? t`Write it first` : null}
        />
        <Refusal failure={failure} />
        <Button type="submit">
          <Trans>Publish it</Trans>
        </Button>
      </form>
    </Card>
  );
}

function Texts() {
  const texts = useQuery(textsQuery);
  const kept = useKeptFields('agreement-text', { language: '', text: '' });
  const { language, text } = kept.fields;
  const [tried, setTried] = useState(false);
  const { run, failure } = useCommand(stale);
  if (!texts.data) return texts.error ? <Failed error={texts.error} retry={texts.refetch} /> : <Waiting />;
  const enter = async () => {
    setTried(true);
    if (language.trim() === '' || text.trim() === '') return;
    const body = { language: language.trim(), text };
    if ((await run('/api/agreement-texts', body, t`The text can be signed from now on.`)) === null) {
      kept.startAnew();
      setTried(false);
    }
  };
  const missing = (value: string) => (tried && value.trim() === '' ? t`Fill this in` : null);
  return (
    <Card title={t`Own texts of the agreement`}>
      <DataTable
        label={t`Own texts of the agreement`}
        rows={texts.data.texts}
        rowId={(row) => row.language}
        empty={t`English and Spanish come with the program. There is none in another language.`}
        columns={[
          { id: 'language', name: t`Language`, cell: (row) => languageWords(row.language) },
          { id: 'version', name: t`Version`, cell: ({ version }) => version },
          { id: 'since', name: t`Since`, cell: ({ madeAt }) => <Moment at={madeAt} /> },
        ]}
      />
      <form
        className={entryClasses.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void enter();
        }}
      >
        <Restored of={kept} />
        <TextInput
          label={t`Language of the text`}
          description={t`A tag, as ht or ar.`}
          value={language}
          onChange={(event) => kept.set({ language: event.currentTarget.value })}
          error={missing(language)}
        />
        <Textarea
          label={t`Text`}
          description={t`Words in braces are filled in: name, order, court, from, to, review.`}
          autosize
          minRows={4}
          value={text}
          onChange={(event) => kept.set({ text: event.currentTarget.value })}
          error={missing(text)}
        />
        <Refusal failure={failure} />
        <Button type="submit">
          <Trans>Enter the text</Trans>
        </Button>
      </form>
    </Card>
  );
}
