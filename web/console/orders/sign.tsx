import { isUnreadText, type PersonOrder } from '@attend/contracts/orders';
import { type LocationLevel, locationLevels } from '@attend/kernel';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { serverNow } from '../../ui/clock.ts';
import { DateField } from '../../ui/DateField.tsx';
import { languageWords } from '../../ui/language.tsx';
import { textDirection } from '../../ui/preferences.ts';
import { Failed, Waiting } from '../../ui/State.tsx';
import { civilDay } from '../../ui/time.ts';
import { locationLevelWords } from '../../ui/words/devices.ts';
import { useTimezone } from '../../ui/zone.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptFields } from '../shell/kept-form.tsx';
import { useStands } from '../shell/stands.tsx';
import { orderStands } from './facts.tsx';
import classes from './page.module.css';
import { agreementTextQuery } from './queries.ts';
import { SignaturePad, type Stroke } from './signature-pad.tsx';
import { Unread } from './unread.tsx';
import { useOrderCommand } from './use-command.ts';
import { draftOf, standingOf } from './view.ts';

type Way = 'drawn' | 'typed' | 'paper';

/** The most that the version's clauses permit; what is agreed to may be less. */
function levelsOf(order: PersonOrder): readonly LocationLevel[] {
  const kinds = (draftOf(order) ?? standingOf(order))?.clauses.map(({ kind }) => kind) ?? [];
  const most = locationLevels.findLastIndex((level) => kinds.includes(`location-${level}`));
  return locationLevels.slice(0, Math.max(0, most) + 1);
}

/** The participant reads, has explained, and signs: with the pen, by typing, or on a paper that is filed. */
export function SignDialog({ order, close }: { readonly order: PersonOrder; readonly close: () => void }) {
  const version = draftOf(order) ?? standingOf(order);
  const levels = levelsOf(order);
  const [language, setLanguage] = useState(version?.written.language ?? 'en');
  const [location, setLocation] = useState<LocationLevel>(levels.at(-1) ?? 'status');
  const text = useQuery(agreementTextQuery(order.id, version?.version ?? 1, language, location));
  const found = text.data;
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={t`Sign the agreement`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <div className={entryClasses.form}>
        <NativeSelect
          label={t`Language`}
          data-autofocus
          value={language}
          data={[...new Set([language, ...(found?.languages ?? ['en', 'es'])])].map((value) => ({
            value,
            label: languageWords(value),
          }))}
          onChange={(event) => setLanguage(event.currentTarget.value)}
        />
        <NativeSelect
          label={t`The participant agrees to`}
          value={location}
          data={levels.map((value) => ({ value, label: locationLevelWords(value) }))}
          onChange={(event) =>
            setLocation(levels.find((level) => level === event.currentTarget.value) ?? 'status')
          }
        />
        {!found && (text.error ? <Failed error={text.error} retry={text.refetch} /> : <Waiting />)}
        {found && found.text === null && (
          <p className={entryClasses.note}>
            <Trans>There is no text in this language. The agency can enter its own.</Trans>
          </p>
        )}
        {found?.text && version && (
          <>
            {isUnreadText(found.text.version) && <Unread />}
            <div
              className={classes.text}
              lang={found.text.language}
              dir={textDirection(found.text.language)}
              // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text is scrolled by its keys.
              tabIndex={0}
              role="document"
            >
              {found.text.text}
            </div>
            {/* A name and a signature are of the text that stood above them: under another one they are given anew (FRM-2). */}
            <Signing
              key={`${version.version} ${language} ${location} ${found.text.version}`}
              order={order}
              close={close}
              read={{
                ...{ version: version.version, language, location },
                textVersion: found.text.version,
              }}
            />
          </>
        )}
      </div>
    </Modal>
  );
}

type Read = {
  readonly version: number;
  readonly language: string;
  readonly location: LocationLevel;
  readonly textVersion: string;
};

function Signing({ order, close, read }: { order: PersonOrder; close: () => void; read: Read }) {
  const zone = useTimezone();
  const kept = useKeptFields(
    `agreement.${order.id}`,
    { explained: '', interpreter: '', paper: '', signedOn: civilDay(serverNow(), zone) },
    ['signedOn'],
  );
  const { explained, interpreter, paper, signedOn } = kept.fields;
  // FRM-2: a signature is given while its text is read, and kept nowhere else; a typed name is one.
  const [way, setWay] = useState<Way>('drawn');
  const [name, setName] = useState('');
  const [strokes, setStrokes] = useState<readonly Stroke[]>([]);
  const [tried, setTried] = useState(false);
  const { run, sending, failure } = useOrderCommand();
  const { version: revision, told } = useStands(orderStands(order), sending);
  const missing = {
    name: name.trim() === '',
    explained: explained.trim().length < 3,
    strokes: way === 'drawn' && strokes.length === 0,
    paper: way === 'paper' && paper.trim() === '',
  };
  const say = (is: boolean) => (tried && is ? t`Fill this in` : null);
  const sign = async () => {
    setTried(true);
    if (Object.values(missing).includes(true)) return;
    const signature = {
      ...{ kind: way, name: name.trim() },
      ...(way === 'drawn' ? { strokes } : way === 'paper' ? { reference: paper.trim(), signedOn } : {}),
    };
    const body = {
      ...{ ...read, revision, explained: explained.trim(), signature },
      interpreter: interpreter.trim() === '' ? null : interpreter.trim(),
    };
    if (!(await run(`/api/orders/${order.id}/agreement`, body, t`The agreement is signed.`))) return;
    kept.forget();
    close();
  };
  return (
    <form
      className={entryClasses.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void sign();
      }}
    >
      <Restored of={kept} />
      {told}
      <Textarea
        label={t`What was explained`}
        autosize
        minRows={2}
        value={explained}
        onChange={(event) => kept.set({ explained: event.currentTarget.value })}
        error={say(missing.explained)}
      />
      <TextInput
        label={t`Interpreter`}
        description={t`Empty: none was needed.`}
        value={interpreter}
        onChange={(event) => kept.set({ interpreter: event.currentTarget.value })}
      />
      <NativeSelect
        label={t`How it is signed`}
        value={way}
        data={[
          { value: 'drawn', label: t`By hand on this screen` },
          { value: 'typed', label: t`By typing the name` },
          { value: 'paper', label: t`On paper that is filed` },
        ]}
        onChange={(event) => setWay(event.currentTarget.value as Way)}
      />
      <TextInput
        label={t`Name of who signs`}
        description={way === 'typed' ? t`Typed by the participant.` : undefined}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={say(missing.name)}
      />
      {way === 'drawn' && <SignaturePad value={strokes} onChange={setStrokes} />}
      {way === 'drawn' && tried && missing.strokes && (
        <p className={entryClasses.refusal} role="alert">{t`Sign in the field, or choose another way.`}</p>
      )}
      {way === 'paper' && (
        <>
          <TextInput
            label={t`Where the paper is filed`}
            value={paper}
            onChange={(event) => kept.set({ paper: event.currentTarget.value })}
            error={say(missing.paper)}
          />
          <DateField
            label={t`Day on the paper`}
            value={signedOn}
            onChange={(value) => kept.set({ signedOn: value })}
          />
        </>
      )}
      <Refusal failure={failure} />
      <Button type="submit" loading={sending}>
        <Trans>Put the signature on record</Trans>
      </Button>
    </form>
  );
}
