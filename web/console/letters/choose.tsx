import { letterForms } from '@attend/contracts/letter-templates';
import {
  type LetterMake,
  type LetterOptions,
  type LetterPreview,
  type LetterSubject,
  letterPreview,
} from '@attend/contracts/letters';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { request } from '../../ui/api/request.ts';
import { serverNow } from '../../ui/clock.ts';
import { currentLocale, languageWords } from '../../ui/language.tsx';
import { formatMoment } from '../../ui/time.ts';
import { dayWords } from '../check-ins/view.ts';
import { kindWords } from '../letter-templates/view.ts';
import { placeWords } from '../register/view.ts';
import { decisionWords, tierWords } from '../reviews/view.ts';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import {
  bodyOf,
  byTheirLanguage,
  type ChooseFields,
  checkChoice,
  chooseEmpty,
  missedTemplate,
  noAddress,
  templateKey,
  templateOf,
} from './view.ts';

export type Chosen = {
  readonly body: LetterMake;
  readonly preview: LetterPreview;
  /** What was chosen is kept until the letter is made. */
  readonly forget: () => void;
  /** The same letter as its template stands by now, where somebody published another version meanwhile. */
  readonly again: () => Promise<LetterPreview | null>;
};
type Props = {
  readonly person: string;
  readonly options: LetterOptions;
  /** The check-in about which it is to be; null: nobody came from one. */
  readonly checkIn: string | null;
  readonly next: (chosen: Chosen) => void;
};

/** First: which letter, about what, to whom. */
export function Choose({ person, options, checkIn, next }: Props) {
  const kept = useKeptForm<ChooseFields>(`letter-choice.${person}.${checkIn ?? ''}`, {
    initialValues:
      checkIn === null ? chooseEmpty : { ...chooseEmpty, template: missedTemplate(options), about: checkIn },
    validate: (fields) => checkChoice(fields, options),
  });
  const { form } = kept;
  const look = useMutation<void, ApiFailure, ChooseFields>({
    mutationFn: async (fields) => {
      const body = bodyOf(fields, options);
      if (body === null) return;
      const answer = await lookAtIt(person, body);
      if (!answer.ok) throw answer.error;
      const again = async () => {
        const now = await lookAtIt(person, body);
        return now.ok ? now.value : null;
      };
      next({ body, preview: answer.value, forget: kept.forget, again });
    },
  });
  const chosen = templateOf(options, form.values.template);
  const { recipient, about } = chosen === null ? nothing : letterForms[chosen.kind];
  return (
    <form className={entryClasses.form} noValidate onSubmit={form.onSubmit((fields) => look.mutate(fields))}>
      <Restored of={kept} />
      <NativeSelect
        label={t`Template`}
        data-autofocus
        data={[{ value: '', label: t`Choose…` }, ...grouped(options)]}
        {...form.getInputProps('template')}
      />
      {about !== null && (
        <NativeSelect
          label={t`What it is about`}
          data={[{ value: '', label: t`Choose…` }, ...subjects(options, about)]}
          {...form.getInputProps('about')}
        />
      )}
      {recipient === 'participant' && (
        <NativeSelect
          label={t`Where it goes`}
          description={t`Of protected addresses only their mailing address may stand on a letter, and only on one to them.`}
          data={[
            { value: '', label: t`Choose…` },
            ...options.addresses.map(({ id, use, text, protected: isProtected }) => ({
              value: id,
              label: [
                placeWords(use),
                text.replaceAll('\n', ', '),
                ...(isProtected ? [t`protected`] : []),
              ].join(' · '),
            })),
            { value: noAddress, label: t`No address: it is handed over` },
          ]}
          {...form.getInputProps('to')}
        />
      )}
      {recipient === 'attorney' && (
        <NativeSelect
          label={t`Attorney`}
          data={[
            { value: '', label: t`Choose…` },
            ...options.attorneys.map(({ id, name, firm }) => ({
              ...{ value: id, label: firm === null ? name : `${name}, ${firm}` },
            })),
          ]}
          {...form.getInputProps('to')}
        />
      )}
      {recipient === 'court' && (
        <TextInput label={t`To which court`} maxLength={200} {...form.getInputProps('court')} />
      )}
      {(recipient === 'attorney' || recipient === 'court') && (
        <Textarea
          label={t`Their address`}
          description={t`As it should stand on the paper. Leave it empty where it is not posted.`}
          autosize
          minRows={2}
          maxLength={500}
          {...form.getInputProps('lines')}
        />
      )}
      {recipient === 'court' && (
        <TextInput
          label={t`Who signs it by hand`}
          description={t`Leave it empty where you do.`}
          maxLength={200}
          {...form.getInputProps('signer')}
        />
      )}
      <Refusal failure={look.error} />
      <Button type="submit" loading={look.isPending}>
        <Trans>Look at the letter</Trans>
      </Button>
    </form>
  );
}

/** Without a version: the letter as its template stands now. */
const lookAtIt = (person: string, body: LetterMake) =>
  request(`/api/people/${person}/letters/preview`, letterPreview, { method: 'POST', body });

const nothing = { recipient: null, about: null } as const;

/** Without a language of theirs in it, no group is said. */
function grouped(options: LetterOptions) {
  const { theirs, others } = byTheirLanguage(options);
  const items = (of: readonly LetterOptions['templates'][number][]) =>
    of.map((one) => ({ value: templateKey(one), label: templateWords(one) }));
  if (theirs.length === 0) return items(others);
  return [
    { group: t`In a language of theirs`, items: items(theirs) },
    { group: t`Other languages, courts and attorneys`, items: items(others) },
  ];
}

function templateWords({ kind, language, name }: LetterOptions['templates'][number]): string {
  const words = name ?? kindWords(kind);
  return `${words} · ${languageWords(language)}`;
}

function subjects(
  { hearings, checkIns, orders, reviews, collections }: LetterOptions,
  about: LetterSubject,
): { value: string; label: string }[] {
  const locale = currentLocale();
  switch (about) {
    case 'hearing':
      return hearings.map(({ id, at, timezone, court }) => ({
        value: id,
        label: `${formatMoment(Date.parse(at), serverNow(), timezone, locale, false)} · ${court}`,
      }));
    case 'check-in':
      return checkIns.map(({ id, dueOn }) => {
        const day = dayWords(dueOn, locale);
        return { value: id, label: t`Check-in due ${day}` };
      });
    case 'order':
      return orders.map(({ id, reference, court }) => ({
        ...{ value: id, label: court === null ? reference : `${reference} · ${court}` },
      }));
    case 'review':
      return reviews.map(({ id, decidedOn, decision, tierTo }) => ({
        value: id,
        label: [dayWords(decidedOn, locale), decisionWords(decision), tierWords(tierTo)].join(' · '),
      }));
    case 'collection':
      return collections.map(({ id, on, time, office }) => ({
        value: id,
        label: [dayWords(on, locale), ...(time === null ? [] : [time]), office ?? t`elsewhere`].join(' · '),
      }));
  }
}
