import { type NoticePreview, noticeAudiences, noticePreview, noticeSent } from '@attend/contracts/notices';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { type ApiFailure, isConflict } from '../../ui/api/failure.ts';
import { fieldFaults } from '../../ui/api/field-faults.ts';
import { send } from '../../ui/api/request.ts';
import { Card } from '../../ui/Card.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { languageWords } from '../../ui/language.tsx';
import { narrow, Page } from '../../ui/Page.tsx';
import { textDirection } from '../../ui/preferences.ts';
import { Failed, Waiting } from '../../ui/State.tsx';
import { checkInOfficesQuery } from '../check-ins/queries.ts';
import { Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { useTitle } from '../shell/title.ts';
import {
  audienceBody,
  audienceWords,
  checkNotice,
  type NoticeFields,
  noticeBody,
  noticeEmpty,
  otherLanguages,
} from './form.ts';
import classes from './page.module.css';

/** One message to many of an office: first whom it goes to, then, to exactly those, the message. */
export function NoticePage() {
  useTitle(t`Write to many`);
  const offices = useQuery(checkInOfficesQuery);
  return (
    <Page
      title={t`Write to many`}
      lead={t`Such as: the office is closed, or a storm is coming. You see whom it goes to before anything is sent.`}
    >
      {offices.data ? (
        <NoticeForm offices={offices.data.offices} />
      ) : offices.error ? (
        <Failed error={offices.error} retry={offices.refetch} />
      ) : (
        <Waiting />
      )}
    </Page>
  );
}

const fieldOf = { office: 'office', on: 'on', en: 'en', es: 'es', ht: 'ht', ar: 'ar' };

function NoticeForm({
  offices,
}: {
  readonly offices: readonly { readonly id: string; readonly name: string }[];
}) {
  const [seen, setSeen] = useState<NoticePreview | null>(null);
  const [sent, setSent] = useState<number | null>(null);
  const kept = useKeptForm<NoticeFields>('notice', {
    initialValues: { ...noticeEmpty, office: offices[0]?.id ?? '' },
    validate: checkNotice,
  });
  const { form } = kept;
  const look = useMutation<void, ApiFailure, NoticeFields>({
    mutationFn: async (values) => {
      const answer = await send('/api/notices/preview', audienceBody(values));
      if (!answer.ok) throw answer.error;
      setSent(null);
      setSeen(noticePreview.parse(answer.value));
    },
    onError: (failure) => form.setErrors(fieldFaults(failure, fieldOf)),
  });
  const go = useMutation<void, ApiFailure, NoticeFields>({
    mutationFn: async (values) => {
      const answer = await send('/api/notices', noticeBody(values, seen?.audience ?? ''));
      if (!answer.ok) throw answer.error;
      setSent(noticeSent.parse(answer.value).planned);
      setSeen(null);
      kept.startAnew();
    },
    onError: (failure) => {
      form.setErrors(fieldFaults(failure, fieldOf));
      // Whom it would go to is looked at again; what was typed stays.
      if (isConflict(failure)) setSeen(null);
    },
  });
  const { to } = form.values;
  /** Another audience has not been seen. */
  const anew = { onInput: () => setSeen(null) };
  return (
    <>
      <Card title={t`The message`}>
        <form className={narrow} onSubmit={form.onSubmit((values) => look.mutate(values))} noValidate>
          <Restored of={kept} />
          <NativeSelect
            label={t`Office`}
            data={offices.map(({ id, name }) => ({ value: id, label: name }))}
            {...anew}
            {...form.getInputProps('office')}
          />
          <NativeSelect
            label={t`To whom`}
            data={noticeAudiences.map((value) => ({ value, label: audienceWords(value) }))}
            {...anew}
            {...form.getInputProps('to')}
          />
          {to !== 'everybody' && (
            <DateField
              label={t`Day`}
              {...form.getInputProps('on')}
              onChange={(day) => {
                setSeen(null);
                form.setFieldValue('on', day);
              }}
            />
          )}
          <Textarea
            label={t`In English`}
            description={t`Programme and office are named before it, and how to stop after it.`}
            autosize
            minRows={2}
            {...form.getInputProps('en')}
          />
          {otherLanguages().map(([language, label]) => (
            <Textarea
              key={language}
              label={label}
              description={t`Empty: they get the English words.`}
              autosize
              minRows={2}
              lang={language}
              dir={textDirection(language)}
              {...form.getInputProps(language)}
            />
          ))}
          <Refusal failure={look.error ?? go.error} />
          <div>
            <Button type="submit" variant={seen ? 'default' : 'filled'} loading={look.isPending}>
              <Trans>See whom it goes to</Trans>
            </Button>
          </div>
        </form>
      </Card>
      {seen && (
        <Audience of={seen}>
          <Button
            loading={go.isPending}
            disabled={seen.participants.length === 0}
            onClick={() => form.onSubmit((values) => go.mutate(values))()}
          >
            {plural(seen.participants.length, { one: 'Send it to # person', other: 'Send it to # people' })}
          </Button>
        </Audience>
      )}
      {sent !== null && <Sent planned={sent} />}
    </>
  );
}

function Sent({ planned }: { readonly planned: number }) {
  const heading = useRef<HTMLParagraphElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <Card title={t`Sent`}>
      <p ref={heading} tabIndex={-1} role="status">
        {plural(planned, { one: '# message was written.', other: '# messages were written.' })}{' '}
        <Trans>In quiet hours they leave the next morning.</Trans>
      </p>
      <p>
        <Link to="/messages" search={{ show: 'planned' }} className={classes.link}>
          <Trans>The outbox</Trans>
        </Link>
      </p>
    </Card>
  );
}

type AudienceProps = { readonly of: NoticePreview; readonly children: React.ReactNode };

function Audience({ of, children }: AudienceProps) {
  const { participants, languages, unreachable, unreachableMore } = of;
  return (
    <Card title={t`Whom it goes to`}>
      <p role="status">{plural(participants.length, { one: '# person', other: '# people' })}</p>
      <ul className={classes.list}>
        {languages
          .filter((each) => each.people > 0)
          .map((each) => (
            <li key={each.language}>
              {languageWords(each.language)}: {each.people}
            </li>
          ))}
      </ul>
      {unreachable.length > 0 && (
        <>
          <h3>
            <Trans>Not reached by a message: call them, or write on paper</Trans>
          </h3>
          <ul className={classes.list}>
            {unreachable.map((person) => (
              <li key={person.id}>
                <Link
                  to="/people/$id"
                  params={{ id: person.id }}
                  search={{ part: 'contact' }}
                  className={classes.link}
                >
                  {person.name} · <bdi>{person.reference}</bdi>
                </Link>
              </li>
            ))}
            {unreachableMore && (
              <li>
                <Trans>There are more than are shown here.</Trans>
              </li>
            )}
          </ul>
        </>
      )}
      <div className={classes.send}>{children}</div>
    </Card>
  );
}
