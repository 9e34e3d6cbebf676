import { type Invoice, invoice, invoiceTemplate } from '@attend/contracts/invoices';
import { currencies, parseMinor } from '@attend/kernel';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, FileInput, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { request } from '../../ui/api/request.ts';
import { Card } from '../../ui/Card.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { readText } from '../../ui/read-text.ts';
import { endOfPart, fingerprintOf } from '../import-export/upload.ts';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { saveText } from './download.ts';
import classes from './page.module.css';

type Fields = { provider: string; number: string; from: string; to: string; total: string; currency: string };
type Given = { readonly file: File; readonly fields: Fields };
type Props = { readonly providers: readonly { readonly id: string; readonly name: string }[] };

/** Sends what the server does not have of the file yet; what broke off goes on. */
async function upload({ file, fields }: Given, tell: (part: number) => void): Promise<Invoice> {
  const text = await readText(file);
  const total = parseMinor(fields.total);
  const { provider, number, from, to, currency } = fields;
  let answer = await request('/api/invoices', invoice, {
    method: 'POST',
    body: {
      ...{ provider, number: number.trim(), from, to, currency, totalMinor: total.ok ? total.value : 0 },
      ...{ fileName: file.name.slice(0, 200), fingerprint: await fingerprintOf(file, text) },
    },
  });
  while (answer.ok && answer.value.state === 'staging') {
    const at = answer.value.characters;
    tell(text.length === 0 ? 1 : at / text.length);
    const end = endOfPart(text, at);
    answer = await request(`/api/invoices/${answer.value.id}/parts`, invoice, {
      method: 'POST',
      body: { from: at, text: text.slice(at, end), last: end === text.length },
    });
  }
  if (!answer.ok) throw answer.error;
  return answer.value;
}

/** An invoice's file, checked before it counts. */
export function InvoiceImport({ providers }: Props) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [file, setFile] = useState<File | null>(null);
  const [sent, setSent] = useState(0);
  const kept = useKeptForm<Fields>('invoice.new', {
    initialValues: {
      provider: providers[0]?.id ?? '',
      number: '',
      from: '',
      to: '',
      total: '',
      currency: 'USD',
    },
    validate: ({ number, from, to, total }) => {
      const read = parseMinor(total);
      return {
        ...(number.trim() === '' ? { number: t`Fill this in` } : {}),
        ...(from === '' ? { from: t`Fill this in` } : {}),
        ...(to === '' || to < from ? { to: t`Choose a day that is not before the first` } : {}),
        ...(read.ok && read.value >= 0 ? {} : { total: t`Write an amount, as 152 or 2.75` }),
      };
    },
  });
  const { form } = kept;
  const bring = useMutation<void, ApiFailure, Given>({
    mutationFn: async (given) => {
      setSent(0);
      const { id } = await upload(given, setSent);
      kept.forget();
      await client.invalidateQueries({ queryKey: ['costs'] });
      await navigate({ to: '/costs/invoices/$id', params: { id }, search: {} });
    },
  });
  const percent = Math.round(sent * 100);
  return (
    <Card
      title={t`Bring in an invoice`}
      aside={
        <Button variant="default" onClick={() => saveText('invoice.csv', [invoiceTemplate])}>
          <Trans>Save the template</Trans>
        </Button>
      }
    >
      <form
        className={entryClasses.form}
        noValidate
        onSubmit={form.onSubmit((fields) => {
          if (file) bring.mutate({ file, fields });
        })}
      >
        <Restored of={kept} />
        <p>
          <Trans>
            A CSV file with a line for each device and span: serial, from, to, days, rate, amount. It has no
            column for a name: whose device it was stands on record here.
          </Trans>
        </p>
        <div className={classes.row}>
          <NativeSelect
            label={t`Provider`}
            data={providers.map(({ id, name }) => ({ value: id, label: name }))}
            {...form.getInputProps('provider')}
          />
          <TextInput label={t`Number of the invoice`} autoComplete="off" {...form.getInputProps('number')} />
          <DateField label={t`First day`} {...form.getInputProps('from')} />
          <DateField label={t`Last day`} {...form.getInputProps('to')} />
          <TextInput label={t`Total of the invoice`} inputMode="decimal" {...form.getInputProps('total')} />
          <NativeSelect label={t`Currency`} data={[...currencies]} {...form.getInputProps('currency')} />
          <FileInput
            label={t`CSV file`}
            placeholder={t`Choose a file…`}
            accept=".csv,text/csv"
            value={file}
            onChange={setFile}
            clearable
            clearButtonProps={{ 'aria-label': t`Take the file away` }}
          />
        </div>
        <div role="status">
          {bring.isPending && <Trans>{percent} % sent. It goes on where it stopped.</Trans>}
        </div>
        <Refusal failure={bring.error} />
        <Button type="submit" loading={bring.isPending} disabled={file === null}>
          <Trans>Check the file</Trans>
        </Button>
      </form>
    </Card>
  );
}
