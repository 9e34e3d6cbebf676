import { secondFactorEnrolment } from '@attend/contracts/session';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Checkbox, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { toString as drawQr } from 'qrcode';
import { useEffect, useState } from 'react';
import type { z } from 'zod';
import { request } from '../../ui/api/request.ts';
import { formCheck } from '../../ui/form-check.ts';
import { Entry, entryClasses, Refusal } from '../shell/entry.tsx';
import { SignOutLink } from '../shell/sign-out.tsx';
import { useEntry } from '../shell/use-entry.ts';
import { codeEmpty, codeForm, passwordEmpty, passwordForm } from './form.ts';
import classes from './page.module.css';
import { backupFile, secretOf } from './view.ts';

type Enrolment = z.infer<typeof secondFactorEnrolment>;

/** A second factor is set up before anything else opens. */
export function EnrolmentPage() {
  const begin = useMutation({
    mutationFn: async (body: unknown): Promise<Enrolment> => {
      const answer = await request('/api/second-factor/enrol', secondFactorEnrolment, {
        method: 'POST',
        body,
      });
      if (answer.ok) return answer.value;
      throw answer.error;
    },
  });
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: passwordEmpty,
    validate: formCheck(passwordForm),
  });
  if (begin.data) return <Confirm enrolment={begin.data} />;
  return (
    <Entry
      title={t`Set up your second factor`}
      lead={t`A password alone does not open other people’s data here. You need an authenticator app on your phone, or a password manager that makes codes.`}
    >
      <form
        className={entryClasses.form}
        onSubmit={form.onSubmit((values) => begin.mutate(values))}
        noValidate
      >
        <PasswordInput
          label={t`Your password, once more`}
          autoComplete="current-password"
          autoFocus
          required
          withAsterisk={false}
          key={form.key('password')}
          {...form.getInputProps('password')}
        />
        <Refusal failure={begin.error} />
        <Button type="submit" loading={begin.isPending} fullWidth>
          <Trans>Begin</Trans>
        </Button>
        <SignOutLink>
          <Trans>Use another account</Trans>
        </SignOutLink>
      </form>
    </Entry>
  );
}

function useQr(uri: string): string | null {
  const [image, setImage] = useState<string | null>(null);
  useEffect(() => {
    void drawQr(uri, { type: 'svg', margin: 0 }).then((svg) =>
      setImage(`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`),
    );
  }, [uri]);
  return image;
}

function Confirm({ enrolment }: { readonly enrolment: Enrolment }) {
  const image = useQr(enrolment.uri);
  const [kept, setKept] = useState(false);
  const { submit, busy, failure } = useEntry('/api/second-factor/confirm');
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: codeEmpty,
    validate: formCheck(codeForm),
  });
  const file = `data:text/plain;charset=utf-8,${encodeURIComponent(backupFile(location.host, enrolment.backupCodes))}`;
  return (
    <Entry wide title={t`Set up your second factor`}>
      <form className={`${entryClasses.form} ${classes.steps}`} onSubmit={form.onSubmit(submit)} noValidate>
        <section>
          <h2>
            <Trans>1. Scan this with your authenticator app</Trans>
          </h2>
          <div className={classes.scan}>
            {image && (
              <img
                className={classes.qr}
                src={image}
                alt={t`Code to scan. Without a camera, type the key.`}
              />
            )}
            <div>
              <p className={classes.dim}>
                <Trans>Without a camera, type this key:</Trans>
              </p>
              <p className={classes.secret}>{secretOf(enrolment.uri)}</p>
            </div>
          </div>
        </section>
        <section>
          <h2>
            <Trans>2. Keep these backup codes</Trans>
          </h2>
          <p className={classes.dim}>
            <Trans>Each works once when your phone is not at hand. They are not shown again.</Trans>
          </p>
          <ul className={classes.codes}>
            {enrolment.backupCodes.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </ul>
          <Button
            component="a"
            href={file}
            download="attend-backup-codes.txt"
            variant="default"
            size="xs"
            mt="xs"
          >
            <Trans>Save as a file</Trans>
          </Button>
        </section>
        <section>
          <h2>
            <Trans>3. Type the code that the app shows now</Trans>
          </h2>
          <TextInput
            mt="xs"
            aria-label={t`Code`}
            autoComplete="one-time-code"
            inputMode="numeric"
            required
            key={form.key('code')}
            {...form.getInputProps('code')}
          />
        </section>
        <Checkbox
          label={t`I have kept the backup codes`}
          checked={kept}
          onChange={(event) => setKept(event.currentTarget.checked)}
        />
        <Refusal failure={failure} />
        <Button type="submit" loading={busy} disabled={!kept} fullWidth>
          <Trans>Finish</Trans>
        </Button>
      </form>
    </Entry>
  );
}
