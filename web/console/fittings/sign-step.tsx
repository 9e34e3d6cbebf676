import type { PersonFittings } from '@attend/contracts/fittings';
import { isUnreadText } from '@attend/contracts/orders';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { languageWords } from '../../ui/language.tsx';
import { textDirection } from '../../ui/preferences.ts';
import { toChoose } from '../../ui/to-choose.ts';
import { locationLevelWords } from '../../ui/words/devices.ts';
import ordersClasses from '../orders/page.module.css';
import { SignaturePad } from '../orders/signature-pad.tsx';
import { Unread } from '../orders/unread.tsx';
import { entryClasses } from '../shell/entry.tsx';
import { type Stands, useStands } from '../shell/stands.tsx';
import classes from './page.module.css';
import { type Fold, StepCard } from './step-card.tsx';
import type { WorkHold } from './use-work.ts';
import { type StepState, signatureOf, textKey, type Work } from './work.ts';

type Props = {
  readonly kit: PersonFittings;
  readonly hold: WorkHold;
  readonly work: Work;
  readonly state: StepState;
  readonly fold: Fold;
};

/** FIT-5: the agreement as orders sign it; its text came with the page, so that it is read and signed without a network too. */
export function SignStep({ kit, hold, work, state, fold }: Props) {
  const { typed } = work;
  const chosen = kit.agreements.find(({ order }) => order === typed.order);
  // Of what was signed and refused no other takes the place: another text is put before them by a person alone.
  if (chosen === undefined && state === 'refused' && typed.order !== '')
    return (
      <StepCard step="agreement" {...{ hold, state, fold }}>
        <p role="alert">
          <Trans>
            What was signed is not to be signed as it stands: somebody has changed it, or it is to be approved
            first.
          </Trans>
        </p>
        {kit.agreements.length > 0 && (
          <NativeSelect
            label={t`Order`}
            value=""
            data={toChoose(
              kit.agreements.map(({ order, reference }) => ({ value: order, label: reference })),
            )}
            onChange={(event) => hold.type({ order: event.currentTarget.value })}
          />
        )}
      </StepCard>
    );
  const of = chosen ?? kit.agreements[0];
  if (of === undefined)
    return (
      <StepCard
        step="agreement"
        {...{ hold, fold, state: state === 'to-do' ? 'done' : state }}
        otherwise={t`No agreement waits to be signed.`}
      >
        <p>
          <Trans>No agreement waits to be signed.</Trans>
        </p>
      </StepCard>
    );
  return <Sign key={of.order} {...{ kit, hold, work, state, fold, of }} />;
}

type Agreement = PersonFittings['agreements'][number];
/** What of an agreement somebody else may change while it is read and signed here. */
const agreementStands = ({ revision, version, levels, texts }: Agreement): Stands => ({
  version: revision,
  facts: {
    version,
    levels: levels.map(locationLevelWords),
    ...Object.fromEntries(
      texts.map((one) => [
        `${languageWords(one.language)}, ${locationLevelWords(one.location)}`,
        one.version,
      ]),
    ),
  },
  name: (field) => {
    if (field === 'version') return t`Version of the order`;
    return field === 'levels' ? t`What may be agreed to` : t`Text: ${field}`;
  },
});

/** FRM-7: where the order changed while it was read here, it is said; what was typed stays, a signature only under the text that it is of. */
function Sign({ kit, hold, work, state, fold, of }: Props & { readonly of: Agreement }) {
  const { typed } = work;
  const { told } = useStands(agreementStands(of), state === 'waiting');
  const languages = [...new Set(of.texts.map(({ language }) => language))];
  const language = languages.includes(typed.language) ? typed.language : (languages[0] ?? 'en');
  const location = of.levels.includes(typed.location) ? typed.location : (of.levels.at(-1) ?? 'status');
  const text = of.texts.find((one) => one.language === language && one.location === location);
  const textVersion = text?.version ?? '';
  const key = textKey({ order: of.order, version: of.version, language, location, textVersion });
  const { strokes, isOfAnother } = signatureOf(typed, key);
  const ready = typed.explained.trim().length >= 3 && typed.signer.trim() !== '' && strokes.length > 0;
  // One is signed that permits the device, and another text waits: it is signed here as well.
  const more = state === 'done' && !work.sent.includes('agreement') ? { more: t`Sign what waits` } : {};
  const sign = () => {
    // As it was chosen or stood there alone: what is sent is what is meant from here on.
    hold.type({ order: of.order });
    hold.write('agreement', () => ({
      ...{ order: of.order, revision: of.revision, version: of.version, language, location },
      ...{ textVersion, explained: typed.explained.trim() },
      interpreter: typed.interpreter.trim() || null,
      signature: { kind: 'drawn', name: typed.signer.trim(), strokes },
    }));
  };
  return (
    <StepCard step="agreement" {...{ hold, state, fold }} {...more}>
      {told}
      {kit.agreements.length > 1 && (
        <NativeSelect
          label={t`Order`}
          value={of.order}
          data={kit.agreements.map(({ order, reference }) => ({ value: order, label: reference }))}
          onChange={(event) => hold.type({ order: event.currentTarget.value })}
        />
      )}
      <NativeSelect
        label={t`Language of the text`}
        value={language}
        data={languages.map((value) => ({ value, label: languageWords(value) }))}
        onChange={(event) => hold.type({ language: event.currentTarget.value })}
      />
      <NativeSelect
        label={t`The participant agrees to`}
        value={location}
        data={of.levels.map((value) => ({ value, label: locationLevelWords(value) }))}
        onChange={(event) =>
          hold.type({ location: of.levels.find((one) => one === event.currentTarget.value) ?? 'status' })
        }
      />
      {text === undefined ? (
        <p>
          <Trans>There is no text in this language. The agency can enter its own.</Trans>
        </p>
      ) : (
        <>
          {isUnreadText(text.version) && <Unread />}
          <div
            className={ordersClasses.text}
            lang={text.language}
            dir={textDirection(text.language)}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text is scrolled by its keys.
            tabIndex={0}
            role="document"
          >
            {text.text}
          </div>
        </>
      )}
      <Textarea
        label={t`What was explained`}
        autosize
        minRows={2}
        value={typed.explained}
        onChange={(event) => hold.type({ explained: event.currentTarget.value })}
      />
      <TextInput
        label={t`Name of who signs`}
        value={typed.signer}
        onChange={(event) => hold.type({ signer: event.currentTarget.value })}
      />
      {isOfAnother && state !== 'done' && (
        <p className={entryClasses.meanwhile} role="alert">
          <Trans>This is another text than the one that was signed. It is read and signed anew.</Trans>
        </p>
      )}
      <SignaturePad
        value={strokes.map((stroke) => stroke.map(([x, y]): [number, number] => [x, y]))}
        onChange={(drawn) => hold.type({ strokes: drawn, signed: key })}
      />
      <p className={classes.dim}>
        <Trans>
          The signature is kept here, sealed, until it is on record, and not longer. Who signs by typing or on
          paper does so with the order.
        </Trans>
      </p>
      <div className={classes.bar}>
        <Button
          onClick={sign}
          disabled={!ready || text === undefined}
          variant={state === 'done' ? 'default' : 'filled'}
        >
          <Trans>Put the signature on record</Trans>
        </Button>
      </div>
    </StepCard>
  );
}
