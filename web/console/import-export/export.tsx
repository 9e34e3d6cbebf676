import { type CaseloadKind, caseloadExport, caseloadKinds } from '@attend/contracts/caseload';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { request } from '../../ui/api/request.ts';
import { Card } from '../../ui/Card.tsx';
import { useSay } from '../../ui/Say.tsx';
import { Refusal } from '../shell/entry.tsx';
import classes from './page.module.css';
import { kindWords } from './view.ts';

type Asked = { readonly kind: CaseloadKind; readonly purpose: string };

/** All pages of a file; each is recorded for whoever stands on it. */
async function download({ kind, purpose }: Asked): Promise<void> {
  const parts: string[] = [];
  for (let after: string | null = null, isFirst = true; isFirst || after !== null; isFirst = false) {
    const answer: Awaited<ReturnType<typeof readPage>> = await readPage(kind, purpose, after);
    if (!answer.ok) throw answer.error;
    parts.push(answer.value.text);
    after = answer.value.next;
  }
  const url = URL.createObjectURL(new Blob(parts, { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${kind}.csv`;
  link.click();
  URL.revokeObjectURL(url);
}
const readPage = (kind: CaseloadKind, purpose: string, after: string | null) =>
  request(`/api/caseload-exports/${kind}`, caseloadExport, { query: { purpose, after } });

export function ExportCard() {
  const say = useSay();
  const [kind, setKind] = useState<CaseloadKind>('people');
  const [purpose, setPurpose] = useState('');
  const take = useMutation<void, ApiFailure, Asked>({
    mutationFn: async (asked) => {
      await download(asked);
      say(t`The file is written. Each person in it can read that it was, and why.`);
    },
  });
  return (
    <Card title={t`Take a file out`}>
      <form
        className={classes.stack}
        onSubmit={(event) => {
          event.preventDefault();
          take.mutate({ kind, purpose });
        }}
      >
        <p>
          <Trans>
            It has the form in which files come in. Outside of here nothing protects it: give it to nobody who
            need not have it.
          </Trans>
        </p>
        <div className={classes.row}>
          <NativeSelect
            label={t`What it holds`}
            value={kind}
            onChange={(event) =>
              setKind(caseloadKinds.find((one) => one === event.currentTarget.value) ?? kind)
            }
            data={caseloadKinds.map((one) => ({ value: one, label: kindWords(one) }))}
          />
          <TextInput
            label={t`What do you need it for?`}
            value={purpose}
            onChange={(event) => setPurpose(event.currentTarget.value)}
            required
          />
          <Button type="submit" loading={take.isPending} disabled={purpose.trim() === ''}>
            <Trans>Write the file</Trans>
          </Button>
        </div>
        <Refusal failure={take.error} />
      </form>
    </Card>
  );
}
